"""The duties of each role, computed from where things stand; nearest deadline first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from webapp.home.facts import BranchFacts, MeetingFact, MonthFact, ReportFact, UnitFact
from webapp.meetings.rules import MeetingState
from webapp.plans.rules import MonthKind
from webapp.reports.rules import ReportState


class DutyKind(StrEnum):
    """What has to be done; the sentence and the button follow from it."""

    WRITE = "write"
    SUPPLEMENT = "supplement"
    AWAIT_REVIEW = "await_review"
    PRESENT = "present"
    FINALIZE = "finalize"
    AGREE_FILING = "agree_filing"
    READ_PAPERS = "read_papers"
    REMEDY = "remedy"
    PREPARE_SESSION = "prepare_session"
    REGISTER = "register"
    ASSESS = "assess"
    REVIEW = "review"
    CONFIRM_REMEDIES = "confirm_remedies"
    CONFIRM_COMMITMENTS = "confirm_commitments"
    DRAFT_LATE = "draft_late"
    FINAL_LATE = "final_late"
    CALL_MEETING = "call_meeting"
    PREPARE_MEETING = "prepare_meeting"
    LEAD_MEETING = "lead_meeting"
    ASSIGN = "assign"
    ANSWER_VOLUNTEERS = "answer_volunteers"
    THEMATIC = "thematic"
    RECEIVE = "receive"
    REFUSED_LEAVE = "refused_leave"
    TERM_ENDING = "term_ending"
    TERM_OVER = "term_over"
    NOMINATION = "nomination"
    TAKE_OVER = "take_over"
    ANSWER_REQUESTS = "answer_requests"
    DECIDE_REQUESTS = "decide_requests"
    TAKE_UP = "take_up"


@dataclass(frozen=True)
class Duty:
    """One thing somebody has to do: who or what it is about, by when, and how many."""

    kind: DutyKind
    due_on: date | None = None
    #: The row it leads to: a report, a meeting or a weakness.
    target_id: int | None = None
    month: date | None = None
    name: str = ""
    count: int = 0
    #: Whether there is anything to do now, or only something to know.
    waits: bool = False


def duties(facts: BranchFacts, *, leads: bool, reviews: bool) -> list[Duty]:
    """What one member has to do, nearest deadline first; things only to know come last."""
    # Everybody reads what is proposed, and it waits for three days only.
    proposed = [Duty(DutyKind.NOMINATION, facts.today)] if facts.nominations else []
    found = [*proposed, *_as_member(facts)]
    if reviews:
        found += _as_reviewer(facts)
    if leads:
        found += _as_chair(facts)
    return sorted(found, key=lambda duty: (duty.waits, duty.due_on or date.max))


def _as_member(facts: BranchFacts) -> Iterator[Duty]:
    for report in facts.reports:
        if report.member_id == facts.member_id:
            yield from _own_report(report)
    for meeting in facts.meetings:
        if meeting.state is MeetingState.CALLED and meeting.papers_out:
            on = meeting.starts_on
            yield Duty(DutyKind.READ_PAPERS, on, meeting.id, meeting.month, waits=not meeting.near)
    for weakness in facts.own_weaknesses:
        yield Duty(DutyKind.REMEDY, weakness.due_on, weakness.id)
    if facts.unit.requests_to_answer:
        count = facts.unit.requests_to_answer
        yield Duty(DutyKind.ANSWER_REQUESTS, facts.next_meeting_on, count=count)
    for session in facts.to_prepare:
        yield Duty(DutyKind.PREPARE_SESSION, session.due_on, month=session.month)
    yield from _own_registration(facts)


def _own_registration(facts: BranchFacts) -> Iterator[Duty]:
    if not facts.has_registered and facts.is_countable:
        by = date(facts.today.year, 1, 31)
        due = by if facts.opened_on <= by else None
        yield Duty(DutyKind.REGISTER, due, month=facts.today.replace(day=1))
    if facts.items_to_assess:
        by, month = date(facts.today.year, 12, 31), facts.today.replace(day=1)
        yield Duty(DutyKind.ASSESS, by, month=month, count=facts.items_to_assess)


_OWN = {
    ReportState.ASSIGNED: (DutyKind.WRITE, "draft_on", False),
    ReportState.DRAFTING: (DutyKind.WRITE, "draft_on", False),
    ReportState.RETURNED: (DutyKind.SUPPLEMENT, "supplement_on", False),
    ReportState.SUBMITTED: (DutyKind.AWAIT_REVIEW, "committee_on", True),
    ReportState.ACCEPTED: (DutyKind.PRESENT, "meeting_on", True),
    ReportState.FINALIZING: (DutyKind.FINALIZE, "final_on", False),
}


def _own_report(report: ReportFact) -> Iterator[Duty]:
    if report.state is ReportState.FILED_FOR:
        yield Duty(DutyKind.AGREE_FILING, report.agrees_until, report.id, report.month)
    if report.state in _OWN:
        kind, due, waits = _OWN[report.state]
        yield Duty(kind, getattr(report.deadlines, due), report.id, report.month, waits=waits)


def _as_reviewer(facts: BranchFacts) -> Iterator[Duty]:
    for report in facts.reports:
        if report.state is ReportState.SUBMITTED and report.member_id != facts.member_id:
            due = report.deadlines.committee_on
            yield Duty(DutyKind.REVIEW, due, report.id, report.month, report.member_name)
    if facts.remedies_reported:
        yield Duty(DutyKind.CONFIRM_REMEDIES, facts.next_meeting_on, count=facts.remedies_reported)
    if facts.commitments_submitted:
        yield Duty(DutyKind.CONFIRM_COMMITMENTS, count=facts.commitments_submitted)
    if facts.unit.carried:
        yield Duty(DutyKind.TAKE_UP, count=facts.unit.carried)


def _as_chair(facts: BranchFacts) -> Iterator[Duty]:
    for report in facts.reports:
        if report.member_id != facts.member_id:
            yield from _late(report, facts.today)
    held = {meeting.month for meeting in facts.meetings}
    for meeting in facts.meetings:
        yield from _meeting(meeting, facts.today)
    for month in facts.months:
        if month.kind is not MonthKind.NONE and month.meeting_on >= facts.opened_on:
            yield from _month(month, facts.today, called=month.month in held)
    if facts.unit.requests_to_decide:
        count = facts.unit.requests_to_decide
        yield Duty(DutyKind.DECIDE_REQUESTS, facts.next_meeting_on, count=count)
    if facts.thematic_missing_by:
        yield Duty(DutyKind.THEMATIC, facts.thematic_missing_by)
    yield from _unit(facts.unit, facts.today, facts.opened_on)


def _unit(unit: UnitFact, today: date, opened_on: date) -> Iterator[Duty]:
    """Members who come and go, terms that end, and what a new chair takes over."""
    if unit.arrivals:
        yield Duty(DutyKind.RECEIVE, count=unit.arrivals)
    if unit.refused:
        yield Duty(DutyKind.REFUSED_LEAVE, count=unit.refused)
    if unit.term_ends_on and unit.term_ends_on < today:
        yield Duty(DutyKind.TERM_OVER, unit.term_ends_on)
    elif unit.term_ends_on:
        far = unit.term_ends_on - today > timedelta(days=14)
        yield Duty(DutyKind.TERM_ENDING, unit.term_ends_on, waits=far)
    # The first chair of a unit takes nothing over.
    if unit.chairs_since and unit.chairs_since > opened_on:
        yield Duty(DutyKind.TAKE_OVER, waits=True)


def _month(month: MonthFact, today: date, *, called: bool) -> Iterator[Duty]:
    if not called and month.meeting_on - today <= timedelta(days=14):
        on = month.meeting_on - timedelta(days=3)
        yield Duty(DutyKind.CALL_MEETING, on, month=month.month)
    if month.meeting_on < today:
        return
    duty = Duty(DutyKind.ASSIGN, month.assign_by, month=month.month, count=month.volunteers)
    if month.kind is MonthKind.REPORTS and not month.turns:
        yield duty
    elif month.volunteers:
        yield replace(duty, kind=DutyKind.ANSWER_VOLUNTEERS)


def _late(report: ReportFact, today: date) -> Iterator[Duty]:
    unwritten = (ReportState.ASSIGNED, ReportState.DRAFTING)
    due = report.deadlines
    duty = Duty(DutyKind.DRAFT_LATE, due.draft_on, report.id, report.month, report.member_name)
    if report.state in unwritten and due.draft_on < today:
        yield duty
    if report.state is ReportState.FINALIZING and due.final_on < today:
        yield replace(duty, kind=DutyKind.FINAL_LATE, due_on=due.final_on)


def _meeting(meeting: MeetingFact, today: date) -> Iterator[Duty]:
    on, key, month = meeting.starts_on, meeting.id, meeting.month
    if meeting.state is MeetingState.OPEN or (meeting.state is MeetingState.CALLED and on <= today):
        yield Duty(DutyKind.LEAD_MEETING, on, key, month)
    elif meeting.state is MeetingState.CALLED and not meeting.papers_out:
        yield Duty(DutyKind.PREPARE_MEETING, on - timedelta(days=1), key, month)


class Step(StrEnum):
    """The six steps of a month, as the card on the first screen shows them."""

    ASSIGN = "assign"
    DRAFT = "draft"
    REVIEW = "review"
    PRESENT = "present"
    CONCLUDE = "conclude"
    FILE = "file"


_REACHED = {
    ReportState.ASSIGNED: 1,
    ReportState.DRAFTING: 1,
    ReportState.SUBMITTED: 2,
    ReportState.RETURNED: 2,
    ReportState.ACCEPTED: 3,
    ReportState.PRESENTED: 4,
    ReportState.FINALIZING: 5,
    ReportState.FILED_FOR: 5,
    ReportState.FILED: 6,
}


def month_steps(states: list[ReportState]) -> dict[Step, str]:
    """For each step of a month “done”, “now” or “next”, over all its reports."""
    reached = [_REACHED[state] for state in states if state in _REACHED]
    done = min(reached, default=0)
    furthest = max(reached, default=0)
    return {
        step: "done" if place < done else "now" if place <= furthest else "next"
        for place, step in enumerate(Step)
    }
