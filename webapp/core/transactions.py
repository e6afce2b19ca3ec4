"""Transactions: bound to an organization, committed where a write request succeeded."""

from contextlib import suppress
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import tenancy
from webapp.core.db import db

_WROTE = "wrote something"


def keep_read() -> None:
    """Let this GET commit, because it recorded who read what and changed nothing else."""
    db.session.info["keep_read"] = True


def keep_refusal() -> None:
    """Let this refused write commit, because it recorded the refusal and did nothing else."""
    db.session.info["keep_refusal"] = True


def note_write() -> None:
    """Note that a function of the database writes, which its SELECT does not show."""
    db.session.connection().info[_WROTE] = True


def commit_or_roll_back(response: Response) -> Response:
    """Commit a successful write request; roll everything else back."""
    writes = request.method in ("POST", "PUT", "PATCH", "DELETE")
    read_is_kept = db.session.info.pop("keep_read", False)
    refusal_is_kept = db.session.info.pop("keep_refusal", False)
    succeeded = response.status_code < 400 and (writes or read_is_kept)
    if succeeded or refusal_is_kept:
        db.session.commit()
    else:
        _end_reading()
        db.session.rollback()
    return response


def _end_reading() -> None:
    """End a transaction that wrote nothing by COMMIT instead of ROLLBACK.

    psycopg forgets its prepared statements on every ROLLBACK, so that PostgreSQL would plan each
    statement of each page again: a quarter of the first screen's processor time.
    """
    with suppress(SQLAlchemyError):
        if db.session().in_transaction():
            connection = db.session.connection()
            if not connection.info.get(_WROTE):
                connection.connection.commit()


def _note_writes(engine: Engine) -> None:
    """Note of each transaction whether it has changed a row."""

    @event.listens_for(engine, "begin")
    def _forget(connection: Connection) -> None:
        connection.info.pop(_WROTE, None)

    @event.listens_for(engine, "before_cursor_execute")
    def _note(
        connection: Connection, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
    ) -> None:
        if context is not None and (context.isinsert or context.isupdate or context.isdelete):
            connection.info[_WROTE] = True


def init_app(app: Flask) -> None:
    """Connect the database; each transaction announces its organization and ends by the rule."""
    db.init_app(app)
    with app.app_context():
        tenancy.announce_on(db.engine)
        _note_writes(db.engine)
    app.after_request(commit_or_roll_back)
