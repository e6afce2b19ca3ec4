"""On which days whom to remind of what; product description §8 as a table."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.unit.duties.made import december, meeting, plan, told
from tests.unit.duties.made import facts as facts_of
from webapp.duties.facts import ReportFact, WeaknessFact
from webapp.meetings.rules import MeetingState
from webapp.notices.rules import NoticeKind as Kind
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import BranchSettings
from webapp.organizations.wording import words_of
from webapp.plans.rules import MonthKind, deadlines
from webapp.reminders.outdating import Written, is_outdated
from webapp.reports.rules import ReportState

#: The 24th is a holiday, so that supplements are due on the 23rd.
D = date(2026, 11, 27)
MONTH = date(2026, 11, 1)
CHAIR, REVIEWER, MAI, BINH = 1, 3, 4, 5
BRANCH = words_of(OrganizationKind.PARTY_BRANCH)
PEOPLE = {
    "chairs": frozenset({CHAIR}),
    "reviewers": frozenset({CHAIR, REVIEWER}),
    "everybody": frozenset({CHAIR, REVIEWER, MAI, BINH}),
}


def report(state=ReportState.ASSIGNED, meeting_on=D, **changes):
    facts = {
        "id": 7,
        "member_id": MAI,
        "member_name": "Phạm Thị Mai",
        "month": MONTH,
        "state": state,
        "assigned_on": date(2026, 10, 27),
        "submitted_on": None,
        "deadlines": deadlines(meeting_on, BranchSettings()),
    }
    return ReportFact(**{**facts, **changes})


def unit(people=None, **facts):
    """Every reminder of a unit as it is seen on a day."""

    def on(today):
        seen = facts_of(**{"member_id": None, "today": today, **facts})
        return told(seen, **{**PEOPLE, **(people or {})})

    return on


def due(facts, today):
    """Kind, recipient and due day of everything due on a day."""
    found = [(one.kind, one.to, one.due_day(today)) for one in facts(today)]
    return {(kind, to, day) for kind, to, day in found if day is not None}


def days_on_which(facts, kind, since=-40, until=40):
    """The days, counted from the meeting, that the reminders of one kind belong to."""
    found = set()
    for offset in range(since, until):
        for kind_due, _to, day in due(facts, D + timedelta(days=offset)):
            if kind_due is kind:
                found.add((day - D).days)
    return sorted(found)


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (Kind.TURN_COMING, ReportState.ASSIGNED, [-14]),
        (Kind.DRAFT_DUE, ReportState.ASSIGNED, [-10, -8]),
        (Kind.DRAFT_DUE, ReportState.DRAFTING, [-10, -8]),
        (Kind.DRAFT_LATE, ReportState.DRAFTING, [-6]),
        (Kind.DRAFT_LATE_CHAIR, ReportState.DRAFTING, [-5]),
        (Kind.FINAL_DUE, ReportState.FINALIZING, [5, 7, 10]),
        (Kind.TURN_COMING, ReportState.DRAFTING, []),
        (Kind.DRAFT_DUE, ReportState.SUBMITTED, []),
        (Kind.DRAFT_LATE, ReportState.RETURNED, []),
        (Kind.DUTY, ReportState.RETURNED, [-5]),
        (Kind.FINAL_DUE, ReportState.FILED, []),
    ],
)
def test_the_author_and_the_chair_are_reminded_only_while_nothing_is_done(kind, state, expected):
    assert days_on_which(unit(reports=[report(state)]), kind) == expected


def test_the_committee_is_asked_when_it_is_sent_and_on_the_two_days_after_it():
    waiting = report(ReportState.SUBMITTED, submitted_on=D - timedelta(days=9))
    assert days_on_which(unit(reports=[waiting]), Kind.REVIEW_WAITING) == [-9, -5, -4]


def test_reviewers_are_asked_but_never_the_author():
    waiting = report(ReportState.SUBMITTED, member_id=REVIEWER, submitted_on=D - timedelta(days=9))
    asked = {to for _, to, _ in due(unit(reports=[waiting]), D - timedelta(days=5))}
    assert asked == {CHAIR}


def test_a_chair_who_alone_could_review_the_own_report_is_told_that_it_waits():
    waiting = report(ReportState.SUBMITTED, member_id=CHAIR, submitted_on=D - timedelta(days=9))
    alone = unit({"reviewers": frozenset({CHAIR})}, reports=[waiting])
    assert {to for _, to, _ in due(alone, D - timedelta(days=5))} == {CHAIR}


def test_days_before_the_assignment_are_not_missed_ones():
    late_turn = report(assigned_on=D - timedelta(days=9))
    facts = unit(reports=[late_turn])
    assert days_on_which(facts, Kind.TURN_COMING) == []
    assert days_on_which(facts, Kind.DRAFT_DUE) == [-8]


def test_a_missed_day_is_caught_up_under_its_own_day():
    facts = unit(reports=[report()])
    assert due(facts, D - timedelta(days=9)) == {(Kind.DRAFT_DUE, MAI, D - timedelta(days=10))}


def test_reminders_follow_the_days_of_the_report():
    moved = unit(reports=[report(ReportState.DRAFTING, meeting_on=D + timedelta(days=4))])
    assert days_on_which(moved, Kind.DRAFT_DUE) == [-7, -5]
    assert days_on_which(moved, Kind.DRAFT_LATE) == [-3]


def test_everybody_is_invited_three_days_before_the_meeting_and_caught_up_until_its_day():
    facts = unit(meetings=[meeting(MeetingState.CALLED)])
    assert {to for _, to, _ in due(facts, D - timedelta(days=3))} == {CHAIR, REVIEWER, MAI, BINH}
    assert days_on_which(facts, Kind.MEETING_INVITATION) == [-3]
    assert due(facts, D + timedelta(days=1)) == set()


def test_a_remedy_is_asked_for_a_week_before_and_on_its_day():
    weakness = WeaknessFact(5, BINH, D, D - timedelta(days=90))
    assert days_on_which(unit(weaknesses=[weakness]), Kind.REMEDY_DUE) == [-7, 0]


def test_the_chair_is_reminded_of_a_month_without_turns_after_the_meeting_before():
    assert days_on_which(unit(months=[december()]), Kind.PLAN_MISSING) == [1, 5]


@pytest.mark.parametrize(
    "planned",
    [
        december(turns=1),
        december(MonthKind.THEMATIC),
        december(MonthKind.NONE),
        december(is_held=True),
    ],
)
def test_a_month_that_is_planned_otherwise_asks_for_nobody(planned):
    assert days_on_which(unit(months=[planned]), Kind.PLAN_MISSING) == []


def test_the_chair_is_reminded_of_the_thematic_session_in_the_last_month_of_the_quarter():
    months = [date(2026, number, 1) for number in (10, 11, 12)]
    quarter = [plan(month, month.replace(day=27)) for month in months]
    assert days_on_which(unit(quarter=quarter), Kind.THEMATIC_MISSING) == [4, 18]
    assert due(unit(quarter=quarter), date(2026, 12, 28)) == set()


def test_a_unit_without_a_chair_reminds_the_others_all_the_same():
    nobody = {"chairs": frozenset(), "reviewers": frozenset()}
    facts = unit(nobody, reports=[report(ReportState.DRAFTING)], months=[december()])
    assert due(facts, D - timedelta(days=5)) == {(Kind.DRAFT_LATE, MAI, D - timedelta(days=6))}


def outdated(facts, today, due_on=D - timedelta(days=8)):
    written = Written(Kind.DRAFT_DUE, "report:7", MAI, due_on)
    return is_outdated(facts(today), written, today)


def invitation(starts_at):
    moment = datetime.fromisoformat(starts_at)
    return Written(Kind.MEETING_INVITATION, "meeting:3", MAI, date(2026, 11, 10), moment)


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [("2026-11-27T15:00:00+07:00", False), ("2026-11-26T08:00:00+00:00", True)],
    ids=["as called", "moved since"],
)
def test_an_invitation_sent_weeks_ahead_is_true_until_the_meeting_moves(starts_at, expected):
    today = date(2026, 11, 12)
    wanted = unit(meetings=[meeting(MeetingState.CALLED)])(today)
    assert is_outdated(wanted, invitation(starts_at), today) is expected


def test_a_waiting_reminder_stays_true_while_nothing_is_done():
    assert not outdated(unit(reports=[report()]), D - timedelta(days=8))


@pytest.mark.parametrize(
    "facts",
    [
        unit(reports=[report(ReportState.SUBMITTED)]),
        unit(reports=[report(meeting_on=D + timedelta(days=4))]),
        unit(reports=[replace(report(), id=8)]),
        unit(),
    ],
    ids=["done", "moved", "another report", "gone"],
)
def test_a_waiting_reminder_is_outdated_once_it_is_done_moved_or_gone(facts):
    assert outdated(facts, D - timedelta(days=8))


def test_a_waiting_reminder_is_outdated_once_it_is_too_late():
    assert outdated(unit(reports=[report()]), D - timedelta(days=6))
