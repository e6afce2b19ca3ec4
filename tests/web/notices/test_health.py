"""Whether the process lives and is ready, told to anybody without a session."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.service.notices.mail_sink import mail_settings
from tests.service.notices.test_deliver import deliver
from webapp.core import clock, heartbeat, outages, tenancy
from webapp.core.db import db
from webapp.local.ports import free_port
from webapp.web import health


@pytest.fixture
def visitor(as_):
    return as_(None)


def test_the_process_lives(visitor):
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_visit_without_a_session_gets_none(visitor):
    assert "Set-Cookie" not in visitor.get("/readyz").headers


TOKEN = "a token that nobody else has"


@pytest.fixture
def ask(app, visitor, monkeypatch):
    """What /readyz tells whoever shows the token."""
    monkeypatch.setitem(app.config, "HEALTH_TOKEN", TOKEN)
    return lambda: visitor.get("/readyz", headers={"Authorization": f"Bearer {TOKEN}"})


SHOWN = [
    *({}, {"Authorization": ""}, {"Authorization": "Bearer "}, {"Authorization": TOKEN}),
    {"Authorization": f"Bearer {TOKEN}x"},
    {"Authorization": f"Bearer {TOKEN[:-1]}"},
    {"Authorization": f"Basic {TOKEN}"},
    {"Authorization": "Bearer ổ"},
    {"Cookie": f"HEALTH_TOKEN={TOKEN}"},
]


@pytest.mark.parametrize("headers", SHOWN)
def test_strangers_are_told_whether_and_nothing_else(app, cast, visitor, ask, headers, monkeypatch):
    for token in (TOKEN, ""):
        monkeypatch.setitem(app.config, "HEALTH_TOKEN", token)
        for query in ("", f"?token={TOKEN}"):
            answer = visitor.get(f"/readyz{query}", headers=headers)
            assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_without_a_token_of_its_own_nobody_is_told_details(app, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "HEALTH_TOKEN", "")
    for shown in ("Bearer ", "Bearer None"):
        answer = visitor.get("/readyz", headers={"Authorization": shown})
        assert answer.json == {"status": "ok"}


def test_whoever_shows_the_token_is_told_why_mail_does_not_leave(cast, ask, moment):
    assert ask().json["mail"] is None
    outages.note("mail", "certificate_expired", clock.now())
    db.session.commit()
    moment(clock.now() + timedelta(minutes=3))
    assert ask().json["mail"] == {"fault": "certificate_expired", "since_seconds": 180}


def test_it_is_ready_with_the_schema_of_the_code(ask):
    answer = ask()
    assert answer.status_code == 200
    assert answer.json["migration"]["database"] == answer.json["migration"]["code"]
    assert answer.json["oldest_waiting_seconds"] is None
    assert answer.json["worker_seen_seconds_ago"] is None


def test_it_tells_since_when_mail_waits_and_when_a_worker_was_seen(cast, ask, tell, moment):
    tell(cast.mai)
    heartbeat.beat("worker", clock.now())
    db.session.commit()
    moment(clock.now() + timedelta(minutes=5))
    answer = ask().json
    assert answer["oldest_waiting_seconds"] == 300
    assert answer["worker_seen_seconds_ago"] == 300


def test_the_age_of_the_oldest_letter_goes_on_through_failed_rounds(
    cast, scope_of, ask, tell, moment
):
    tell(cast.mai)
    began = clock.now()
    for minutes in (5, 30, 90):
        moment(began + timedelta(minutes=minutes))
        with tenancy.tenant(cast.k1.id):
            assert set(deliver(scope_of(cast.lan), mail_settings(free_port()))) <= {"away"}
        assert ask().json["oldest_waiting_seconds"] == 60 * minutes


def test_waiting_mail_is_no_reason_to_take_no_requests(cast, visitor, tell, moment):
    tell(cast.mai)
    moment(clock.now() + timedelta(days=9))
    assert visitor.get("/readyz").status_code == 200


def test_another_schema_than_the_codes_is_not_ready(ask, visitor, databases):
    def write(version):
        engine = create_engine(databases.superuser_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        engine.dispose()

    head = ask().json["migration"]["code"]
    write("an older one")
    try:
        answer, bare = ask(), visitor.get("/readyz")
    finally:
        write(head)
    assert (answer.status_code, answer.json["status"]) == (503, "migrations differ")
    assert (bare.status_code, bare.json) == (503, {"status": "not ok"})


def test_without_its_database_it_lives_but_is_not_ready(ask, visitor, monkeypatch):
    def refuse(*_arguments):
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(health.heartbeat, "last", refuse)
    answer, bare = ask(), visitor.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (503, "database not reachable")
    assert (bare.status_code, bare.json) == (503, {"status": "not ok"})
    assert visitor.get("/healthz").status_code == 200
