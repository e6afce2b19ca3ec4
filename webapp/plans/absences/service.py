"""Tell that a member is away for some time, and that it is over."""

from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.queries import Member
from webapp.accounts.rules import LEADERS
from webapp.accounts.scope import About, Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.plans.absences import queries as absence_queries
from webapp.plans.absences import rules as absence_rules
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod


def tell(
    scope: Scope, member_id: int, days: tuple[date, date], kind: AbsenceKind, *, now: datetime
) -> BlockedPeriod:
    """Write down a time away by its first and last day; its months are left out of the rotation.

    The member tells it, or chair or deputy for the member; the others concerned learn of it.
    Raises RuleBroken when the days can't be meant or overlap with days told before.
    """
    require(Permission.ABSENCE_TELL, scope, About(scope.organization_id, member_id))
    today = clock.day_of(now)
    here = {member.id: member for member in accounts.members_on(scope, today)}
    if member_id not in here:
        raise RuleBroken("absence.no_member", field="member_id")
    before = absence_queries.of_member(scope, member_id, lock=True)
    told = [(one.from_on, one.until_on) for one in before]
    absence_rules.refuse_absence(*days, today=today, told=told)
    row = BlockedPeriod(
        organization_id=scope.organization_id,
        member_id=member_id,
        from_on=days[0],
        until_on=days[1],
        kind=kind,
        told_by=scope.member_id,
        told_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _remember(scope, AuditEvent.ABSENCE_TOLD, row)
    _announce(scope, row, here, now)
    return row


def end(scope: Scope, period_id: int, *, now: datetime) -> BlockedPeriod:
    """End a time away: one that had not begun is forgotten, another one ends yesterday.

    Raises RuleBroken when it is over already.
    """
    row = absence_queries.get(scope, period_id)
    require(Permission.ABSENCE_TELL, scope, row)
    today = clock.day_of(now)
    if row.until_on < today:
        raise RuleBroken("absence.over")
    last = absence_rules.ends_on(row.from_on, row.until_on, today)
    _remember(scope, AuditEvent.ABSENCE_ENDED, row)
    if last is None:
        db.session.delete(row)
    else:
        row.until_on = last
    db.session.flush()
    return row


def _remember(scope: Scope, event: AuditEvent, row: BlockedPeriod) -> None:
    # The kind may say something about somebody's health; the trail is read by more people.
    days = {"from_on": row.from_on.isoformat(), "until_on": row.until_on.isoformat()}
    audit.record(scope, event, row, member_id=row.member_id, **days)


def _announce(scope: Scope, row: BlockedPeriod, here: dict[int, Member], now: datetime) -> None:
    """Tell chair and deputies; the member is told elsewhere what others wrote down."""
    leaders = [member.id for member in here.values() if member.roles & LEADERS]
    notices.announce(
        scope,
        NoticeKind.ABSENCE_TOLD,
        to=[one for one in leaders if one not in (scope.member_id, row.member_id)],
        subject=f"absence:{row.id}",
        link=Address("plans.absences"),
        now=now,
        member=here[row.member_id].full_name,
        from_on=row.from_on,
        until_on=row.until_on,
    )
