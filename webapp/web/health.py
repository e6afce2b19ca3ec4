"""Whether this process lives and is ready: database, schema, waiting e-mails, workers."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import column, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import clock, heartbeat, walls
from webapp.core.db import db
from webapp.web.signed_in import public

_VERSION = table("alembic_version", column("version_num"))


_REVISION = re.compile(r'^(down_)?revision = "(\w+)"$', re.MULTILINE)


@cache
def _head_of_code(migrations: Path) -> str | None:
    """The migration that no other one follows; alembic would cost every web worker megabytes."""
    named: dict[str, set[str]] = {"": set(), "down_": set()}
    for file in (migrations / "versions").glob("*.py"):
        for kind, revision in _REVISION.findall(file.read_text()):
            named[kind].add(revision)
    return next(iter(named[""] - named["down_"]), None)


def _seconds_since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, int((now - moment).total_seconds()))


def _broken_wall() -> str:
    """Empty while the walls stand; what differs is in the log, for this page is read by anybody."""
    return "" if walls.still_stand() else "walls differ"


@public
def healthz() -> ResponseReturnValue:
    """This process answers; nothing else is looked at."""
    return jsonify(status="ok")


@public
def readyz() -> ResponseReturnValue:
    """The database is there, has the schema this code was written for, and keeps its walls.

    Waiting e-mails and the workers' sign of life are told, but never a reason to take no requests.
    """
    now = clock.now()
    try:
        head = db.session.scalar(select(_VERSION.c.version_num))
        oldest = db.session.scalar(select(func.app.oldest_waiting(now)))
        beat = heartbeat.last("worker")
        # What is found differing with other migrations says that they differ, and no more.
        wanted = _head_of_code(Path(current_app.root_path).parent / "migrations")
        broken = "migrations differ" if head != wanted else _broken_wall()
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="database not reachable"), 503
    answer = jsonify(
        status=broken or "ok",
        migration={"database": head, "code": wanted},
        oldest_waiting_seconds=_seconds_since(oldest, now),
        worker_seen_seconds_ago=_seconds_since(beat, now),
    )
    return answer, 503 if broken else 200


def init_app(app: Flask) -> None:
    """Serve both at addresses that belong to no organization."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
