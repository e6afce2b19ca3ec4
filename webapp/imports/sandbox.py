"""Start the process that reads one file, and stop it when it takes too long."""

import json
import logging
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from webapp.core.plain_text import without_controls
from webapp.imports import spreadsheet_reader
from webapp.imports.rules import Problem

log = logging.getLogger(__name__)

#: What the process writes for controls and surrogates; most lists have none.
_ESCAPED = re.compile(rb"\\u(00[0189]|007f|d[89a-f])", re.IGNORECASE)
#: By the clock; a hostile file is refused within five seconds.
MOST_SECONDS = 4.5


class Unreadable(Exception):
    """The file gives no rows; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Cells:
    """The rows of a sheet, the first one first: text, numbers, and days as a list of one text."""

    sheet: str
    rows: list[list[Any]]


def read_cells(content: bytes) -> Cells:
    """The cells of the first sheet of a file, read by a process of its own.

    Raises Unreadable.
    """
    found = _ask(content)
    problem = found.get("problem")
    if problem is not None:
        raise Unreadable(Problem[problem])
    return Cells(found["sheet"], found["rows"])


@cache
def _packages() -> str:
    """The folder of the installed packages, found without loading any."""
    found = find_spec("python_calamine")
    return str(Path(str(found and found.origin)).parents[1])


def _ask(content: bytes) -> dict[str, Any]:
    """Let the process work on files, not pipes: its answer can be no longer than its limit."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(content)
        source.seek(0)
        # Isolated and without our environment: no settings, no secrets, no modules of ours. Without
        # the usual search for packages, too: the one it needs is named, and it starts sooner.
        command = [sys.executable, "-I", "-S", "-B", spreadsheet_reader.__file__, _packages()]
        try:
            done = subprocess.run(  # noqa: S603 - our own program, no shell, nothing foreign in it
                command,
                stdin=source,
                stdout=target,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            log.warning("spreadsheet took too long")
            raise Unreadable(Problem.TOO_MUCH) from None
        target.seek(0)
        if done.returncode != 0:
            log.warning("spreadsheet not read", extra={"returncode": done.returncode})
            raise Unreadable(Problem.TOO_MUCH)
        told = target.read()
    answer: dict[str, Any] = json.loads(told)
    return answer if _ESCAPED.search(told) is None else _without_controls(answer)


def _without_controls(told: Any) -> Any:
    """The same without characters that the database refuses."""
    if isinstance(told, str):
        return without_controls(told)
    if isinstance(told, list):
        return [_without_controls(one) for one in told]
    if isinstance(told, dict):
        return {name: _without_controls(one) for name, one in told.items()}
    return told
