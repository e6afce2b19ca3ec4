"""The chair's part: papers out, presenting and concluding in the meeting, postponing, withdrawing.

Meetings call `present` and `conclude`; a task of the unit lets papers out in time.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.notices.rules import NoticeKind
from webapp.plans import service as plans
from webapp.plans import telling
from webapp.plans.requests import service as turn_requests
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports import moved_days, rules, seals
from webapp.reports.given_days import GivenDay
from webapp.reports.models import SelfReport
from webapp.reports.rules import Capacity, FrozenAs, ReportStep
from webapp.reports.service import freezing, moving, transition
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def release(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Let every member of the unit read an accepted report before the meeting.

    Raises RuleBroken when it is not ready; a second time changes nothing.
    """
    _require_chair(scope, report)
    transition.lock(report)
    transition.take(scope, report, ReportStep.RELEASE, now=now)
    if report.released_at is None:
        report.released_at = now
        transition.remember(scope, report, AuditEvent.REPORT_RELEASED)


def present(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The author presents the report in the meeting; its text is frozen as it is then.

    Requests about its turn lapse. Raises RuleBroken when the committee has not agreed to it.
    """
    _require_chair(scope, report)
    transition.lock(report)
    transition.take(scope, report, ReportStep.PRESENT, now=now)
    report.presented_at = now
    report.released_at = report.released_at or now
    heard = freezing.freeze_again(scope, report, FrozenAs.PRESENTED, now)
    turn_requests.lapse_of_turns(scope, [report.turn_id])
    sealed = digests.seal(scope, seals.VERSION, *heard)
    transition.remember(scope, report, AuditEvent.REPORT_PRESENTED, sealed=sealed)


def conclude(
    scope: Scope,
    report: SelfReport,
    *,
    now: datetime,
    write: Callable[[], Mapping[str, str]] = dict,
) -> None:
    """The chair has closed the discussion; the author completes the report and files it.

    `write` writes the conclusion down and returns the digests of its words. Raises RuleBroken
    when the report was not presented.
    """
    _require_chair(scope, report)
    transition.lock(report)
    transition.take(scope, report, ReportStep.CONCLUDE, now=now)
    report.concluded_at = now
    moved_days.reach(scope, report, GivenDay.FINAL, clock.day_of(now))
    transition.remember(scope, report, AuditEvent.REPORT_CONCLUDED, sealed=write())


def postpone(
    scope: Scope,
    report: SelfReport,
    reason: str,
    *,
    now: datetime,
    again_in: date | None = None,
) -> SelfReport | None:
    """Put a report off with a reason; the member may get the turn of another month at once.

    It goes before what is only foreseen there. What is being written comes along to that month;
    any other report is closed, and its words begin the next one. Raises RuleBroken without a
    reason, once it was presented, or when that month takes no turn.
    """
    require(Permission.REPORT_DIRECT, scope, report)
    plans.lock_months(scope, [report.month, again_in])
    transition.lock(report)
    rules.next_state(report.state, ReportStep.POSTPONE, frozenset({Capacity.CHAIR}))
    reason_id = _reason(scope, reason)
    plans.drop_turn(scope, report.turn_id, TurnState.POSTPONED)
    turn, facts = None, {}
    if again_in is not None:
        source = TurnSource.ASSIGNED
        turn = plans.give_slot(
            scope, report.member_id, again_in, source=source, goes_first=True, now=now
        )
        facts = {"next_month": again_in.isoformat()}
    transition.remember(scope, report, AuditEvent.REPORT_POSTPONED, **facts)
    to = [report.member_id]
    gone = transition.turn_gone(report, facts.get("next_month"))
    transition.tell(scope, report, NoticeKind.REPORT_POSTPONED, to, now=now, **gone, **facts)
    turn_requests.note_arranged(scope, report.turn_id, turn, reason_id, now=now)
    if turn is not None:
        return moving.carry(scope, report, turn, reason_id, now=now)
    moving.close(scope, report, ReportStep.POSTPONE, reason_id, now=now)
    return None


def move_on(scope: Scope, report: SelfReport, reason: str, *, now: datetime) -> date | None:
    """Put a report off to the next month that can take it, and tell those who lead.

    Returns the month; without one nothing changes, and the report stays a task of the chair.
    """
    today = clock.day_of(now)
    month = plans.next_room(scope, report.member_id, report.month, today)
    if month is None:
        return None
    name, was_in = transition.author_name(scope, report), report.month
    postpone(scope, report, reason, now=now, again_in=month)
    leaders = [one for one in telling.leaders(scope, today) if one != report.member_id]
    facts = {"member": name, "month": was_in, "next_month": month.isoformat()}
    transition.tell(scope, report, NoticeKind.REPORT_POSTPONED, leaders, now=now, **facts)
    return month


def withdraw(scope: Scope, report: SelfReport, reason: str, *, now: datetime) -> None:
    """Take a report out of the month with a reason, without another turn; its author is told.

    Raises RuleBroken without a reason, or once it was presented.
    """
    require(Permission.REPORT_DIRECT, scope, report)
    plans.lock_months(scope, [report.month])
    transition.lock(report)
    rules.next_state(report.state, ReportStep.WITHDRAW, frozenset({Capacity.CHAIR}))
    moving.close(scope, report, ReportStep.WITHDRAW, _reason(scope, reason), now=now)
    plans.drop_turn(scope, report.turn_id, TurnState.WITHDRAWN)
    transition.remember(scope, report, AuditEvent.REPORT_WITHDRAWN)
    to, gone = [report.member_id], transition.turn_gone(report)
    transition.tell(scope, report, NoticeKind.REPORT_WITHDRAWN, to, now=now, **gone)


def _require_chair(scope: Scope, report: SelfReport) -> None:
    """Allow chair and deputy, and a task that works for the unit."""
    if scope.member_id is not None:
        require(Permission.REPORT_DIRECT, scope, report)


def _reason(scope: Scope, reason: str) -> int:
    words = transition.refuse_note(reason, field="reason", needed="report.reason_missing")
    return texts.keep(scope, TextKind.REASON, words)
