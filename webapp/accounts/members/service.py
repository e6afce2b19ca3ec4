"""Acts on members: taking in, changing particulars, dated statuses."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from webapp.accounts import queries, rules, visible_since
from webapp.accounts.members import namesakes, offices, offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import sessions
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import one_line
from webapp.core.tenancy import TenantScope
from webapp.organizations.models import Organization


def add_member(
    scope: Scope,
    wanted: Particulars,
    *,
    status: MemberStatus,
    role: Role | None = None,
    reason: str = "",
    known_as: str = "",
    is_other: bool = True,
    beside_chair: bool = True,
    now: datetime,
) -> Membership:
    """Take somebody into the organization, with a status and perhaps an office from that day on.

    `known_as` is their name in another unit. A member who comes suspended stays so and has a
    `reason`. Whether they are somebody else than those who are here, and whether they chair beside
    another, is asked where that is not answered yet. Raises RuleBroken.
    """
    today = clock.day_of(now)
    kept = wanted.checked(today, known_as=known_as)
    if role is not None:
        require(Permission.ROLES_GRANT, scope)
    if status not in rules.ACTIVE and not reason:
        raise RuleBroken("status.new_member", field="status")
    if not is_other:
        namesakes.refuse_unasked(scope, kept)
    if role is Role.CHAIR and not beside_chair:
        offices.refuse_second_chair(scope, today, None)
    member = Membership(
        organization_id=scope.organization_id,
        full_name=kept.full_name,
        sort_key=vietnamese.sort_key(kept.full_name),
        search_text=vietnamese.search_key(kept.full_name),
        email=kept.email,
        phone=kept.phone,
        joined_on=kept.joined_on,
        admitted_on=kept.admitted_on,
        sees_since=visible_since.first_day(scope, today),
    )
    db.session.add(member)
    db.session.flush()
    _add_status(scope, member.id, status, kept.joined_on, reason)
    audit.record(scope, AuditEvent.MEMBER_ADDED, member, member_id=member.id, status=status)
    if role is not None:
        offices.grant_role(scope, member, role, from_on=today, until_on=None, now=now)
    recount_since(scope, today)
    return member


def change_member(
    scope: Scope,
    member: Membership,
    wanted: Particulars,
    *,
    based_on: Particulars,
    is_other: bool = True,
    now: datetime,
) -> None:
    """Correct a member's particulars, unless somebody did so in between.

    Whether a new name or number still is another person's than those who are here is asked where
    that is not answered yet. Raises StaleEdit or RuleBroken.
    """
    today = clock.day_of(now)
    kept, before = wanted.checked(today, known_as=member.full_name), particulars_of(member)
    refuse_above_own(scope, member, today)
    if before != based_on:
        raise StaleEdit("member.changed_meanwhile")
    changed = [name for name in vars(kept) if getattr(kept, name) != getattr(before, name)]
    if not is_other and {"full_name", "phone"} & set(changed):
        namesakes.refuse_unasked(scope, kept, besides=member.id)
    if changed:
        for name in changed:
            setattr(member, name, getattr(kept, name))
        member.sort_key = vietnamese.sort_key(kept.full_name)
        member.search_text = vietnamese.search_key(kept.full_name)
        audit.record(
            scope,
            AuditEvent.MEMBER_CHANGED,
            member,
            member_id=member.id,
            aside={"also": (before.email,) if "email" in changed else ()},
            changed=changed,
        )


def change_status(
    scope: Scope,
    member: Membership,
    status: MemberStatus,
    *,
    from_on: date,
    reason: str,
    now: datetime,
) -> None:
    """Write a new status down from a day on; leaving or suspension ends the member's sign-ins.

    Raises RuleBroken.
    """
    today = clock.day_of(now)
    reason = one_line(reason, field="reason", longest=200)
    rules.refuse_day(from_on, joined_on=member.joined_on, today=today)
    refuse_above_own(scope, member, today)
    last = roster.last_status(scope, member.id)
    now_is, since = last.status, last.from_on
    rules.refuse_status_change(status, from_on, now_is=now_is, since=since, reason=reason)
    if status not in rules.ACTIVE:
        offices.refuse_without_chair(scope, from_on, leaving=member.id)
        sessions.end_all(member.account_id)
    elif last.status not in rules.ACTIVE:
        offices_above.admit(scope, member, member.account_id, max(from_on, today))
    if last.status is MemberStatus.LEFT:
        close_past(member, max(from_on, today))
    follow(scope, last, status, from_on, reason)
    event, day = AuditEvent.STATUS_CHANGED, from_on.isoformat()
    if status is MemberStatus.LEFT:
        event = AuditEvent.MEMBERSHIP_ENDED
        offices.end_all_of(scope, member, from_on)
    audit.record(scope, event, member, member_id=member.id, status=status, from_on=day)
    recount_since(scope, today, since=from_on)


def close_past(member: Membership, day: date) -> None:
    """A member who had left is back, with any status: nothing from before the day opens to them.

    This holds for a suspended member, too, who may be active again later. A member who was only
    suspended and never left sees what they saw before.
    """
    member.sees_since = max(member.sees_since or day, day)


def follow(
    scope: Scope, last: MembershipStatus, status: MemberStatus, from_on: date, reason: str
) -> None:
    """Close the last status the day before, or correct it when it began on the same day."""
    if last.from_on == from_on:
        last.status, last.until_on, last.reason = status, None, reason or None
        return
    last.until_on = from_on - timedelta(days=1)
    _add_status(scope, last.member_id, status, from_on, reason)


def _add_status(
    scope: Scope, member_id: int, status: MemberStatus, from_on: date, reason: str
) -> None:
    db.session.add(
        MembershipStatus(
            organization_id=scope.organization_id,
            member_id=member_id,
            status=status,
            from_on=from_on,
            reason=reason or None,
        )
    )


def refuse_above_own(scope: Scope, member: Membership, today: date) -> None:
    """Only the chair changes chair and deputies, who may change their own entries.

    Raises RuleBroken.
    """
    if member.id != scope.member_id:
        rules.refuse_above_own(scope.roles, roster.roles_held(scope, member.id, today))


def recount_since(scope: Scope, today: date, since: date | None = None) -> None:
    """Count the members, and have the figures of every month since a day computed again."""
    count_members(scope, today)
    month, this_month = clock.month_of(min(since or today, today)), clock.month_of(today)
    while month <= this_month:
        stale_months.mark(scope, month)
        month = clock.next_month(month)


def count_members(scope: TenantScope, today: date) -> None:
    """Store how many members the organization has on a day; a status may begin by date alone."""
    db.session.flush()
    counted = (
        select(func.count())
        .select_from(Membership)
        .where(tenancy.within(scope, Membership))
        .where(queries.status_of(today).in_(rules.COUNTABLE))
    )
    db.session.execute(
        update(Organization)
        .where(Organization.id == scope.organization_id)
        .values(member_count=counted.scalar_subquery())
    )
