"""Whether this process lives and is ready: database, schema, waiting e-mails, workers."""

import hmac
import logging
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import column, func, select, table
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import clock, heartbeat, outages, walls
from webapp.core.db import db
from webapp.web.signed_in import public

log = logging.getLogger(__name__)

_VERSION = table("alembic_version", column("version_num"))
_REVISION = re.compile(r'^(down_)?revision = "(\w+)"$', re.MULTILINE)


@cache
def _head_of_code(migrations: Path) -> str | None:
    """The newest migration, read without alembic, which costs each web worker 11 megabytes."""
    named: dict[str, set[str]] = {"": set(), "down_": set()}
    for file in (migrations / "versions").glob("*.py"):
        for kind, revision in _REVISION.findall(file.read_text()):
            named[kind].add(revision)
    return next(iter(named[""] - named["down_"]), None)


def _seconds_since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, int((now - moment).total_seconds()))


@public
def healthz() -> ResponseReturnValue:
    """This process answers; nothing else is looked at."""
    return jsonify(status="ok")


@public
def readyz() -> ResponseReturnValue:
    """Whether the database answers, has the schema of this code, and keeps its walls.

    Only a request with HEALTH_TOKEN is also told the schema, how long e-mails wait and why, and
    when a worker was last seen, in seconds; none of that makes the process unready.
    """
    found = _look(clock.now())
    is_ready = found["status"] == "ok"
    if not is_ready:
        log.warning("not ready", extra={"found": found["status"].replace(" ", "_")})
    told = found if _may_be_told() else {"status": "ok" if is_ready else "not ok"}
    return jsonify(told), 200 if is_ready else 503


def _may_be_told() -> bool:
    """Whether the request carries HEALTH_TOKEN; compared in constant time."""
    token = str(current_app.config.get("HEALTH_TOKEN") or "")
    shown = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())


def _look(now: datetime) -> dict[str, Any]:
    try:
        head = db.session.scalar(select(_VERSION.c.version_num))
        oldest = db.session.scalar(select(func.app.oldest_waiting(now)))
        beat = heartbeat.last("worker")
        trouble = outages.current("mail")
        wanted = _head_of_code(Path(current_app.root_path).parent / "migrations")
        status = "ok"
        if head != wanted:
            status = "migrations differ"
        elif not walls.still_stand():
            # Anybody may read this page: the log says what differs.
            status = "walls differ"
    except SQLAlchemyError:
        db.session.rollback()
        return {"status": "database not reachable"}
    return {
        "status": status,
        "migration": {"database": head, "code": wanted},
        "oldest_waiting_seconds": _seconds_since(oldest, now),
        "worker_seen_seconds_ago": _seconds_since(beat, now),
        "mail": trouble
        and {"fault": trouble.reason, "since_seconds": _seconds_since(trouble.since, now)},
    }


def init_app(app: Flask) -> None:
    """Serve both at addresses that belong to no organization."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
