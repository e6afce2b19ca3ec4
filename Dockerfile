# One image for web, worker, beat and migrate; the command tells them apart (docker-compose.yml).
FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements/bootstrap.txt requirements/base.txt requirements/htmx.txt ./
RUN python -m venv /venv \
    && pip install --no-cache-dir --require-hashes -r bootstrap.txt \
    && uv pip install --python /venv/bin/python --no-cache --compile-bytecode \
        --require-hashes -r base.txt \
    # Only the htmx file of this wheel is used; its dependency, Django, stays away.
    && uv pip install --python /venv/bin/python --no-cache --no-deps --require-hashes -r htmx.txt

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin service
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    APP_ENV=production \
    FLASK_APP=webapp
WORKDIR /srv
COPY --from=build /venv /venv
COPY migrations migrations
COPY tasks tasks
COPY webapp webapp
USER service
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Connections of the proxy stay open longer than it uses them (.proxy/nginx.conf.template). What a
# proxy says of a visitor is read by the application alone (TRUSTED_PROXIES).
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
    "--threads", "4", "--max-requests", "5000", "--max-requests-jitter", "500", \
    "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
    "--keep-alive", "75", "--forwarded-allow-ips", "", \
    "webapp.wsgi:app"]
