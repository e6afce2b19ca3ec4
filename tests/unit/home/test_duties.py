"""What everybody has to do follows from where things stand."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.home.facts import (
    BranchFacts,
    MeetingFact,
    MonthFact,
    ReportFact,
    SessionFact,
    UnitFact,
    WeaknessFact,
)
from webapp.home.rules import DutyKind, Step, duties, month_steps
from webapp.meetings.rules import MeetingState
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import MonthKind, deadlines
from webapp.reports.rules import ReportState

ME, OTHER = 1, 2
TODAY = date(2026, 11, 16)
MONTH = date(2026, 11, 1)
DAYS = deadlines(date(2026, 11, 27), BranchSettings())


def report(state, member_id=ME, days=DAYS):
    return ReportFact(7, member_id, "Phạm Thị Mai", MONTH, state, days)


def facts(**values):
    return BranchFacts(
        **({"member_id": ME, "today": TODAY, "is_countable": True, "has_registered": True} | values)
    )


def kinds(found, **roles):
    return [duty.kind for duty in duties(found, **({"leads": False, "reviews": False} | roles))]


@pytest.mark.parametrize(
    ("state", "expected", "due"),
    [
        (ReportState.ASSIGNED, DutyKind.WRITE, date(2026, 11, 20)),
        (ReportState.DRAFTING, DutyKind.WRITE, date(2026, 11, 20)),
        (ReportState.RETURNED, DutyKind.SUPPLEMENT, date(2026, 11, 24)),
        (ReportState.FINALIZING, DutyKind.FINALIZE, date(2026, 12, 4)),
    ],
)
def test_the_author_acts_by_the_day_of_the_state(state, expected, due):
    (duty,) = duties(facts(reports=[report(state)]), leads=False, reviews=False)
    assert (duty.kind, duty.due_on, duty.waits) == (expected, due, False)


def test_nothing_is_left_to_do_once_the_report_is_filed():
    assert kinds(facts(reports=[report(ReportState.FILED)])) == []


def test_the_committee_reads_what_others_sent_but_not_its_own():
    sent = facts(reports=[report(ReportState.SUBMITTED, OTHER)])
    assert kinds(sent, reviews=True) == [DutyKind.REVIEW]
    assert kinds(sent) == []
    own = facts(reports=[report(ReportState.SUBMITTED)])
    assert kinds(own, reviews=True) == [DutyKind.AWAIT_REVIEW]


def test_the_chair_hears_of_a_late_draft_from_the_day_after():
    late = report(ReportState.DRAFTING, OTHER)
    on_time = facts(reports=[late], today=date(2026, 11, 20))
    assert DutyKind.DRAFT_LATE not in kinds(on_time, leads=True)
    too_late = facts(reports=[late], today=date(2026, 11, 21))
    assert DutyKind.DRAFT_LATE in kinds(too_late, leads=True)


def test_whoever_prepares_a_session_writes_its_questions_in_time():
    waiting = facts(to_prepare=[SessionFact(date(2027, 1, 1), date(2027, 1, 20))])
    (duty,) = duties(waiting, leads=False, reviews=False)
    assert duty.kind is DutyKind.PREPARE_SESSION
    assert (duty.due_on, duty.month) == (date(2027, 1, 20), date(2027, 1, 1))


def month(turns=0, volunteers=0, kind=MonthKind.REPORTS):
    return MonthFact(
        date(2026, 12, 1), kind, date(2026, 12, 27), date(2026, 11, 27), turns, volunteers
    )


def test_next_months_reporters_are_named_at_this_months_meeting():
    (duty,) = duties(facts(months=[month(volunteers=2)]), leads=True, reviews=True)
    assert (duty.kind, duty.due_on, duty.count) == (DutyKind.ASSIGN, date(2026, 11, 27), 2)


def test_offers_for_a_month_that_is_filled_still_want_an_answer():
    assert kinds(facts(months=[month(turns=1, volunteers=1)]), leads=True) == [
        DutyKind.ANSWER_VOLUNTEERS
    ]


def test_a_thematic_month_asks_for_no_reporters():
    assert kinds(facts(months=[month(kind=MonthKind.THEMATIC)]), leads=True) == []


def meeting(state, on=date(2026, 11, 27), *, papers_out=False):
    at = datetime(on.year, on.month, on.day, 15, 0)  # noqa: DTZ001 - shown as it is
    return MeetingFact(3, MONTH, state, on, papers_out, TODAY, at, "Hội trường")


def test_a_meeting_is_prepared_before_its_day_and_led_on_it():
    assert kinds(facts(meetings=[meeting(MeetingState.CALLED)]), leads=True) == [
        DutyKind.PREPARE_MEETING
    ]
    assert kinds(facts(meetings=[meeting(MeetingState.CALLED, TODAY)]), leads=True) == [
        DutyKind.LEAD_MEETING
    ]
    assert kinds(facts(meetings=[meeting(MeetingState.CLOSED)]), leads=True) == []


def test_a_member_looks_back_on_the_year_while_items_are_left():
    (duty,) = duties(facts(items_to_assess=2), leads=False, reviews=False)
    assert (duty.kind, duty.due_on, duty.count) == (DutyKind.ASSESS, date(2026, 12, 31), 2)
    assert kinds(facts(items_to_assess=0)) == []


def test_a_member_without_a_registration_is_reminded_of_it():
    assert kinds(facts(has_registered=False)) == [DutyKind.REGISTER]
    assert kinds(facts(has_registered=False, is_countable=False)) == []


def test_a_unit_owes_nothing_of_the_time_before_it_was_opened():
    past = MonthFact(MONTH, MonthKind.REPORTS, date(2026, 11, 5), None, 0, 0)
    opened = facts(
        opened_on=date(2026, 11, 14),
        has_registered=False,
        months=[past],
        unit=UnitFact(chairs_since=date(2026, 11, 14)),
    )
    (duty,) = duties(opened, leads=True, reviews=True)
    assert (duty.kind, duty.due_on) == (DutyKind.REGISTER, None)


@given(
    st.lists(st.sampled_from(list(ReportState)), max_size=6),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=4),
)
def test_what_can_be_done_stands_before_what_is_only_to_know(states, days):
    found = facts(
        reports=[report(state) for state in states],
        own_weaknesses=[WeaknessFact(n, day) for n, day in enumerate(days)],
    )
    order = [duty.waits for duty in duties(found, leads=True, reviews=True)]
    assert order == sorted(order)


def test_the_six_steps_follow_the_slowest_report():
    steps = month_steps([ReportState.FILED, ReportState.SUBMITTED])
    assert steps[Step.ASSIGN] == steps[Step.DRAFT] == "done"
    assert steps[Step.REVIEW] == steps[Step.FILE] == "now" or steps[Step.REVIEW] == "now"


def test_without_reports_the_month_waits_for_its_first_step():
    steps = month_steps([])
    assert steps[Step.ASSIGN] == "now"
    assert steps[Step.FILE] == "next"


def test_who_leads_answers_arrivals_and_sees_terms_that_end_and_what_they_take_over():
    unit = UnitFact(1, 2, date(2026, 11, 20), date(2026, 11, 10))
    found = duties(facts(unit=unit), leads=True, reviews=True)
    assert {(duty.kind, duty.count) for duty in found} == {
        (DutyKind.RECEIVE, 1),
        (DutyKind.REFUSED_LEAVE, 2),
        (DutyKind.TERM_ENDING, 0),
        (DutyKind.TAKE_OVER, 0),
    }
    assert kinds(facts(unit=unit), reviews=True) == []


def test_a_term_that_ends_in_weeks_is_only_something_to_know():
    far = duties(facts(unit=UnitFact(term_ends_on=date(2027, 1, 10))), leads=True, reviews=True)
    assert [duty.waits for duty in far] == [True]
