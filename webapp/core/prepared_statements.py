"""Statements that are composed once and sent many times with different values.

Composing a select costs more than sending it: done for each page, it would double the processor
time of the first screen and add half to a report's and a superior's page. In the composing function
every value is a placeholder; None means NULL, which equals nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, cast

import sqlalchemy as sa

from webapp.core.db import db
from webapp.core.tenancy import TenantScope

Values = ParamSpec("Values")

_ORGANIZATION = "org_id"


@dataclass(frozen=True)
class _AnyScope:
    """Stands for the scope while a statement is composed."""

    organization_id: Any


_SCOPE = _AnyScope(sa.bindparam(_ORGANIZATION, type_=sa.BigInteger))


class Prepared(Generic[Values]):
    """A composing function that runs once.

    Calling it gives the statement and its values, to be unpacked into `db.session.execute`. Values
    go by name, except for a scope, which comes first. `rows` sends it at once.
    """

    def __init__(self, compose: Callable[Values, sa.Executable]) -> None:
        self._compose: Callable[..., sa.Executable] = compose
        self.__doc__ = compose.__doc__
        self._statement: sa.Executable | None = None

    def __call__(
        self, *args: Values.args, **kwargs: Values.kwargs
    ) -> tuple[sa.Executable, dict[str, Any]]:
        """The statement, and the values it is sent with this time."""
        values: dict[str, Any] = dict(kwargs)
        if self._statement is None:
            if _ORGANIZATION in values:
                raise TypeError(f"{_ORGANIZATION} names the organization of the scope")
            placeholders: dict[str, Any] = {name: sa.bindparam(name) for name in values}
            self._statement = self._compose(*(_SCOPE for _ in args), **placeholders)
        for scope in args:
            values[_ORGANIZATION] = cast("TenantScope", scope).organization_id
        return self._statement, values

    def rows(
        self, *args: Values.args, **kwargs: Values.kwargs
    ) -> sa.CursorResult[*tuple[Any, ...]]:
        """Send it on the session's connection, for columns; objects are not flushed before."""
        statement, values = self(*args, **kwargs)
        return db.session.connection().execute(statement, values)


def one_of(column: Any, values: Any) -> sa.ColumnElement[bool]:
    """Whether a column has one of some values, sent as one array.

    `in_` would write the values into the text of the statement.
    """
    kind = sa.ARRAY(column.type)
    is_placeholder = isinstance(values, sa.BindParameter)
    array = (
        sa.bindparam(values.key, type_=kind) if is_placeholder else sa.literal(list(values), kind)
    )
    found: sa.ColumnElement[bool] = column == sa.any_(array)
    return found


def prepared(compose: Callable[Values, sa.Executable]) -> Prepared[Values]:
    """Compose the statement of a function only once; a decorator."""
    return Prepared(compose)
