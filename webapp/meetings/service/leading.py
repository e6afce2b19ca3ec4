"""Lead a meeting: open it, have reports presented or put off, close it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from webapp.accounts.permissions import Permission
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.errors import NotVisible, RuleBroken
from webapp.meetings import queries, roll, rules, seals, wording
from webapp.meetings.models import Meeting
from webapp.meetings.roll import Unheard
from webapp.meetings.rules import MeetingStep, Presence
from webapp.meetings.service import attending, preparing, transition
from webapp.plans import service as planning
from webapp.reports import queries as reports
from webapp.reports import service as reporting
from webapp.reports.models import SelfReport
from webapp.texts import digests


@dataclass(frozen=True)
class MovedOn:
    """A report that was not ready when its meeting ended; without a month it found no place."""

    name: str
    month: date | None


def open_meeting(scope: Scope, meeting: Meeting, *, now: datetime) -> None:
    """Begin a meeting on its day; who is there is marked afterwards.

    Raises RuleBroken before its day, or when the chair named leads the unit no more.
    """
    transition.take(scope, meeting, MeetingStep.OPEN)
    today = clock.day_of(now)
    rules.refuse_early_opening(queries.day_of(meeting), today)
    if meeting.chair_id not in {m.id for m in queries.who_may(scope, today).leaders}:
        raise RuleBroken("meeting.chair_gone")
    meeting.opened_at = now
    preparing.refresh_items(scope, meeting)
    transition.remember(scope, meeting, AuditEvent.MEETING_OPENED)


def present_report(scope: Scope, meeting: Meeting, report_id: int, *, now: datetime) -> None:
    """The branch introduces the author, who presents.

    Raises RuleBroken when the author is marked as absent or the report is not ready, and
    NotVisible for a report of another month.
    """
    transition.take(scope, meeting, MeetingStep.PRESENT)
    report = report_of(scope, meeting, report_id)
    marks = {mark.member_id: mark.presence for mark in queries.roll_of(scope, meeting)}
    if marks.get(report.member_id) in (Presence.EXCUSED, Presence.UNEXCUSED):
        raise RuleBroken("meeting.author_absent", name=report.member.full_name)
    reporting.present(scope, report, now=now)
    preparing.refresh_items(scope, meeting)
    transition.touch(scope, meeting)


def postpone_report(
    scope: Scope,
    meeting: Meeting,
    report_id: int,
    reason: str,
    *,
    again_in: date | None = None,
    now: datetime,
) -> None:
    """Put off a report that could not be presented, so that the meeting can be closed.

    Raises RuleBroken without a reason, once it was presented, or when that month takes no turn.
    """
    transition.take(scope, meeting, MeetingStep.POSTPONE)
    report = report_of(scope, meeting, report_id)
    reporting.postpone(scope, report, reason, now=now, again_in=again_in)
    preparing.refresh_items(scope, meeting)
    transition.touch(scope, meeting)


def close(
    scope: Scope,
    meeting: Meeting,
    *,
    rest_present: bool = False,
    without_roll: bool = False,
    now: datetime,
) -> list[MovedOn]:
    """End a meeting in which everybody is marked and every report has its conclusion.

    Who is still unmarked is present if whoever ends it says so; if nobody was marked at all, it
    may end without a roll-call, and then nobody knows who was there. Reports that were not ready
    move on to the next month that can take them; returns which. Raises RuleBroken that says what
    is missing.
    """
    if rest_present:
        attending.mark_rest_present(scope, meeting, now=now)
    transition.take(scope, meeting, MeetingStep.CLOSE)
    marks = queries.roll_of(scope, meeting)
    gaps = queries.gaps(reports.every_of_month(scope, meeting.month), marks)
    roll.refuse_gaps(gaps, without_roll=without_roll)
    moved = [_move_on(scope, meeting, one, now) for one in gaps.not_ready]
    meeting.closed_at = now
    planning.mark_held(scope, meeting.month)
    turnout = roll.turnout(marks)
    facts = {"base": turnout.base, "present": turnout.present if turnout.is_taken else None}
    meeting.minutes_salt = secrets.token_bytes(16)
    sealed = digests.seal(scope, seals.MINUTES, meeting)
    transition.remember(scope, meeting, AuditEvent.MEETING_CLOSED, **facts, sealed=sealed)
    return moved


def _move_on(scope: Scope, meeting: Meeting, unready: Unheard, now: datetime) -> MovedOn:
    report = report_of(scope, meeting, unready.report_id)
    reason = wording.why_moved_on(meeting.month)
    return MovedOn(unready.name, reporting.move_on(scope, report, reason, now=now))


def report_of(scope: Scope, meeting: Meeting, report_id: int) -> SelfReport:
    """A report of the meeting's month, for those who lead.

    Raises NotVisible for any other.
    """
    report = reports.get_report(scope, report_id, Permission.REPORT_DIRECT)
    if report.month != meeting.month:
        raise NotVisible
    return report
