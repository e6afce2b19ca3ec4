"""What of a log record may be written: our own words, numbers and names in the code.

Nothing that anybody typed may be logged. It appears in messages of exceptions, in PostgreSQL's
details, in the arguments and traces Celery logs, in the addresses a web server logs. So only what
is known to be harmless is let through.
"""

import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from logging import LogRecord
from pathlib import Path
from types import TracebackType
from typing import Any

#: Our own loggers: their sentences are constants, their facts identifiers, codes and numbers.
_OURS = ("webapp.", "tasks.")
#: Loggers of libraries that write about processes, servers and files, never about a request, a task
#: or a statement; their texts stay as they are.
_ABOUT_MACHINES = (
    *("alembic.", "celery.apps.", "celery.beat", "celery.worker.consumer.connection"),
    # It names the check that a form did not pass.
    "flask_wtf.csrf",
)
#: Besides errors it writes names and identifiers of tasks.
_ABOUT_TASKS = ("celery.worker.request",)
#: The arguments of Celery's sentences that may be written besides numbers.
_OF_A_TASK = frozenset({"name", "id", "description", "hostname"})
#: A code, an endpoint, a rule of an address, a host; no sentence and no e-mail address.
_WORD = re.compile(r"[\w.:/<>=+-]{1,120}")
_HIDDEN = "…"
_CATEGORY = re.compile(r"^(.+?:\d+: \w+): ")
_DEEPEST, _MOST_PLACES, _LONGEST_CHAIN = 3, 16, 6
_PROJECT = f"{Path(__file__).parents[2]}/"
_PACKAGES = re.compile(r"^.*/(?:site-packages|lib/python3\.\d+)/")


def is_ours(record: LogRecord) -> bool:
    """Whether a record comes from our own code."""
    return record.name.startswith(_OURS)


def event(record: LogRecord) -> str:
    """What happened, in the constant words of the logger."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.name == "py.warnings":
        found = _CATEGORY.match(record.getMessage())
        return found[1] if found else "warning"
    trusted = is_ours(record) or record.name.startswith(_ABOUT_MACHINES)
    if not record.args:
        # The text of a library may already be formatted, with anything in it.
        return record.msg if trusted else f"see {record.module}.py:{record.lineno}"
    try:
        return str(record.msg % _harmless_arguments(record))
    except (TypeError, ValueError, KeyError):
        return record.msg


def _harmless_arguments(record: LogRecord) -> Any:
    as_they_are = record.name.startswith(_ABOUT_MACHINES)
    if isinstance(record.args, Mapping):
        known = _OF_A_TASK if record.name.startswith("celery.") else frozenset()
        return {
            name: harmless(value, ours=False, as_it_is=as_they_are or name in known)
            for name, value in record.args.items()
        }
    ours = is_ours(record) or record.name.startswith(_ABOUT_TASKS)
    return tuple(harmless(v, ours=ours, as_it_is=as_they_are) for v in record.args or ())


def harmless(value: object, *, ours: bool = True, as_it_is: bool = False) -> object:
    """A value as it may be written; of libraries only numbers and names of errors."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, str):
        return str(value) if as_it_is or (ours and _WORD.fullmatch(value)) else _HIDDEN
    if isinstance(value, date | timedelta):
        return str(value)
    if ours and isinstance(value, Sequence | frozenset | set) and not isinstance(value, bytes):
        return [harmless(one) for one in value]
    return type(value).__name__


def failure(error: BaseException, trace: TracebackType | None) -> dict[str, object]:
    """An error without its message: its kind, the database's code, the lines of code.

    Constraint, table and column name the rule that was broken; the last of `at` is the line.
    """
    facts = _kind(error)
    facts["at"] = _code_lines(trace)
    because = [_kind(cause) for cause in _causes(error)]
    if because:
        facts["because"] = because
    return facts


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = {id(error)}
    cause = error.__cause__ or error.__context__
    while cause is not None and id(cause) not in seen and len(seen) <= _LONGEST_CHAIN:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _kind(error: BaseException) -> dict[str, object]:
    # Celery wraps what can't be sent from one process to another.
    facts: dict[str, object] = {"error": getattr(error, "exc_cls_name", type(error).__name__)}
    if getattr(error, "may_be_logged", False):
        facts["said"] = str(error)
    code = getattr(error, "code", None)
    if type(error).__module__.startswith(_OURS) and isinstance(code, str | int):
        facts["code"] = harmless(code)
    driver = getattr(error, "orig", None) or error
    if isinstance(sqlstate := getattr(driver, "sqlstate", None), str):
        facts["sqlstate"] = sqlstate
        diagnosis = getattr(driver, "diag", None)
        for name in ("constraint_name", "table_name", "column_name"):
            if found := getattr(diagnosis, name, None):
                facts[name.removesuffix("_name")] = harmless(found)
    if isinstance(error, OSError) and error.errno is not None:
        facts["errno"] = error.errno
    # The name of an attribute or module is in the code; a missing key may be anything.
    if isinstance(error, AttributeError | NameError | ImportError) and error.name:
        facts["missing"] = harmless(error.name)
    return facts


def _code_lines(trace: TracebackType | None) -> list[str]:
    """Every line of ours in a trace, and the last few of libraries."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    last = len(frames) - _DEEPEST
    kept = [f for number, f in enumerate(frames) if number >= last or _is_own(f.filename)]
    return [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in kept[-_MOST_PLACES:]]


def _is_own(path: str) -> bool:
    return path.startswith(_PROJECT) and not _PACKAGES.match(path)


def _short(path: str) -> str:
    return path.removeprefix(_PROJECT) if _is_own(path) else _PACKAGES.sub("", path)
