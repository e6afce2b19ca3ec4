"""Members with another status for a while, and persons who come from another unit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from webapp.accounts import visible_since
from webapp.accounts.members import namesakes, offices_above, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.particulars import Particulars
from webapp.accounts.models import Membership
from webapp.accounts.rules import ACTIVE, MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Incomer:
    """Somebody who comes from another unit: what is known of them, and their account."""

    full_name: str
    email: str | None
    phone: str | None
    account_id: int | None
    wants_email: bool = True
    #: The unit they come from, where that is the reason for their status.
    origin: str = ""
    #: Days of another unit say nothing here.
    joined_on: None = None
    admitted_on: None = None


def stand_for_a_while(
    scope: Scope,
    member: Membership,
    status: MemberStatus,
    *,
    from_on: date,
    until_on: date,
    reason: str,
    now: datetime,
) -> None:
    """Give a member another status from one day to another, and the present one after it.

    Raises RuleBroken.
    """
    before = roster.last_status(scope, member.id).status
    service.change_status(scope, member, status, from_on=from_on, reason=reason, now=now)
    follow_on(scope, member, before, until_on + _ONE_DAY)


def follow_on(scope: Scope, member: Membership, status: MemberStatus, from_on: date) -> None:
    """Write down now the status that follows the present one on a day."""
    db.session.flush()
    service.follow(scope, roster.last_status(scope, member.id), status, from_on, "")
    db.session.flush()


def known_here(scope: Scope, incomer: Incomer) -> list[Membership]:
    """The memberships that may be the same person's: by account, else those without one."""
    own = tenancy.rows_of(scope, Membership)
    if incomer.account_id is not None:
        same = db.session.scalars(own.where(Membership.account_id == incomer.account_id)).all()
        if same:
            return list(same)
    return namesakes.of(scope, incomer, Membership.account_id.is_(None))


def receive(
    scope: Scope, incomer: Incomer, status: MemberStatus, joined_on: date, *, now: datetime
) -> Membership:
    """Take somebody from another unit in as a new member, with the account they have.

    Raises RuleBroken, also where only the chair may do so.
    """
    wanted = Particulars(incomer.full_name, incomer.email, incomer.phone, joined_on)
    member = service.add_member(
        scope, wanted, status=status, known_as=incomer.full_name, now=now, reason=incomer.origin
    )
    member.account_id, member.wants_email = incomer.account_id, incomer.wants_email
    db.session.flush()
    offices_above.admit(scope, member, incomer.account_id, clock.day_of(now))
    return member


def rejoin(
    scope: Scope,
    member: Membership,
    incomer: Incomer,
    status: MemberStatus,
    joined_on: date,
    *,
    now: datetime,
) -> bool:
    """Take somebody in who was a member here before, or is written down here already.

    Returns whether a row without an account got one. Raises RuleBroken if it has another account.
    """
    own = select(Membership).where(tenancy.within(scope, Membership), Membership.id == member.id)
    db.session.scalars(own.with_for_update().execution_options(populate_existing=True)).one()
    today, had_none = clock.day_of(now), member.account_id is None
    if had_none:
        # Older texts stay hidden, even if the row was written down for this person before.
        member.account_id = incomer.account_id
        member.sees_since = visible_since.first_day(scope, today)
        offices_above.admit(scope, member, incomer.account_id, today)
    elif incomer.account_id not in (None, member.account_id):
        raise RuleBroken("transfer.other_account", field="member_id")
    last = roster.last_status(scope, member.id).status
    if last not in ACTIVE and last is not status:
        reason = incomer.origin
        service.change_status(scope, member, status, from_on=joined_on, reason=reason, now=now)
        service.count_members(scope, today)
    db.session.flush()
    return had_none and member.account_id is not None
