"""Times in which members are away, as they were told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod


@dataclass(frozen=True)
class Away:
    """One time away as lists show it."""

    id: int
    member_id: int
    member_name: str
    from_on: date
    until_on: date
    kind: AbsenceKind


def since(scope: Scope, day: date, *, member_id: int | None = None) -> list[Away]:
    """The times away that end on a day or later, earliest first; of one member or of all."""
    query = (
        select(
            BlockedPeriod.id,
            BlockedPeriod.member_id,
            Membership.full_name,
            BlockedPeriod.from_on,
            BlockedPeriod.until_on,
            BlockedPeriod.kind,
        )
        .join(Membership, tenancy.refers_to(BlockedPeriod.member_id, Membership))
        .where(tenancy.within(scope, BlockedPeriod, Membership), BlockedPeriod.until_on >= day)
        .order_by(BlockedPeriod.from_on, Membership.sort_key, BlockedPeriod.id)
    )
    if member_id is not None:
        query = query.where(BlockedPeriod.member_id == member_id)
    return [Away(*row) for row in db.session.execute(query)]


def of_member(scope: Scope, member_id: int, *, lock: bool = False) -> list[BlockedPeriod]:
    """Every time away of a member; `lock` keeps others from writing one down at the same time."""
    if lock:
        member = tenancy.rows_of(scope, Membership).where(Membership.id == member_id)
        db.session.execute(member.with_for_update())
    query = tenancy.rows_of(scope, BlockedPeriod).where(BlockedPeriod.member_id == member_id)
    return list(db.session.scalars(query))


def get(scope: Scope, period_id: int) -> BlockedPeriod:
    """One time away of this organization, locked until the end of the transaction.

    Raises NotVisible when there is none.
    """
    query = tenancy.rows_of(scope, BlockedPeriod).where(BlockedPeriod.id == period_id)
    found: BlockedPeriod | None = db.session.scalar(query.with_for_update())
    return seen(found)


def are_away(scope: Scope, members: Collection[int], month: date) -> set[int]:
    """Those of the members whose time away touches a month."""
    query = select(BlockedPeriod.member_id).where(
        tenancy.within(scope, BlockedPeriod),
        BlockedPeriod.member_id.in_(members),
        BlockedPeriod.from_on <= clock.last_day_of(month),
        BlockedPeriod.until_on >= month,
    )
    return set(db.session.scalars(query))
