"""A final text that was filed for a member waits for the member's own word, seven days at most."""

from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.members import queries as roster
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.audit import queries as trail
from webapp.audit.events import SHUT, AuditEvent
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import StaleEdit
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import queries as organizations
from webapp.reports import moved_days, queries, seals
from webapp.reports.given_days import GivenDay
from webapp.reports.models import SelfReport
from webapp.reports.rules import FrozenAs, ReportState, ReportStep
from webapp.reports.service import freezing, transition
from webapp.texts import digests

#: The member's status changed; one who was away for an hour only is asked again, too.
_STATUS_EVENTS = (
    AuditEvent.STATUS_CHANGED,
    AuditEvent.STATUS_CORRECTED,
    AuditEvent.MEMBERSHIP_ENDED,
)


def agree(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The member agrees to what was filed for them; it is final from then on.

    Raises RuleBroken when nothing waits, or for anybody else.
    """
    require(Permission.REPORT_WRITE, scope, report)
    _settle(scope, report, ReportStep.AGREE, now, agreed=True)


def elapse(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Make final what was filed for a member who could answer for seven days and did not.

    It waits while the member may not act; after such a time they have seven days more, and are
    told. A task calls this every day. Raises StaleEdit when the member was quicker.
    """
    transition.lock(report)
    today = clock.day_of(now)
    until = report.agrees_until
    if until is None:
        raise StaleEdit("report.changed_meanwhile", state=report.state)
    organization = organizations.get_by_id(scope.organization_id)
    is_shut = organization.suspended_at is not None or organization.closed_on is not None
    if is_shut or not roster.is_active_on(scope, report.member_id, today):
        return
    if _could_not_answer(scope, report, report.filed_at or now, today):
        _ask_again(scope, report, today, now)
    elif until < today:
        _settle(scope, report, ReportStep.ELAPSE, now, agreed=False)


def _could_not_answer(scope: Scope, report: SelfReport, since: datetime, today: date) -> bool:
    """Whether unit or member were barred at any time since a moment."""
    member_id, asked_on = report.member_id, clock.day_of(since)
    return (
        trail.happened_since(scope, SHUT, since)
        or trail.happened_since(scope, _STATUS_EVENTS, since, member_id=member_id)
        or not roster.was_active(scope, member_id, asked_on, today)
    )


def _ask_again(scope: Scope, report: SelfReport, today: date, now: datetime) -> None:
    """Begin the seven days again; `_settle` restores the day of the filing."""
    report.filed_at = now
    notices.announce(
        scope,
        NoticeKind.FILING_WAITS,
        to=report.member_id,
        subject=f"report:{report.id}:again",
        due_on=today,
        link=Address("reports.show", {"report_id": report.id}),
        now=now,
        month=report.month,
        until_on=report.agrees_until,
    )
    db.session.flush()


def _settle(
    scope: Scope, report: SelfReport, step: ReportStep, now: datetime, *, agreed: bool
) -> None:
    transition.lock(report)
    transition.take(scope, report, step, now=now)
    filed = queries.latest_version(scope, report.id)
    report.filed_at = filed.frozen_at if filed is not None else report.filed_at
    final = freezing.freeze_again(scope, report, FrozenAs.FILED, now)
    sealed = digests.seal(scope, seals.VERSION, *final)
    facts = {"agreed": agreed, "version": final[0].number if final else 0}
    transition.remember(scope, report, AuditEvent.REPORT_FILED, **facts, sealed=sealed)


def reject(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The member does not agree to what was filed for them: it is completed again, and filed.

    The leaders are told. Raises RuleBroken when nothing waits, or for anybody else.
    """
    require(Permission.REPORT_WRITE, scope, report)
    _undo(scope, report, ReportStep.REJECT, now)
    today = clock.day_of(now)
    leaders = [
        member.id
        for member in accounts.members_on(scope, today)
        if member.roles & LEADERS and member.status in ACTIVE
    ]
    name = transition.author_name(scope, report)
    transition.tell(scope, report, NoticeKind.FILING_REJECTED, leaders, now=now, member=name)


def unfile(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Chair or deputy takes back what was filed for a member, as long as it waits.

    Raises RuleBroken when nothing waits, or for anybody else.
    """
    require(Permission.REPORT_WRITE, scope, report)
    _undo(scope, report, ReportStep.UNFILE, now)


def unfile_all(scope: Scope, *, now: datetime) -> None:
    """Take back everything that waits in a unit that closes, as nobody can answer there any more.

    Where the unit is opened again, each text is completed and filed again.
    """
    query = tenancy.rows_of(scope, SelfReport).where(SelfReport.state == ReportState.FILED_FOR)
    for report in db.session.scalars(query.order_by(SelfReport.id)).all():
        _undo(scope, report, ReportStep.UNFILE, now)


def _undo(scope: Scope, report: SelfReport, step: ReportStep, now: datetime) -> None:
    transition.lock(report)
    transition.take(scope, report, step, now=now)
    report.filed_at = report.final_judged_on = None
    moved_days.reach(scope, report, GivenDay.FINAL, clock.day_of(now))
    transition.remember(scope, report, AuditEvent.REPORT_UNFILED)
