"""A database does what the migrations made, or nothing is served from it."""

import re
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine

from tests.conftest import settings_for_tests
from tests.servers import Databases, Servers
from tests.tenancy.breaches import OF_DATABASE, OF_SERVER
from tests.walls import of_template
from webapp import create_app
from webapp.core import walls
from webapp.core.db import db
from webapp.core.walls import BreachedWalls, Differences, compare
from webapp.local.repair import repair, statements, taken_back
from webapp.local.roles import ROLES, database_in


@pytest.fixture(scope="module")
def databases_here(servers: Servers, worker_id: str) -> Databases:
    return servers.clone_database(f"walls_{worker_id}")


@pytest.fixture(scope="module")
def superuser(databases_here: Databases) -> Iterator[psycopg.Connection]:
    url = databases_here.superuser_url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def started(databases_here: Databases) -> Iterator[Flask]:
    """An application over the database that the tests of this file breach."""
    settings = settings_for_tests(databases_here.app_url, databases_here.redis_url)
    made = create_app(settings)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def look(started: Flask) -> Iterator[None]:
    with started.app_context():
        yield


def test_the_file_says_what_the_migrations_make(servers: Servers) -> None:
    live = of_template(servers).splitlines()
    found = compare(walls.made(), live)
    how = "migrations/walls.txt is not what the migrations make; `make walls` writes it anew:"
    assert not found, "\n".join([how, *found.told()])
    assert walls.MADE.read_text("utf-8").splitlines() == live


def test_the_query_knows_every_role_that_is_prepared() -> None:
    text = walls.MADE.read_text("utf-8")
    assert [role for role in ROLES if f"\nALTER ROLE {role} " not in text] == []


def test_looking_takes_less_than_150_ms(look: None, record_property: Callable[..., None]) -> None:
    walls.refuse_breached()
    took = []
    for _ in range(5):
        began = time.perf_counter()
        walls.refuse_breached()
        took.append((time.perf_counter() - began) * 1000)
    record_property("look at the walls, ms", round(min(took), 1))
    assert min(took) < 150


@pytest.mark.parametrize("name", OF_DATABASE)
def test_nothing_starts_behind(
    look: None,
    servers: Servers,
    databases_here: Databases,
    superuser: psycopg.Connection,
    name: str,
) -> None:
    """Setting owners and rights anew mends those that are about them, and tells the others."""
    breach = OF_DATABASE[name]
    superuser.execute(breach.done)
    try:
        with pytest.raises(BreachedWalls) as refused:
            walls.refuse_breached()
        told = walls.differences().told()
        left = repair(servers.admin_dsn, database_in(databases_here.app_url))
        assert bool(left) == bool(walls.differences()) == (not breach.repaired)
    finally:
        if not breach.repaired:
            superuser.execute(breach.undone)
    assert breach.told in "\n".join(told)
    assert told[0] in str(refused.value)
    assert "flask database check" in str(refused.value)
    walls.refuse_breached()


@pytest.mark.parametrize("name", OF_SERVER)
def test_nothing_starts_as_a_role_that_became_stronger(
    look: None, databases_here: Databases, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Looked at from inside the transaction that is then undone."""
    engine = create_engine(databases_here.superuser_url)

    def breached() -> Connection:
        connection = engine.connect()
        connection.exec_driver_sql(OF_SERVER[name].done)
        connection.exec_driver_sql("SET LOCAL SESSION AUTHORIZATION app_rw")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(db.engine, "connect", breached)
        with pytest.raises(BreachedWalls, match=re.escape(OF_SERVER[name].told)):
            walls.refuse_breached()
    engine.dispose()
    walls.refuse_breached()


@pytest.mark.parametrize("name", ["the service passes the policies", "the service is the owner"])
def test_a_role_s_powers_are_taken_back_by_a_statement(name: str) -> None:
    breach = OF_SERVER[name]
    line = breach.told.removeprefix("extra: ")
    made = "ALTER ROLE app_rw NOBYPASSRLS"
    found = Differences([made] if line.startswith("ALTER") else [], [line])
    assert statements(found) == ([made] if line.startswith("ALTER") else [taken_back(line)])


def test_a_database_signed_in_to_as_its_owner_is_refused(databases_here: Databases) -> None:
    made = create_app(settings_for_tests(databases_here.superuser_url, databases_here.redis_url))
    with made.app_context():
        with pytest.raises(BreachedWalls, match="missing: -- DATABASE_URL signs in as app_rw"):
            walls.refuse_breached()
        db.engine.dispose()


def test_other_migrations_are_no_breach_but_other_owners_are() -> None:
    made, live = set(walls.made()), set(walls.made())
    live -= {line for line in made if line.startswith(("-- migrated to ", "CREATE POLICY"))}
    assert not compare(made, live | {"-- migrated to another", "GRANT SELECT ON TABLE a TO b"})
    line = next(one for one in made if one.endswith(" OWNER TO app_lookup"))
    handed = line.replace("app_lookup", "app_owner")
    found = compare(made, live - {line} | {handed})
    assert (found.missing, found.extra) == ([line], [handed])
    for stronger in ("GRANT app_owner TO app_rw", "ALTER TABLE public.other OWNER TO app_rw"):
        assert compare(made, live | {stronger}).extra == [stronger]


def test_a_running_process_tells_within_a_minute(
    started: Flask, superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = started.test_client()
    clock = [time.monotonic()]
    monkeypatch.setattr(walls.time, "monotonic", lambda: clock[0])
    started.extensions.pop("walls", None)

    def ready() -> tuple[int, str]:
        answer = client.get("/readyz")
        return answer.status_code, answer.get_json()["status"]

    assert ready() == (200, "ok")
    superuser.execute(OF_DATABASE["a policy dropped"].done)
    try:
        clock[0] += walls.LOOKED_EVERY - 1
        assert ready() == (200, "ok")
        clock[0] += 1
        assert ready() == (503, "not ok")
    finally:
        superuser.execute(OF_DATABASE["a policy dropped"].undone)
    clock[0] += walls.LOOKED_EVERY
    assert ready() == (200, "ok")
