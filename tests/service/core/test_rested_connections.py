"""A connection that the server closed while it rested is replaced before it is used."""

import time

import pytest
from sqlalchemy import create_engine, text

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


def test_after_a_rest_the_next_page_notices_nothing(end_connections):
    assert alive() == 1
    end_connections()
    assert alive() == 1
