"""What everybody has to do follows from where things stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.duties.made import (
    CALLED,
    ME,
    MONTH,
    OTHER,
    TODAY,
    december,
    facts,
    kinds,
    meeting,
    plan,
    report,
    seen,
)
from webapp.duties.facts import MonthFact, TermFact, WeaknessFact
from webapp.duties.stages import DutyKind, Stage
from webapp.followups.rules import WeaknessState
from webapp.home.rules import MonthStep, month_steps
from webapp.meetings.rules import MeetingState
from webapp.plans.rules import MonthKind
from webapp.reports.rules import ReportState


@pytest.mark.parametrize(
    ("state", "expected", "due"),
    [
        (ReportState.ASSIGNED, DutyKind.WRITE, date(2026, 11, 20)),
        (ReportState.DRAFTING, DutyKind.WRITE, date(2026, 11, 20)),
        (ReportState.RETURNED, DutyKind.SUPPLEMENT, date(2026, 11, 23)),
        (ReportState.FINALIZING, DutyKind.FINALIZE, date(2026, 12, 4)),
    ],
)
def test_the_author_acts_by_the_day_of_the_state(state, expected, due):
    (duty,) = seen(facts(reports=[report(state)]))
    assert (duty.kind, duty.due_on, duty.waits) == (expected, due, False)


def test_nothing_is_left_to_do_once_the_report_is_filed():
    assert kinds(facts(reports=[report(ReportState.FILED)])) == []


def test_a_report_filed_for_its_author_waits_for_their_word_of_seven_days():
    filed = report(ReportState.FILED_FOR, filed_for_on=TODAY)
    (duty,) = seen(facts(reports=[filed]))
    assert (duty.kind, duty.due_on) == (DutyKind.AGREE_FILING, TODAY + timedelta(days=7))


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


def test_a_chair_is_not_told_twice_of_the_own_late_draft():
    late = facts(reports=[report(ReportState.DRAFTING)], today=date(2026, 11, 21))
    assert kinds(late, leads=True) == [DutyKind.WRITE]


def test_the_chair_hears_of_a_final_text_that_is_late():
    late = facts(reports=[report(ReportState.FINALIZING, OTHER)], today=date(2026, 12, 5))
    assert kinds(late, leads=True) == [DutyKind.FINAL_LATE]
    assert kinds(late, reviews=True) == []


def test_whoever_prepares_a_session_writes_its_questions_in_time():
    session = plan(date(2027, 1, 1), date(2027, 1, 27), MonthKind.THEMATIC)
    (duty,) = seen(facts(unprepared=[session]))
    assert duty.kind is DutyKind.PREPARE_SESSION
    assert (duty.due_on, duty.month) == (date(2027, 1, 20), date(2027, 1, 1))


@pytest.mark.parametrize(
    "session",
    [
        plan(MONTH, date(2026, 11, 27), MonthKind.THEMATIC, is_held=True),
        plan(MONTH, date(2026, 11, 27), MonthKind.REPORTS),
    ],
    ids=["held", "planned otherwise"],
)
def test_a_session_that_is_over_or_was_given_up_needs_no_preparing(session):
    assert kinds(facts(unprepared=[session])) == []


def test_next_months_reporters_are_named_at_this_months_meeting():
    (duty,) = seen(facts(months=[december(volunteers=2)]), leads=True, reviews=True)
    assert (duty.kind, duty.due_on, duty.count) == (DutyKind.ASSIGN, date(2026, 11, 27), 2)


def test_where_the_month_before_has_no_meeting_reporters_are_named_thirty_days_ahead():
    before = plan(MONTH, date(2026, 11, 27), MonthKind.NONE)
    (duty,) = seen(facts(months=[december(before=before)]), leads=True)
    assert duty.due_on == date(2026, 11, 27)


def test_offers_for_a_month_that_is_filled_still_want_an_answer():
    found = kinds(facts(months=[december(turns=1, volunteers=1)]), leads=True)
    assert found == [DutyKind.ANSWER_VOLUNTEERS]


def test_a_thematic_month_asks_for_no_reporters():
    assert kinds(facts(months=[december(kind=MonthKind.THEMATIC)]), leads=True) == []


def test_a_month_whose_meeting_is_held_asks_for_nobody():
    held = facts(months=[december(is_held=True)], today=date(2026, 12, 27), meetings=[])
    assert kinds(held, leads=True) == [DutyKind.CALL_MEETING]


@pytest.mark.parametrize(("day", "expected"), [(12, []), (13, [DutyKind.CALL_MEETING])])
def test_a_meeting_is_called_from_two_weeks_before_its_usual_day(day, expected):
    found = facts(months=[december(turns=1)], today=date(2026, 12, day))
    assert kinds(found, leads=True) == expected


def test_a_meeting_is_prepared_before_its_day_and_led_on_it():
    assert kinds(facts(meetings=[meeting(CALLED)]), leads=True) == [DutyKind.PREPARE_MEETING]
    assert kinds(facts(meetings=[meeting(CALLED, TODAY)]), leads=True) == [DutyKind.LEAD_MEETING]
    assert kinds(facts(meetings=[meeting(MeetingState.CLOSED)]), leads=True) == []


def test_papers_are_read_by_everybody_and_only_waited_for_until_three_days_before():
    far = facts(meetings=[meeting(CALLED, papers_out=True)])
    near = facts(meetings=[meeting(CALLED, papers_out=True)], today=date(2026, 11, 24))
    assert [(duty.kind, duty.waits) for duty in seen(far)] == [(DutyKind.READ_PAPERS, True)]
    assert [duty.waits for duty in seen(near)] == [False]


def test_a_member_looks_back_on_the_year_while_items_are_left():
    (duty,) = seen(facts(waiting={Stage.ITEMS_TO_ASSESS: 2}))
    assert (duty.kind, duty.due_on, duty.count) == (DutyKind.ASSESS, date(2026, 12, 31), 2)
    assert kinds(facts(waiting={Stage.ITEMS_TO_ASSESS: 0})) == []


def test_a_member_without_a_registration_is_reminded_of_it():
    (duty,) = seen(facts(lacks_registration=True))
    assert (duty.kind, duty.due_on) == (DutyKind.REGISTER, date(2026, 1, 31))
    assert kinds(facts()) == []


def test_a_unit_owes_nothing_of_the_time_before_it_was_opened():
    past = MonthFact(plan(MONTH, date(2026, 11, 5)), plan(date(2026, 10, 1), date(2026, 10, 5)), 0)
    opened_on = date(2026, 11, 14)
    opened = facts(
        opened_on=opened_on, lacks_registration=True, months=[past], chairs_since=opened_on
    )
    (duty,) = seen(opened, leads=True, reviews=True)
    assert (duty.kind, duty.due_on) == (DutyKind.REGISTER, None)


def test_a_quarter_without_a_session_is_told_from_the_month_of_its_last_meeting():
    months = [date(2026, 10, 1), MONTH, date(2026, 12, 1)]
    quarter = [plan(month, month.replace(day=27)) for month in months]
    early, late = date(2026, 11, 30), date(2026, 12, 28)
    assert kinds(facts(quarter=quarter, today=early), leads=True) == []
    (duty,) = seen(facts(quarter=quarter, today=date(2026, 12, 1)), leads=True)
    assert (duty.kind, duty.due_on) == (DutyKind.THEMATIC, date(2026, 12, 27))
    assert kinds(facts(quarter=quarter, today=late), leads=True) == []


@given(
    st.lists(st.sampled_from(list(ReportState)), max_size=6),
    st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=4),
)
def test_what_can_be_done_stands_before_what_is_only_to_know(states, days):
    found = facts(
        reports=[report(state) for state in states],
        weaknesses=[WeaknessFact(n, ME, day) for n, day in enumerate(days)],
    )
    order = [duty.waits for duty in seen(found, leads=True, reviews=True)]
    assert order == sorted(order)


def test_requests_remedies_and_offices_wait_for_those_who_answer_them():
    waiting = {
        Stage.REQUEST_ASKED: 1,
        Stage.REQUEST_AGREED: 2,
        WeaknessState.REMEDY_REPORTED: 3,
        Stage.WEAKNESS_CARRIED: 4,
        Stage.REGISTRATION_SUBMITTED: 5,
        Stage.CHAIR_PROPOSED: 1,
    }
    found = facts(waiting=waiting, months=[december(turns=1)])
    assert kinds(found) == [DutyKind.NOMINATION, DutyKind.ANSWER_REQUESTS]
    of_committee = [DutyKind.CONFIRM_REMEDIES, DutyKind.CONFIRM_COMMITMENTS, DutyKind.TAKE_UP]
    assert [kind for kind in kinds(found, reviews=True) if kind in of_committee] == of_committee
    (decide,) = [d for d in seen(found, leads=True) if d.kind is DutyKind.DECIDE_REQUESTS]
    assert (decide.count, decide.due_on) == (2, date(2026, 12, 27))


def test_who_leads_answers_arrivals_and_sees_terms_that_end_and_what_they_take_over():
    found = facts(
        waiting={Stage.MEMBER_ARRIVES: 1, Stage.MEMBER_NOT_RECEIVED: 2},
        terms=[TermFact(date(2026, 11, 20))],
        chairs_since=date(2026, 11, 10),
    )
    assert {(duty.kind, duty.count) for duty in seen(found, leads=True, reviews=True)} == {
        (DutyKind.RECEIVE, 1),
        (DutyKind.REFUSED_LEAVE, 2),
        (DutyKind.TERM_ENDING, 0),
        (DutyKind.TAKE_OVER, 0),
    }
    assert kinds(found, reviews=True) == []


def test_a_term_that_ends_in_weeks_is_only_something_to_know():
    far = seen(facts(terms=[TermFact(date(2027, 1, 10))]), leads=True, reviews=True)
    assert [duty.waits for duty in far] == [True]


def test_a_term_that_is_over_is_handed_over():
    (duty,) = seen(facts(terms=[TermFact(date(2026, 11, 15))]), leads=True)
    assert (duty.kind, duty.waits) == (DutyKind.TERM_OVER, False)


def test_the_six_steps_follow_the_slowest_report():
    steps = month_steps([ReportState.FILED, ReportState.SUBMITTED])
    assert steps[MonthStep.ASSIGN] == steps[MonthStep.DRAFT] == "done"
    assert steps[MonthStep.REVIEW] == steps[MonthStep.FILE] == "now"


def test_without_reports_the_month_waits_for_its_first_step():
    steps = month_steps([])
    assert steps[MonthStep.ASSIGN] == "now"
    assert steps[MonthStep.FILE] == "next"
