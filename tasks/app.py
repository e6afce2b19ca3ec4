"""Celery, and the task that runs inside the application, one organization at a time."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from celery import Celery, Task
from celery.signals import beat_init, setup_logging, worker_init, worker_process_init
from flask import Flask

from tasks.schedule import TIMETABLE
from webapp import create_app
from webapp.accounts.queries import task_scope
from webapp.accounts.scope import Scope
from webapp.core import logs, tenancy
from webapp.core.db import db
from webapp.core.garbage_collection import collect_seldom
from webapp.core.walls import BreachedWalls, refuse_breached

log = logging.getLogger(__name__)

#: A task is ended after this long, and handed to another worker a while later.
TIME_LIMIT_SECONDS = 600
VISIBILITY_TIMEOUT_SECONDS = 1_200
CHUNK = 100

_making = threading.Lock()
_flask_app: Flask | None = None


def flask_app() -> Flask:
    """The application of this process, made when first asked for."""
    global _flask_app
    with _making:
        if _flask_app is None:
            _flask_app = create_app()
        return _flask_app


def use(app: Flask | None) -> None:
    """Run the tasks of this process in a given application; for tests."""
    global _flask_app
    _flask_app = app


class TenantTask(Task[..., Any]):
    """Runs inside the application; whatever it did not commit is dropped when it ends."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task with the log naming it and no organization announced."""
        token = logs.running.set(f"{self.name} {self.request.id or ''}".strip())
        before = tenancy.bound()
        tenancy.bind(None)
        try:
            with flask_app().app_context():
                return super().__call__(*args, **kwargs)
        finally:
            tenancy.bind(before)
            logs.running.reset(token)


@contextmanager
def organization(organization_id: int) -> Iterator[Scope | None]:
    """Work for one organization and commit once at the end; none if it is gone.

    A failure keeps nothing of this organization and everything of those before it.
    """
    with tenancy.tenant(organization_id):
        scope = task_scope(organization_id)
        yield scope
        if scope is not None:
            db.session.commit()


def for_each(organization_ids: list[int], work: Callable[[Scope], Any], *, trouble: str) -> None:
    """Work for one organization after the other; one's trouble keeps no other from theirs.

    The trouble is what the log says of one for which the work failed.
    """
    for organization_id in organization_ids:
        try:
            with organization(organization_id) as scope:
                if scope is not None:
                    work(scope)
        except Exception:
            log.exception(trouble, extra={"for": organization_id})


def chunks(organization_ids: list[int]) -> Iterator[list[int]]:
    """Organizations a hundred at a time: ten times faster than a task for each."""
    for start in range(0, len(organization_ids), CHUNK):
        yield organization_ids[start : start + CHUNK]


celery = Celery("tasks", task_cls=TenantTask)
celery.conf.update(
    broker_url=os.environ.get("REDIS_URL"),
    imports=(
        "tasks.notices",
        "tasks.reminders",
        "tasks.rollups",
        "tasks.transfers",
        "tasks.nominations",
        "tasks.imports",
        "tasks.housekeeping",
        "tasks.proofs",
        "tasks.health",
    ),
    beat_schedule=TIMETABLE,
    timezone="Asia/Ho_Chi_Minh",
    enable_utc=True,
    # Identifiers and ISO dates only: nothing else may travel, and no answer is kept.
    task_serializer="json",
    accept_content=["json"],
    result_serializer="json",
    task_ignore_result=True,
    result_backend=None,
    # A task is done when it has ended, not when it was taken; a killed worker's goes to another.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=TIME_LIMIT_SECONDS,
    task_soft_time_limit=TIME_LIMIT_SECONDS - 30,
    worker_max_tasks_per_child=1_000,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
        # kombu looks for lost tasks on every hundredth round otherwise.
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
    },
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
)


@setup_logging.connect
def _write_json(**_: Any) -> None:
    """Logs are written in our one way from the start; Celery would add its own, texts and all."""
    logs.write_json(os.environ.get("LOG_LEVEL") or "INFO")


@beat_init.connect
def _refuse(**_: Any) -> None:
    """End before any work where the walls inside the database are not as they were made.

    Celery reports an error of a signal's receiver and goes on; only leaving ends the process.
    """
    with flask_app().app_context():
        try:
            refuse_breached()
        except BreachedWalls as breached:
            log.critical(str(breached))
            raise SystemExit(str(breached)) from None


@worker_init.connect
def _start(**_: Any) -> None:
    """Look at the walls first; then let the collector of cycles rest."""
    _refuse()
    collect_seldom()


@worker_process_init.connect
def _after_fork(**_: Any) -> None:
    """Let go of the connections of the parent process; they are not ours to close."""
    with flask_app().app_context():
        db.engine.dispose(close=False)
