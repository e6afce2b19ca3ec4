"""Security headers of every answer, and the refusal of writes from other sites."""

import secrets

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from webapp.web import htmx, page_without_database
from webapp.web.assets import HTMX_CDN
from webapp.web.wording import message

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: “none” means that somebody typed the address.
_WELCOME = frozenset({"same-origin", "none"})


def content_policy(htmx_source: str) -> str:
    """Which files a page may load: our own, and the pinned htmx where the CDN is in use."""
    scripts = f"'self' {HTMX_CDN}" if htmx_source == "cdn" else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            # Bootstrap draws the arrows of its selects from data: addresses.
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _headers(config: dict[str, object]) -> dict[str, str]:
    """The headers of every answer; a view that sets one too would send it twice."""
    headers = {
        "Content-Security-Policy": content_policy(str(config.get("HTMX_SOURCE", "cdn"))),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
    if config.get("SECURE_COOKIES"):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def is_foreign(headers: Headers, host: str) -> bool:
    """Whether a request was made by a page of another site.

    Browsers without Sec-Fetch-Site send Origin; “null” says nothing, since our own pages, which
    send no referrer, have it too. Requests with neither are checked by the form token alone.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _WELCOME
    origin = headers.get("Origin", "null")
    return origin != "null" and origin.partition("://")[2] != host


def refuse_foreign_write() -> ResponseReturnValue | None:
    """Refuse writes of other sites before anything is read.

    The page reads no session, so the visitor stays signed in.
    """
    if request.method in WRITES and is_foreign(request.headers, request.host):
        return page_without_database.page(403, message("page.foreign_site"))
    return None


def forget_everything(response: Response) -> Response:
    """Have the browser drop all it stored of our pages, on signing out."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def init_app(app: Flask) -> None:
    """Put the headers on every answer and the check before every write."""
    headers = _headers(app.config)
    # Pages send no referrer, so the extension would refuse every form under https.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    # `request_gate` checks the token, once it is known who asks.
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.jinja_env.globals["new_key"] = lambda: secrets.token_urlsafe(16)
    app.before_request(refuse_foreign_write)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        return htmx.vary(response)
