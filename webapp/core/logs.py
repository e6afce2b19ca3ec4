"""One JSON line per event, with request or task and organization; never what anybody typed.

`write_json` sets up all of them: our own loggers, Celery's and the web server's, warnings, and
errors that nobody caught.
"""

import json
import logging
import sys
import threading
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from webapp.core import log_facts, tenancy

log = logging.getLogger(__name__)

#: Identifies the request or task a line belongs to.
running: ContextVar[str] = ContextVar("running", default="")

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
#: They write each requested address, and with it the secrets of links.
_OF_ADDRESSES = ("gunicorn.access", "werkzeug")


class JsonLine(logging.Formatter):
    """A log record as one line of JSON, of which `log_facts` says what may be in it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: time, level, logger, event, where it ran, and the facts given as `extra`."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": log_facts.event(record),
            "running": running.get(),
            "organization": tenancy.bound(),
        }
        if log_facts.is_ours(record):
            given = {k: v for k, v in vars(record).items() if k not in _STANDARD}
            line |= {name: log_facts.harmless(value) for name, value in given.items()}
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            line |= log_facts.failure(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def write_json(level: str) -> None:
    """Send every log line of this process to standard error as JSON, and nothing beside it."""
    # Celery replaces sys.stderr by a writer to the log, which would wait for itself.
    handler = logging.StreamHandler(sys.__stderr__ or sys.stderr)
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Otherwise the library prints the arguments of a line it can't write.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    # Loggers that were set up before, such as the web server's.
    for name in list(logging.root.manager.loggerDict):
        for other in logging.getLogger(name).handlers:
            other.setFormatter(JsonLine())
    for name in _OF_ADDRESSES:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("nobody caught this", exc_info=(kind, error, trace))


def _uncaught_in_thread(hook: threading.ExceptHookArgs) -> None:
    error = hook.exc_value
    if error is not None and not isinstance(error, SystemExit):
        log.critical("nobody caught this", exc_info=(type(error), error, hook.exc_traceback))


def _unraisable(hook: Any) -> None:
    error = hook.exc_value
    if error is not None:
        log.error("could not be raised", exc_info=(type(error), error, hook.exc_traceback))
