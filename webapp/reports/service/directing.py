"""The chair's part: papers out, presenting and concluding in the meeting, postponing, withdrawing.

Meetings call `present` and `conclude`; a task of the unit lets papers out in time.
"""

from datetime import date, datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.notices.rules import NoticeKind
from webapp.plans import service as plans
from webapp.plans.rules import TurnState
from webapp.reports import assigning, queries
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs, ReportStep
from webapp.reports.service import steps
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def release(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Let every member of the unit read an accepted report before the meeting.

    Raises RuleBroken when it is not ready; a second time changes nothing.
    """
    _require_chair(scope, report)
    steps.hold(report)
    steps.take(scope, report, ReportStep.RELEASE, now=now)
    if report.released_at is None:
        report.released_at = now
        steps.remember(scope, report, AuditEvent.REPORT_RELEASED)


def present(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The author presents the report in the meeting; its text is kept as it was then.

    Raises RuleBroken when the committee has not agreed to it.
    """
    _require_chair(scope, report)
    steps.hold(report)
    steps.take(scope, report, ReportStep.PRESENT, now=now)
    report.presented_at = now
    report.released_at = report.released_at or now
    _keep_presented(scope, report, now)
    steps.remember(scope, report, AuditEvent.REPORT_PRESENTED)


def conclude(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The chair has closed the discussion; the author completes the report and files it.

    Raises RuleBroken when it was not presented.
    """
    _require_chair(scope, report)
    steps.hold(report)
    steps.take(scope, report, ReportStep.CONCLUDE, now=now)
    report.concluded_at = now
    steps.remember(scope, report, AuditEvent.REPORT_CONCLUDED)


def postpone(
    scope: Scope,
    report: SelfReport,
    reason: str,
    *,
    now: datetime,
    again_in: date | None = None,
) -> SelfReport | None:
    """Put a report off with a reason; the member may get the turn of another month at once.

    Raises RuleBroken without a reason, once it was presented, or when that month takes no turn.
    """
    _close(scope, report, ReportStep.POSTPONE, reason, now)
    plans.drop_turn(scope, report.turn_id, TurnState.POSTPONED)
    again = None
    facts: dict[str, str] = {}
    if again_in is not None:
        again = assigning.assign(
            scope, again_in, [report.member_id], now=now, is_whole_month=False
        )[0]
        facts = {"next_month": again_in.isoformat()}
    steps.remember(scope, report, AuditEvent.REPORT_POSTPONED, **facts)
    to = [report.member_id]
    steps.tell(scope, report, NoticeKind.REPORT_POSTPONED, to, now=now, **facts)
    return again


def withdraw(scope: Scope, report: SelfReport, reason: str, *, now: datetime) -> None:
    """Take a report out of the month with a reason, without another turn.

    Raises RuleBroken without a reason, or once it was presented.
    """
    _close(scope, report, ReportStep.WITHDRAW, reason, now)
    plans.drop_turn(scope, report.turn_id, TurnState.WITHDRAWN)
    steps.remember(scope, report, AuditEvent.REPORT_WITHDRAWN)


def _require_chair(scope: Scope, report: SelfReport) -> None:
    """Go on for chair and deputy, and for a task that works for the unit."""
    if scope.member_id is not None:
        require(Permission.REPORT_DIRECT, scope, report)


def _close(scope: Scope, report: SelfReport, step: ReportStep, reason: str, now: datetime) -> None:
    require(Permission.REPORT_DIRECT, scope, report)
    steps.hold(report)
    steps.take(scope, report, step, now=now)
    words = steps.refuse_note(reason, field="reason", needed="report.reason_missing")
    report.closing_reason_id = texts.keep(scope, TextKind.REASON, words)


def _keep_presented(scope: Scope, report: SelfReport, now: datetime) -> None:
    """Freeze what the committee agreed to once more, as what the unit heard."""
    agreed = queries.latest_version(scope, report.id)
    if agreed is None:
        return
    version = ReportVersion(
        organization_id=scope.organization_id,
        report_id=report.id,
        number=agreed.number + 1,
        based_on=agreed.number,
        revision=agreed.revision,
        text_id=agreed.text_id,
        written_by=agreed.written_by,
        entered_for=agreed.entered_for,
        saved_at=agreed.saved_at,
        frozen_at=now,
        frozen_as=FrozenAs.PRESENTED,
    )
    db.session.add(version)
