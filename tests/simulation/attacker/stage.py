"""The application on one connection to a real database, where any point can be gone back to.

The database is entered as a superuser who has put on the role of the application, so that row-level
security holds for every page as in life, and this side alone can take the role off to look at all.
What a page commits becomes a savepoint; going back to a point undoes it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import Context
from datetime import datetime
from typing import Any
from unittest.mock import patch

import psycopg
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.pool import StaticPool
from werkzeug.test import TestResponse

from tests.cast import NOW
from tests.conftest import settings_for_tests
from webapp import create_app
from webapp.accounts.signing_in import passwords
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.proofs import queries as proofs
from webapp.web.tenancy import forget_codes

_ROLE = "app_rw"
#: Between transactions nobody is announced, as on a connection that was just taken from the pool.
_BEGIN = "SET LOCAL app.organization_id = ''; SAVEPOINT act"


class OneConnection(psycopg.Connection[Any]):
    """A connection that can be held: then its commits and roll-backs end at a savepoint."""

    is_held = False

    def commit(self) -> None:
        """Keep what was done since the last one."""
        if not self.is_held:
            super().commit()
            return
        self.say(f"RELEASE SAVEPOINT act; {_BEGIN}")

    def rollback(self) -> None:
        """Undo what was done since the last commit."""
        if not self.is_held:
            super().rollback()
            return
        self.say("ROLLBACK TO SAVEPOINT act")

    def hold(self) -> None:
        """From now on nothing is kept for good."""
        self.is_held = True
        self.say(f"BEGIN; {_BEGIN}")

    def say(self, words: str) -> None:
        """Send statements as they are; psycopg need not know of savepoints."""
        answer = self.pgconn.exec_(words.encode())
        if answer.error_message:
            raise RuntimeError(answer.error_message.decode())


class Browser(FlaskClient):
    """A browser whose requests run as in a server's thread, and leave nothing behind."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request in a context of its own."""
        answer: TestResponse = Context().run(super().open, *args, **kwargs)
        return answer


class Stage:
    """The application, the clock, and the points one can go back to."""

    def __init__(self, app: Flask, connection: OneConnection) -> None:
        self.app, self.connection = app, connection
        self.now: datetime = NOW
        self._points = 0
        self.requests = 0

    def browser(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self.app, self.app.response_class)

    def look(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """Rows of all tenants, as nobody but this side ever sees them."""
        self.connection.say("SET LOCAL ROLE none")
        try:
            return self.connection.execute(sql, values).fetchall()
        finally:
            self.connection.say(f"SET LOCAL ROLE {_ROLE}")

    def mark(self) -> int:
        """A point that can be gone back to, later than all others."""
        self._points += 1
        self.connection.say(f"RELEASE SAVEPOINT act; SAVEPOINT point_{self._points}; {_BEGIN}")
        return self._points

    def back_to(self, point: int) -> None:
        """Undo everything since a point; it can be gone back to again."""
        self.connection.say(f"ROLLBACK TO SAVEPOINT point_{point}; {_BEGIN}")
        self._points = point
        forget_codes()

    def hold(self) -> None:
        """Everything until now stays, everything from now on can be undone."""
        self.connection.hold()


@contextmanager
def set_up(superuser_url: str, redis_url: str) -> Iterator[Stage]:
    """The application on a migrated database that nobody else uses meanwhile."""
    connection = OneConnection.connect(superuser_url.replace("+psycopg", ""))
    connection.execute(f"SET ROLE {_ROLE}")
    connection.commit()
    settings = settings_for_tests(superuser_url, redis_url) | {
        "SQLALCHEMY_ENGINE_OPTIONS": {"poolclass": StaticPool, "creator": lambda: connection}
    }
    with ExitStack() as undo:
        undo.callback(connection.close)
        app = create_app(settings)
        stage = Stage(app, connection)
        for at, name, instead in _instead(stage):
            undo.enter_context(patch.object(at, name, instead))
        forget_codes()
        with app.app_context():
            # It would leave the transaction to ask whether the server is still there.
            undo.enter_context(patch.object(db.engine.dialect, "do_ping", lambda _c: True))
            yield stage
            db.session.remove()
        connection.is_held = False
        connection.rollback()
        tenancy.bind(None)
        forget_codes()


@contextmanager
def _this_moment() -> Iterator[Connection]:
    """The check of the trail in the transaction of its page, for want of a second connection."""
    yield db.session.connection()


def _instead(stage: Stage) -> Iterator[tuple[Any, str, Any]]:
    """The clock that can be travelled with, no broker, one connection, hashes that cost nothing."""
    yield clock, "now", lambda: stage.now
    yield queue, "wake", lambda _name, _kwargs: True
    yield proofs, "one_moment", _this_moment
    yield passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
