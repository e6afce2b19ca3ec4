"""What the first screen tells of threads, in a statement composed once."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, Executable, func, select, type_coerce
from sqlalchemy.dialects.postgresql import aggregate_order_by

from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.followups import gone, queries
from webapp.followups.models import Weakness


class Helped(NamedTuple):
    """A thread with which somebody is to help."""

    id: int
    member_id: int
    due_on: date | None
    member_name: str


@dataclass(frozen=True)
class Glance:
    """What somebody is to help with, and how much waits for the committee they sit on."""

    helped: list[Helped]
    #: Requests for another day.
    days_asked: int
    #: Threads whose member or helper has left.
    followed_left: int


def at_a_glance(scope: Scope, today: date) -> Glance:
    """What the asking member is to help with, and what waits for the committee."""
    row = _glance.rows(scope, member_id=scope.member_id, today=today, reviews=scope.reviews).one()
    helped = [
        Helped(key, member_id, date.fromisoformat(due) if due else None, name)
        for key, member_id, name, due in row.helped or ()
    ]
    return Glance(helped, row.days_asked, row.followed_left)


@prepared
def _glance(scope: TenantScope, *, member_id: int | None, today: date, reviews: bool) -> Executable:
    asks = type_coerce(reviews, Boolean)
    return select(
        _helped(scope, member_id, today).label("helped"),
        _count(scope, asks & queries.day_asked(member_id)).label("days_asked"),
        _count(scope, asks & gone.somebody_left(scope, today)).label("followed_left"),
    )


def _helped(scope: TenantScope, member_id: int | None, today: date) -> Any:
    parts = (Weakness.id, Weakness.member_id, Membership.full_name, Weakness.due_on)
    in_order = aggregate_order_by(func.json_build_array(*parts), Weakness.due_on, Weakness.id)
    return (
        select(func.json_agg(in_order))
        .join(Membership, tenancy.refers_to(Weakness.member_id, Membership))
        .where(queries.helped_by(scope, member_id), ~gone.member_left(scope, today))
        .scalar_subquery()
    )


def _count(scope: TenantScope, waits: ColumnElement[bool]) -> Any:
    return (
        select(func.count(Weakness.id))
        .where(tenancy.within(scope, Weakness), waits)
        .scalar_subquery()
    )
