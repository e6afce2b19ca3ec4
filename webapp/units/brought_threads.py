"""What people brought along from a unit that was merged into this one, and is not taken up yet."""

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.core.tenancy import TenantScope
from webapp.organizations.models import Organization
from webapp.transfers.models import CarriedThread


def how_many_wait(scope: TenantScope) -> ScalarSelect[int]:
    """How many threads wait to be taken up; a part of a larger query."""
    return (
        select(func.count()).where(tenancy.within(scope, CarriedThread), _waits()).scalar_subquery()
    )


def _waits() -> ColumnElement[bool]:
    """What came with somebody who was received, and is not settled."""
    return CarriedThread.settled_at.is_(None) & CarriedThread.member_id.is_not(None)


def count_waiting(scope: Scope) -> int:
    """The same as a question of its own."""
    return db.session.scalar(select(how_many_wait(scope))) or 0


def waiting(scope: Scope, *, offset: int, size: int) -> list[tuple[CarriedThread, str]]:
    """One page of them, the oldest first, each with the unit it comes from."""
    query = (
        select(CarriedThread, Organization.name)
        .join(Organization, Organization.id == CarriedThread.from_id)
        .options(joinedload(CarriedThread.member))
        .where(tenancy.within(scope, CarriedThread), _waits())
        .order_by(CarriedThread.pointed_out_on, CarriedThread.id)
        .offset(offset)
        .limit(size)
    )
    return [(thread, name) for thread, name in db.session.execute(query)]


def get(scope: Scope, carried_id: int) -> CarriedThread:
    """One of them, locked until the end of the transaction.

    Raises NotVisible.
    """
    query = select(CarriedThread).where(
        tenancy.within(scope, CarriedThread),
        CarriedThread.id == carried_id,
        CarriedThread.member_id.is_not(None),
    )
    return seen(db.session.scalar(query.with_for_update()))
