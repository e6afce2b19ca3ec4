"""Correct wrong entries of statuses and offices; every correction is recorded in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from webapp.accounts import rules
from webapp.accounts.members import offices, offices_above, service
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership, MembershipStatus, RoleGrant
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import sessions
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import one_line

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Neighbours:
    """The entries before and after one in the history of a member."""

    before: MembershipStatus | None
    after: MembershipStatus | None
    #: How the member stands today, as it is written before anything is put right.
    today: MemberStatus
    #: The days on which the member came back, as they are written before that.
    returns: frozenset[date]


def seen(entry: MembershipStatus | RoleGrant) -> str:
    """Tells whether somebody changed an entry since a page showed it."""
    what = entry.status if isinstance(entry, MembershipStatus) else entry.role
    return f"{what}|{entry.from_on}|{entry.until_on}"


def correct_status(
    scope: Scope,
    member: Membership,
    entry: MembershipStatus,
    status: MemberStatus,
    *,
    from_on: date,
    reason: str,
    based_on: str,
    now: datetime,
) -> None:
    """Write an entry down as it was; the one before it ends the day before.

    Raises StaleEdit or RuleBroken.
    """
    today = clock.day_of(now)
    reason = one_line(reason, field="reason", longest=200)
    near = _begin(scope, member, entry, based_on, today)
    rules.refuse_day(from_on, joined_on=member.joined_on, today=today)
    before = (near.before.status, near.before.from_on) if near.before else None
    after = (near.after.status, near.after.from_on) if near.after else None
    rules.refuse_entry(status, from_on, reason=reason, before=before, after=after)
    was, since = entry.status, min(entry.from_on, from_on)
    entry.status, entry.from_on, entry.reason = status, from_on, reason or None
    if near.before is not None:
        near.before.until_on = from_on - _ONE_DAY
    facts = {"was": was.value, "status": status, "from_on": from_on.isoformat()}
    audit.record(scope, AuditEvent.STATUS_CORRECTED, entry, member_id=member.id, **facts)
    _follow_up(scope, member, since, today, near)


def remove_status(
    scope: Scope, member: Membership, entry: MembershipStatus, *, based_on: str, now: datetime
) -> None:
    """Delete an entry that was never true; the one before it lasts until the next.

    Raises StaleEdit, and RuleBroken for the first entry.
    """
    today = clock.day_of(now)
    near = _begin(scope, member, entry, based_on, today)
    if near.before is None:
        raise RuleBroken("status.first")
    near.before.until_on = entry.until_on
    since, was = entry.from_on, entry.status
    facts = {"was": was.value, "status": near.before.status, "from_on": since.isoformat()}
    audit.record(scope, AuditEvent.STATUS_CORRECTED, entry, member_id=member.id, **facts)
    db.session.delete(entry)
    _follow_up(scope, member, since, today, near)


def _begin(
    scope: Scope, member: Membership, entry: MembershipStatus, based_on: str, today: date
) -> Neighbours:
    """Lock the member's history; raises StaleEdit if the entry is not as the page showed it."""
    require(Permission.MEMBERS_MANAGE, scope)
    service.refuse_above_own(scope, member, today)
    rows = _history(scope, member)
    position = next((n for n, row in enumerate(rows) if row.id == entry.id), None)
    if position is None or seen(rows[position]) != based_on:
        raise StaleEdit("member.changed_meanwhile")
    after = rows[position + 1] if position + 1 < len(rows) else None
    before = rows[position - 1] if position else None
    return Neighbours(before, after, _standing(rows, today), _returns(rows))


