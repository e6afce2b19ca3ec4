"""What a log line says, and that nothing anybody typed gets into one."""

import json
import logging
import subprocess
import sys
import warnings
from datetime import date

import pytest

from webapp.core.errors import RuleBroken
from webapp.core.logs import JsonLine

WORDS = "Tôi còn ngại góp ý"


def line(name, message, *arguments, error=None, **extra):
    record = logging.LogRecord(
        name, logging.ERROR, "/x/celery/worker.py", 12, message, arguments or None,
        (type(error), error, error.__traceback__) if error else None,
    )  # fmt: skip
    vars(record).update(extra)
    return json.loads(JsonLine().format(record))


def test_our_own_lines_say_what_happened_and_give_their_facts():
    said = line("webapp.notices", "notice bounced", code=550, notices=[7, 12], task="imports.read")
    assert said["event"] == "notice bounced"
    assert (said["code"], said["notices"], said["task"]) == (550, [7, 12], "imports.read")


@pytest.mark.parametrize(
    "fact", [WORDS, "mai@example.vn", [WORDS], b"x", {"text": WORDS}, "a" * 200]
)
def test_a_fact_that_is_no_code_number_or_name_is_left_out(fact):
    said = line("webapp.reports", "saved", text=fact)
    assert said["text"] in ("…", ["…"], "bytes", "dict")


def test_days_and_kinds_of_errors_are_facts():
    said = line("tasks.reminders", "queued", day=date(2026, 11, 16), why=ValueError(WORDS))
    assert (said["day"], said["why"]) == ("2026-11-16", "ValueError")


OF_OTHERS = [
    ("gunicorn.error", "Error handling request %s", ["/moi/1-secret"], "Error handling request …"),
    ("gunicorn.error", f"Invalid request: {WORDS}", [], "see worker.py:12"),
    ("sqlalchemy.engine", "[cached] %r", [(WORDS, 7)], "[cached] 'tuple'"),
    ("kombu", "%d of %s", [3, WORDS], "3 of …"),
    ("celery.worker.request", "Task handler raised error: %r", [ValueError(WORDS)], "ValueError"),
    ("celery.beat", "Scheduler: Sending due task %s", ["beat"], "Sending due task beat"),
    ("celery.x", "%s and %s", ["one too few"], "%s and %s"),
    ("webapp", "Exception on %s [%s]", ["/moi/1-secret", "GET"], "Exception on … […]"),
]


@pytest.mark.parametrize(("name", "message", "arguments", "expected"), OF_OTHERS)
def test_of_libraries_the_sentence_stays_and_what_fills_it_goes(name, message, arguments, expected):
    said = line(name, message, *arguments, data={"args": WORDS})
    assert said["event"].endswith(expected) or f"'{expected}'" in said["event"]
    assert WORDS not in json.dumps(said, ensure_ascii=False)
    assert "secret" not in json.dumps(said)
    assert "data" not in said


def test_a_failed_task_is_named_without_arguments_and_trace():
    context = {"name": "imports.read", "id": "a-1", "description": "raised unexpected",
               "exc": WORDS, "args": WORDS, "kwargs": WORDS, "traceback": WORDS}  # fmt: skip
    said = line("celery.app.trace", "Task %(name)s[%(id)s] %(description)s: %(exc)s", context)
    assert said["event"] == "Task imports.read[a-1] raised unexpected: …"


def raised(act):
    try:
        act()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def chained():
    try:
        raise RuleBroken("name.long", longest=WORDS)
    except RuleBroken as cause:
        raise KeyError(WORDS) from cause


def test_of_an_error_its_kind_its_place_and_what_it_came_from_are_told():
    said = line("webapp.web.failures", "request failed", error=raised(chained))
    assert said["error"] == "KeyError"
    assert said["because"] == [{"error": "RuleBroken", "code": "name.long"}]
    assert said["at"][-1].startswith("tests/unit/core/test_logs.py:")
    assert said["at"][-1].endswith(" chained")
    assert WORDS not in json.dumps(said, ensure_ascii=False)


def test_what_code_asked_for_in_vain_is_told_and_a_key_is_not():
    assert line("webapp.x", "x", error=raised(lambda: None.nothing))["missing"] == "nothing"
    assert "missing" not in line("webapp.x", "x", error=raised(lambda: {}[WORDS]))


def test_of_a_warning_its_kind_and_place_are_told():
    text = warnings.formatwarning(WORDS, UserWarning, "/srv/webapp/x.py", 7)
    assert line("py.warnings", "%s", text)["event"] == "/srv/webapp/x.py:7: UserWarning"
    assert line("py.warnings", "%s", WORDS)["event"] == "warning"


def run(program):
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


UNCAUGHT = {
    "main": "raise ValueError(WORDS)",
    "thread": "t = threading.Thread(target=fail, name=WORDS); t.start(); t.join()",
    "finalizer": "class Dying:\n  def __del__(self): fail()\nDying()",
    "warning": "warnings.warn(WORDS)",
    "argument": "class Bad:\n  def __str__(self): fail()\nlogging.error('%s', Bad())",
}


@pytest.mark.parametrize("act", UNCAUGHT.values(), ids=UNCAUGHT.keys())
def test_what_nobody_catches_is_written_in_the_same_way(act):
    program = (
        f"import logging, threading, warnings\nfrom webapp.core import logs\nWORDS = {WORDS!r}\n"
        f"def fail(): raise ValueError(WORDS)\nlogs.write_json('INFO')\n{act}\n"
    )
    done = run(program)
    for said in done.stderr.splitlines():
        assert json.loads(said)["level"] in ("CRITICAL", "ERROR", "WARNING")
    assert done.stderr
    assert "ngại" not in done.stderr


def test_loggers_that_were_there_before_write_in_our_way_and_none_writes_addresses():
    program = """
import logging
for name in ("gunicorn.error", "gunicorn.access"):
    before = logging.getLogger(name)
    before.propagate = False
    before.setLevel("INFO")
    before.addHandler(logging.StreamHandler())
from webapp.core import logs
logs.write_json("INFO")
logging.getLogger("gunicorn.error").info("Booting %s", "secret")
logging.getLogger("gunicorn.access").info("GET /moi/secret")
logging.getLogger("werkzeug").info("GET /moi/secret")
"""
    done = run(program)
    (said,) = map(json.loads, done.stderr.splitlines())
    assert said["event"] == "Booting …"
