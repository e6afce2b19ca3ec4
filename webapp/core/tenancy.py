"""The two walls between tenants: the filter of every query, and the organization policies read.

Wall one is `within`, the only source of a query's organization filter. Wall two is row-level
security in PostgreSQL: its policies read the organization that is bound to the transaction. Without
one they show no rows and allow no writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, event, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.core.db import db

_bound: ContextVar[int | None] = ContextVar("bound_organization", default=None)


class TenantScope(Protocol):
    """Who asks, in which organization; `accounts.scope.Scope` is the real one."""

    @property
    def organization_id(self) -> int: ...


def within(scope: TenantScope, *models: Any) -> ColumnElement[bool]:
    """Limit each table named to the rows of the scope's organization."""
    return and_(*(model.organization_id == scope.organization_id for model in models))


def rows_of(scope: TenantScope, model: Any) -> Select[Any]:
    """A select of one table, already limited to the scope's organization."""
    return select(model).where(within(scope, model))


def refers_to(column: InstrumentedAttribute[Any], row: Any) -> ColumnElement[bool]:
    """Join a column with the row it names: the same organization, that identifier."""
    owner: Any = column.class_
    return and_(row.organization_id == owner.organization_id, row.id == column)


def bind(organization_id: int | None) -> None:
    """Bind an organization to every transaction that begins from now on."""
    _bound.set(organization_id)


def bound() -> int | None:
    """The organization bound to transactions that begin now."""
    return _bound.get()


def enter(organization_id: int | None) -> None:
    """Bind an organization to the running transaction too; with none, it sees no rows any more.

    For pages whose address names no organization, such as an invitation or the operator's list.
    """
    bind(organization_id)
    _announce_to(db.session.connection(), organization_id)


@contextmanager
def elsewhere(organization_id: int | None = None) -> Iterator[None]:
    """Work in another organization within the running transaction, then return to this one.

    For acts of two organizations: a superior acts on a unit below it, a member moves to another
    unit. An error inside rolls the whole transaction back. Without an identifier the caller calls
    `enter` inside.
    """
    before = bound()
    db.session.flush()
    if organization_id is not None:
        enter(organization_id)
    try:
        yield
        db.session.flush()
    except BaseException:
        db.session.rollback()
        bind(before)
        raise
    enter(before)


@contextmanager
def tenant(organization_id: int | None) -> Iterator[None]:
    """Work inside one organization; changes not committed before are dropped first.

    The caller (a task, a command, a test) commits.
    """
    before = bound()
    db.session.close()
    bind(organization_id)
    try:
        yield
    finally:
        db.session.close()
        bind(before)


def announce_on(engine: Engine) -> None:
    """Tell PostgreSQL the bound organization at the start of every transaction of an engine."""

    @event.listens_for(engine, "begin")
    def _announce(connection: Connection) -> None:
        organization_id = bound()
        if organization_id is not None:
            _announce_to(connection, organization_id)


def _announce_to(connection: Connection, organization_id: int | None) -> None:
    """Set the organization that the policies read, or none.

    `SET LOCAL` ends with the transaction, so that a pooled connection forgets it.
    """
    value = "''" if organization_id is None else int(organization_id)
    connection.exec_driver_sql(f"SET LOCAL app.organization_id = {value}")
