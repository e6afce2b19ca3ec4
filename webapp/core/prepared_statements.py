"""Statements that are composed once and sent many times, each time with other values.

Composing a select costs more than sending it: composing all of them for each page would double
the processor time of the first screen and add half to a report's and a superior's page. Inside the
composing function every value is a placeholder: it may be compared, but its value is not known
yet; None means NULL, which equals nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    CursorResult,
    Executable,
    any_,
    bindparam,
    literal,
)

from webapp.core.db import db
from webapp.core.tenancy import TenantScope

Values = ParamSpec("Values")

_ORGANIZATION = "org_id"


@dataclass(frozen=True)
class _AnyScope:
    """Stands for the scope while a statement is composed."""

    organization_id: Any


_SCOPE = _AnyScope(bindparam(_ORGANIZATION, type_=BigInteger))


class Prepared(Generic[Values]):
    """A composing function whose statement is kept.

    Call it like the function; unpack the answer into `db.session.execute`: the statement and its
    values. Values go by name, except for a scope, which comes first. `rows` sends it at once.
    """

    def __init__(self, compose: Callable[Values, Executable]) -> None:
        self._compose: Callable[..., Executable] = compose
        self.__doc__ = compose.__doc__
        self._statement: Executable | None = None

    def __call__(
        self, *args: Values.args, **kwargs: Values.kwargs
    ) -> tuple[Executable, dict[str, Any]]:
        """The statement, and the values it is sent with this time."""
        values: dict[str, Any] = dict(kwargs)
        if self._statement is None:
            if _ORGANIZATION in values:
                raise TypeError(f"{_ORGANIZATION} names the organization of the scope")
            placeholders: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in values}
            self._statement = self._compose(*(_SCOPE for _ in args), **placeholders)
        for scope in args:
            values[_ORGANIZATION] = _organization_of(scope)
        return self._statement, values

    def rows(self, *args: Values.args, **kwargs: Values.kwargs) -> CursorResult[*tuple[Any, ...]]:
        """Send it on the session's connection, for columns rather than objects.

        It does not flush: changes of objects that were not flushed yet are not seen.
        """
        statement, values = self(*args, **kwargs)
        return db.session.connection().execute(statement, values)


def one_of(column: Any, values: Any) -> ColumnElement[bool]:
    """Whether a column has one of some values, handed over as one array.

    For statements that are kept: `in_` writes its values into the text each time it is sent.
    """
    kind = ARRAY(column.type)
    is_asked = isinstance(values, BindParameter)
    array = bindparam(values.key, type_=kind) if is_asked else literal(list(values), kind)
    found: ColumnElement[bool] = column == any_(array)
    return found


def _organization_of(scope: Any) -> int:
    asking: TenantScope = scope
    return asking.organization_id


def prepared(compose: Callable[Values, Executable]) -> Prepared[Values]:
    """Keep the statement that a function composes."""
    return Prepared(compose)
