"""A connection that the server closed while it rested is replaced before it is used."""

import time

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from webapp.core import db as core_db
from webapp.core.db import db

OURS = "usename = 'app_rw' AND datname = current_database()"


@pytest.fixture
def end_connections(clean, databases):
    """Have the server close the one connection of the service, and wait until it is gone."""

    def end():
        db.session.remove()
        engine = create_engine(databases.superuser_url, isolation_level="AUTOCOMMIT")
        ending = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OURS}")
        left = text(f"SELECT count(*) FROM pg_stat_activity WHERE {OURS}")
        with engine.connect() as connection:
            connection.execute(ending)
            until = time.monotonic() + 20
            while connection.scalar(left) and time.monotonic() < until:
                time.sleep(0.02)
        engine.dispose()

    # Threads of other tests left more of them, and each is found closed on its own.
    db.engine.dispose()
    yield end
    db.session.remove()
    db.engine.dispose()


def alive():
    return db.session.scalar(text("SELECT 1"))


def test_after_a_rest_the_next_page_notices_nothing(end_connections, monkeypatch):
    monkeypatch.setattr(core_db, "_REST_SECONDS", 0)
    assert alive() == 1
    end_connections()
    assert alive() == 1


def test_without_a_rest_one_page_fails_and_the_next_one_works(end_connections, monkeypatch):
    monkeypatch.setattr(core_db, "_REST_SECONDS", 3_600)
    assert alive() == 1
    end_connections()
    with pytest.raises(OperationalError):
        alive()
    db.session.rollback()
    assert alive() == 1
