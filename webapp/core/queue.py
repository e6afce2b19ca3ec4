"""Wakes the workers once a transaction has committed; PostgreSQL already holds the work.

A wake-up may be lost: it has 0.25 seconds, and after a failure none is tried for 30 seconds. The
workers' periodic scan finds the work all the same.
"""

import logging
import time

from celery import Celery
from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from webapp.core.db import db

log = logging.getLogger(__name__)

_PENDING = "tasks to wake"
SENDER = "sender of wake-ups"
_PATIENCE_SECONDS = 0.25
_REST_SECONDS = 30.0

_resting_until = 0.0


def init_app(app: Flask) -> None:
    """Point the wake-ups at the broker, with short time-outs everywhere."""
    sender = Celery("wake", set_as_current=False)
    sender.conf.update(
        broker_url=app.config["REDIS_URL"],
        broker_connection_retry=False,
        broker_connection_timeout=_PATIENCE_SECONDS,
        broker_transport_options={
            "socket_timeout": _PATIENCE_SECONDS,
            "socket_connect_timeout": _PATIENCE_SECONDS,
            "max_retries": 0,
        },
        task_ignore_result=True,
        task_serializer="json",
    )
    app.extensions[SENDER] = sender


def after_commit(task_name: str, **kwargs: int | str) -> None:
    """Have a task run soon after the current transaction, if it commits."""
    pending = db.session.info.setdefault(_PENDING, [])
    if (task_name, kwargs) not in pending:
        pending.append((task_name, kwargs))


def wake(task_name: str, kwargs: dict[str, int | str]) -> bool:
    """Send one wake-up; false if the broker did not take it in time."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return False
    try:
        current_app.extensions[SENDER].send_task(
            task_name, kwargs=kwargs, retry=False, ignore_result=True
        )
    except Exception as reason:  # no failure of the broker may reach the page
        _resting_until = time.monotonic() + _REST_SECONDS
        log.warning("wake-up not sent", extra={"task": task_name, "reason": type(reason).__name__})
        return False
    return True


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    # The event also fires when a savepoint is released; that is not a commit yet.
    if session.in_nested_transaction():
        return
    for name, kwargs in session.info.pop(_PENDING, []):
        wake(name, kwargs)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        session.info.pop(_PENDING, None)