def _history(scope: Scope, member: Membership) -> list[MembershipStatus]:
    """Every status of a member, the oldest first, locked until the end of the transaction."""
    query = tenancy.rows_of(scope, MembershipStatus).where(MembershipStatus.member_id == member.id)
    query = query.order_by(MembershipStatus.from_on, MembershipStatus.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _returns(rows: Sequence[MembershipStatus]) -> frozenset[date]:
    left = MemberStatus.LEFT
    return frozenset(
        now.from_on for was, now in pairwise(rows) if was.status is left and now.status is not left
    )


def _standing(rows: Sequence[MembershipStatus], day: date) -> MemberStatus:
    held = [row.status for row in rows if rules.in_force(row.from_on, row.until_on, day)]
    return held[-1] if held else MemberStatus.LEFT


def _follow_up(scope: Scope, member: Membership, since: date, today: date, was: Neighbours) -> None:
    """Bring sign-ins, offices, what the member sees and figures in line with a changed history."""
    db.session.flush()
    if was.today not in rules.ACTIVE and roster.is_active_on(scope, member.id, today):
        offices_above.admit(scope, member, member.account_id, today)
    rows = _history(scope, member)
    # Nothing opens from before a return written now, nor to a member who had left until now.
    days = set(_returns(rows) - was.returns)
    if was.today is MemberStatus.LEFT and _standing(rows, today) is not MemberStatus.LEFT:
        days.add(today)
    if days:
        service.close_past(member, max(days))
    last = roster.last_status(scope, member.id)
    if last.status not in rules.ACTIVE:
        if Role.CHAIR in roster.roles_held(scope, member.id, last.from_on):
            offices.refuse_without_chair(scope, last.from_on)
        sessions.end_all(member.account_id)
    if last.status is MemberStatus.LEFT:
        offices.end_all_of(scope, member, last.from_on)
    service.recount_since(scope, today, since=since)


def correct_role(
    scope: Scope,
    member: Membership,
    grant: RoleGrant,
    *,
    from_on: date,
    until_on: date | None,
    based_on: str,
    now: datetime,
) -> None:
    """Write the term of an office down as it was; never without a chair today.

    Raises StaleEdit or RuleBroken, and NotVisible for anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    today = clock.day_of(now)
    rules.refuse_day(from_on, joined_on=member.joined_on, today=today)
    rules.refuse_term(from_on, until_on)
    _lock(scope, grant, based_on)
    if roster.holds_role(scope, member.id, grant.role, from_on, until_on, besides=grant.id):
        raise RuleBroken("role.already_held", field="from_on", role=grant.role)
    _write_term(scope, member, grant, from_on, until_on, today)


def remove_role(
    scope: Scope, member: Membership, grant: RoleGrant, *, based_on: str, now: datetime
) -> None:
    """Drop an office that was never given; never without a chair today.

    Raises StaleEdit or RuleBroken, and NotVisible for anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    _lock(scope, grant, based_on)
    # An office that ends before it begins was held on no day.
    nowhere, today = grant.from_on - _ONE_DAY, clock.day_of(now)
    _write_term(scope, member, grant, grant.from_on, nowhere, today)


def _lock(scope: Scope, grant: RoleGrant, based_on: str) -> None:
    query = select(RoleGrant).where(tenancy.within(scope, RoleGrant), RoleGrant.id == grant.id)
    again = query.with_for_update().execution_options(populate_existing=True)
    if seen(db.session.scalars(again).one()) != based_on:
        raise StaleEdit("member.changed_meanwhile")


def _write_term(
    scope: Scope,
    member: Membership,
    grant: RoleGrant,
    from_on: date,
    until_on: date | None,
    today: date,
) -> None:
    leads = grant.role is Role.CHAIR and grant.id in roster.chairs_on(scope, today)
    is_acting = leads and rules.runs_over(grant.until_on, today)
    if leads and not is_acting and not rules.in_force(from_on, until_on, today):
        offices.refuse_without_chair(scope, today, ending=grant.id)
    if until_on is None or until_on >= max(today, from_on):
        offices_above.refuse_two_seats(scope, member.account_id, [grant.role], today)
    grant.from_on, grant.until_on = from_on, until_on
    facts = {"from_on": from_on.isoformat(), "until_on": until_on and until_on.isoformat()}
    audit.record(
        scope, AuditEvent.ROLE_CORRECTED, grant, member_id=member.id, role=grant.role, **facts
    )
    db.session.flush()
    if is_acting and grant.id not in roster.chairs_on(scope, today):
        # The acting chair stays: no corrected term gives the seat to somebody whose own is over.
        rules.refuse_without_chair([])
    sessions.end_all(member.account_id)
