"""One JSON line per event, with request, task and organization; never what anybody typed.

`write_json` is the one place where it is decided how logs are written: of our own loggers, of
Celery's and of the web server's, of warnings, and of errors that nobody caught.
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
#: They write down each address that is asked for, and with it the secrets of links.
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
    # Celery puts a writer to the log in the place of the stream: a line would wait for itself.
    handler = logging.StreamHandler(sys.__stderr__ or sys.stderr)
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # A line that can't be written is dropped: the library would print its arguments instead.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    _take_over_other_loggers()
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _take_over_other_loggers() -> None:
    """Loggers that were set up before us, as the web server's, write as everybody does."""
    for name in list(logging.root.manager.loggerDict):
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(JsonLine())
    for name in _OF_ADDRESSES:
        logging.getLogger(name).setLevel(logging.WARNING)


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
