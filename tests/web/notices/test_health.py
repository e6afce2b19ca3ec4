"""Whether the process lives and is ready, told to anybody without a session."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.web import health


@pytest.fixture
def visitor(as_):
    return as_(None)


def test_the_process_lives(visitor):
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_visit_without_a_session_gets_none(visitor):
    assert "Set-Cookie" not in visitor.get("/readyz").headers


def test_it_is_ready_with_the_schema_of_the_code(visitor):
    answer = visitor.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["migration"]["database"] == answer.json["migration"]["code"]
    assert answer.json["oldest_waiting_seconds"] is None
    assert answer.json["worker_seen_seconds_ago"] is None


def test_it_tells_since_when_mail_waits_and_when_a_worker_was_seen(cast, visitor, tell, moment):
    tell(cast.mai)
    heartbeat.beat("worker", clock.now())
    db.session.commit()
    moment(clock.now() + timedelta(minutes=5))
    answer = visitor.get("/readyz").json
    assert answer["oldest_waiting_seconds"] == 300
    assert answer["worker_seen_seconds_ago"] == 300


def test_waiting_mail_is_no_reason_to_take_no_requests(cast, visitor, tell, moment):
    tell(cast.mai)
    moment(clock.now() + timedelta(days=9))
    assert visitor.get("/readyz").status_code == 200


def test_another_schema_than_the_codes_is_not_ready(visitor, databases):
    def write(version):
        engine = create_engine(databases.superuser_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        engine.dispose()

    head = visitor.get("/readyz").json["migration"]["code"]
    write("an older one")
    try:
        answer = visitor.get("/readyz")
    finally:
        write(head)
    assert (answer.status_code, answer.json["status"]) == (503, "migrations differ")


def test_without_its_database_it_lives_but_is_not_ready(visitor, monkeypatch):
    def refuse(*_arguments):
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(health.heartbeat, "last", refuse)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "database not reachable")
    assert visitor.get("/healthz").status_code == 200
