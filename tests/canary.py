"""A watch over every answer of the suite: no tenant may ever receive another one's words.

A test plants texts that begin with `mark(organization code)`; an answer to an address of another
organization, or of none, that carries such a mark fails at once.
"""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from webapp.core.logs import JsonLine

_MARK = re.compile(rb"canary-of-([a-z0-9]+)-text")
_CODE = re.compile(r"^/o/([^/]+)")

#: How many answers were looked at, for the numbers the suite prints.
watched = {"answers": 0}


def mark(code: str) -> str:
    """The beginning of a text that only this organization may read."""
    return f"canary-of-{code}-text"


class LeakedText(AssertionError):
    """An answer carried the words of another tenant."""


class WatchForLeaks:
    """Looks at every answer on its way out."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the answer on unless it carries a foreign mark."""
        body = b"".join(self.application(environ, start_response))
        watched["answers"] += 1
        here = _CODE.match(environ.get("PATH_INFO", ""))
        code = here.group(1) if here else ""
        for found in _MARK.findall(body):
            if found.decode() != code:
                raise LeakedText(f"{environ.get('PATH_INFO')} carried a text of {found.decode()}")
        return [body]


class WatchTheLog(logging.Handler):
    """Looks at every log line as it would be written: no member's words may stand in one."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLine())
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a line that carries a mark."""
        if not record.name.startswith(("webapp", "tasks", "celery")):
            return
        line = self.format(record)
        if _MARK.search(line.encode()):
            self.leaks.append(f"{record.name}: {record.msg}")
