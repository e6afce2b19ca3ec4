"""Whatever fails, and however: nothing that anybody typed stands in the log of worker or web."""

import json
import re
from pathlib import Path

import psycopg
import pytest

from tests.faults.failing import MARK, WAYS, WORDS, celery
from tests.faults.web_server import WebServer
from tests.faults.workers import Worker, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.real_time]


def lines_of(log):
    """The lines of a log that are ours, as what they say."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def words_in(log):
    """Lines in which somebody's words stand, or a part of them, however written."""
    shapes = re.compile(f"{MARK}|Nguy|Ấm|\\\\u1ea4m", re.IGNORECASE)
    return [line for line in log.read_text().splitlines() if shapes.search(line)]


@pytest.fixture
def worker(clean, databases, tmp_path):
    running = Worker(
        databases, 1, tmp_path / "worker.log", application="tests.faults.failing:celery"
    )
    wait_for(lambda: running.is_ready, 40, "the start of the worker")
    yield running
    running.kill()


@pytest.fixture
def send(databases):
    # A connection of its own: other tests of this process may have used Celery with another one.
    with celery.connection_for_write(databases.redis_url) as broker:
        yield lambda name, **kwargs: celery.send_task(
            name, kwargs={"words": WORDS, **kwargs}, connection=broker
        )


def log_of_the_database(databases):
    """What PostgreSQL itself writes down."""
    with psycopg.connect(databases.superuser_url.replace("+psycopg", "")) as server:
        (folder,) = server.execute("SHOW data_directory").fetchone()
    log = Path(folder).parents[1] / "postgres.log"
    assert "ready to accept connections" in log.read_text()
    return log


def ended(log):
    return [line["event"] for line in lines_of(log) if line["logger"] == "celery.app.trace"]


def test_a_failing_task_leaves_its_kind_and_place_and_nobodys_words(
    worker, send, databases, record_property
):
    for way in WAYS:
        send("failing.fail", way=way)
    send("failing.retry")
    send("failing.answer")
    wait_for(lambda: len(ended(worker.log)) >= len(WAYS) + 3, 60, f"all of it, see {worker.log}")
    send("failing.slow")
    wait_for(lambda: "limit" in worker.log.read_text(), 20, "the end of the slow task")
    assert words_in(worker.log) == []
    assert words_in(log_of_the_database(databases)) == []
    errors = {line.get("error") for line in lines_of(worker.log)}
    assert errors >= {"IntegrityError", "DataError", "ValueError", "KeyError", "LookupError"}
    record_property("lines of the worker's log looked at", len(worker.log.read_text().splitlines()))


def test_developers_find_constraint_code_and_line(worker, send):
    send("failing.fail", way="unique_violation")
    send("failing.fail", way="chained")
    wait_for(lambda: len(ended(worker.log)) >= 2, 30, "both failures")
    failed = [line for line in lines_of(worker.log) if line.get("error")]
    plain = next(line for line in failed if line["error"] == "IntegrityError")
    assert (plain["sqlstate"], plain["constraint"]) == ("23505", "uq_organizations_code")
    assert plain["table"] == "organizations"
    assert any(re.match(r"tests/faults/failing\.py:\d+ unique_violation", at) for at in plain["at"])
    chained = next(line for line in failed if line["error"] == "LookupError")
    assert "23505" in [cause.get("sqlstate") for cause in chained["because"]]
    assert plain["event"].startswith("Task failing.fail[")


@pytest.fixture
def web(clean, databases, tmp_path, monkeypatch):
    # Whoever asks the web server for its access log gets none: addresses carry secrets.
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--access-logfile -")
    server = WebServer(
        databases.app_url, databases.redis_url, tmp_path / "web.log", "tests.faults.failing:app()"
    )
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_a_failing_request_leaves_no_words_either(web, record_property):
    for way in (*WAYS, "in_teardown", "in_template"):
        status, _headers, page = web.ask(f"/hong/{way}?tim={MARK}")
        assert status in (404, 422, 500) or way == "in_teardown"
        assert MARK not in page.replace(f"tim={MARK}", "")
        web.ask(f"/hong/{way}", f"loi={MARK}".encode(), Cookie=f"so={MARK}")
    web.ask(f"/moi/1-{MARK}?next={MARK}")
    with web.connect() as connection:
        connection.sendall(f"NONSENSE {MARK} /{MARK} HTTP/9.9\r\n{MARK}: x\r\n\r\n".encode())
        connection.recv(500)
    assert words_in(web.log) == []
    errors = {line.get("error") for line in lines_of(web.log)}
    assert errors >= {"IntegrityError", "ValueError", "KeyError", "UndefinedError"}
    record_property(
        "lines of the web server's log looked at", len(web.log.read_text().splitlines())
    )
