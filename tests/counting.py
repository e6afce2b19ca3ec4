"""Count what a page asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Statements:
    """The statements that were sent, without the announcement of the tenant."""

    sent: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many statements were sent."""
        return len(self.sent)


def counter(engine: Engine) -> Callable[[], AbstractContextManager[Statements]]:
    """A context that counts the statements of everything inside it."""

    @contextmanager
    def counting() -> Iterator[Statements]:
        statements = Statements()

        def remember(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith("SET LOCAL"):
                statements.sent.append(statement)

        event.listen(engine, "before_cursor_execute", remember)
        yield statements
        event.remove(engine, "before_cursor_execute", remember)

    return counting
