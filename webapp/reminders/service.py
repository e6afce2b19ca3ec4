"""Write the reminders that are due, let the papers out in time, and look again before sending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.db import db
from webapp.duties.facts import TermFact
from webapp.nominations.service.telling import tell_superior
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.notices.waiting import Waiting
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.plans import service as planning
from webapp.reminders import outdating, queries, rules
from webapp.reminders.by_hand import queries as hand
from webapp.reminders.by_hand.statements import NUMBERED
from webapp.reports import service as reports

#: A term that was over longer ago is no news to a superior.
_NEWS = timedelta(days=7)


@dataclass(frozen=True)
class Counts:
    """What one scan of one organization did."""

    queued: int = 0
    released: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.queued + other.queued, self.released + other.released)


def units_at_work() -> list[int]:
    """The organizations that meet and are neither closed nor suspended."""
    query = (
        select(Organization.id)
        .where(
            Organization.kind != OrganizationKind.COMMITTEE,
            Organization.closed_on.is_(None),
            Organization.suspended_at.is_(None),
        )
        .order_by(Organization.id)
    )
    return list(db.session.scalars(query))


def queue_due(scope: Scope, today: date, now: datetime) -> Counts:
    """Write every reminder that is due and was not written before; let due papers out.

    A month that has begun is stored as it is planned, so that later settings do not change it.
    Running it again adds nothing, however often and by how many processes.
    """
    if not scope.organization.meets or scope.organization.closed_on is not None:
        return Counts()
    released = queries.to_release(scope, today)
    for report in released:
        reports.release(scope, report, now=now)
    for report in queries.to_settle(scope):
        reports.elapse(scope, report, now=now)
    found = queries.under_way(scope, today)
    if found.begun is not None:
        planning.store_months(scope, [found.begun])
    _tell_superior(scope, found.facts.terms, now)
    due = [(one, one.due_day(today)) for one in found.reminders]
    wanted = [_announcement(one, day) for one, day in due if day is not None]
    return Counts(notices.announce_all(scope, wanted, now=now), len(released))


def _tell_superior(scope: Scope, over: Sequence[TermFact], now: datetime) -> None:
    """The superior learns once that a term is over: of the unit, without a name."""
    for term in over:
        day = term.until_on + timedelta(days=1)
        if clock.day_of(now) - day <= _NEWS:
            subject = f"term:{scope.organization_id}:{term.member_id}"
            tell_superior(scope, subject, NoticeKind.UNIT_TERM_OVER, now=now, due_on=day)


def _announcement(one: rules.Reminder, day: date) -> Announcement:
    return Announcement(
        kind=one.kind,
        to=one.to,
        subject=one.subject,
        due_on=day,
        link=one.address,
        useful_until=clock.from_hanoi(one.until, 23, 59),
        facts=dict(one.facts),
    )


def outdated(scope: Scope, waiting: Sequence[Waiting], now: datetime) -> frozenset[int]:
    """Those of the waiting reminders that are not true any more: done, moved, or too late."""
    today = clock.day_of(now)
    of_scan = [one for one in waiting if one.kind is not NoticeKind.REMINDED]
    wanted = queries.under_way(scope, today).reminders if of_scan else []
    gone = [one.id for one in of_scan if outdating.is_outdated(wanted, _written(one), today)]
    by_hand = [one for one in waiting if one.kind is NoticeKind.REMINDED]
    late = {one.key for one in hand.late(scope, today)} if by_hand else set()
    gone += [one.id for one in by_hand if one.subject.partition(NUMBERED)[0] not in late]
    return frozenset(gone)


def _written(one: Waiting) -> outdating.Written:
    starts_at = one.facts.get("starts_at")
    return outdating.Written(
        one.kind,
        one.subject,
        one.recipient_id,
        one.due_on,
        datetime.fromisoformat(starts_at) if starts_at else None,
    )
