"""What stands first, what those who lead may do about who is late, and the month in hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.unit.duties.made import (
    ME,
    NOVEMBER,
    OTHER,
    december,
    facts,
    kinds,
    meeting,
    plan,
    report,
    seen,
)
from webapp.duties.facts import Contact, MonthFact
from webapp.duties.stages import DutyKind, Stage, Whose
from webapp.duties.table import TABLE
from webapp.home.rules import Viewer, first_words, month_cards, names
from webapp.meetings.rules import MeetingState
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import MonthKind, deadlines
from webapp.reports.rules import ReportState


def test_a_meeting_that_runs_stands_first_for_everybody_as_what_they_do_in_it():
    late = report(ReportState.DRAFTING, days=deadlines(date(2026, 11, 1), BranchSettings()))
    found = facts(meetings=[replace(meeting(MeetingState.OPEN), clerk_id=ME)], reports=[late])
    assert kinds(found, leads=True)[0] is DutyKind.LEAD_RUNNING
    assert kinds(found)[0] is DutyKind.RECORD_RUNNING
    assert [kinds(found, viewer=OTHER), kinds(found, viewer=OTHER, leads=True)] == [
        [DutyKind.ENTER_RUNNING],
        [DutyKind.LEAD_RUNNING, DutyKind.DRAFT_LATE],
    ]


def test_offers_for_months_further_ahead_wait_with_their_names():
    february = plan(date(2027, 2, 1), date(2027, 2, 26))
    thematic = plan(date(2027, 3, 1), date(2027, 3, 26), MonthKind.THEMATIC)
    found = facts(offered=[(february, ["Hoàng Thanh Bình", "Lê Văn Hùng"]), (thematic, ["Ai"])])
    (duty,) = seen(found, leads=True)
    assert (duty.kind, duty.month) == (DutyKind.ANSWER_VOLUNTEERS, date(2027, 2, 1))
    assert (duty.count, names(duty.people)) == (2, "Hoàng Thanh Bình, Lê Văn Hùng")
    assert names(["A", "B", "C", "D", "E"]) == "A, B, C và 2 người nữa"
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("state", "late", "entered"),
    [
        (ReportState.DRAFTING, DutyKind.DRAFT_LATE, DutyKind.WRITE_FOR),
        (ReportState.RETURNED, DutyKind.SUPPLEMENT_LATE, DutyKind.WRITE_FOR),
        (ReportState.FINALIZING, DutyKind.FINAL_LATE, DutyKind.FINALIZE_FOR),
    ],
)
def test_who_leads_may_remind_whoever_is_late_and_writes_for_who_has_no_account(
    state, late, entered
):
    of_other = report(state, OTHER)
    early, after = date(2026, 11, 18), date(2026, 12, 20)
    assert kinds(facts(reports=[of_other], today=early), leads=True) == []
    (duty,) = seen(facts(reports=[of_other], today=after), leads=True)
    assert (duty.kind, duty.key) == (late, f"{late}:report:7")
    assert duty.reminds in [row.kind for row in TABLE[state].rows if row.to is Whose.MEMBER]
    without = replace(of_other, contact=Contact(signs_in=False, may_enter=True))
    for day in (early, after):
        (duty,) = seen(facts(reports=[without], today=day), leads=True)
        assert (duty.kind, duty.reminds) == (entered, None)
    begun = replace(of_other, contact=Contact(signs_in=False))
    (duty,) = seen(facts(reports=[begun], today=after), leads=True)
    assert (duty.kind, duty.reminds) == (late, None)


def test_only_who_leads_may_remind_the_committee():
    sent = facts(reports=[report(ReportState.SUBMITTED, OTHER)], today=date(2026, 11, 26))
    assert [duty.reminds for duty in seen(sent, leads=True, reviews=True)] == [DutyKind.REVIEW]
    assert [duty.reminds for duty in seen(sent, reviews=True)] == [None]


def test_registrations_of_others_are_missing_from_the_day_after_theirs():
    for day, expected in ((31, []), (32, [DutyKind.REGISTRATIONS_LATE])):
        today = date(2025, 12, 31) + timedelta(days=day)
        found = facts(today=today, waiting={Stage.REGISTRATIONS_MISSING: 12})
        assert kinds(found, leads=True) == expected
        assert kinds(found) == []


def test_the_card_shows_the_month_whose_meeting_is_next():
    held = MonthFact(replace(NOVEMBER, is_held=True), NOVEMBER, 1)
    days = {"months": [held, december()], "today": date(2026, 11, 28)}
    assert [card.month.month for card in month_cards(facts(**days), Viewer(ME))] == [12]
    not_held = days | {"months": [MonthFact(NOVEMBER, NOVEMBER, 1), december()]}
    assert [card.month.month for card in month_cards(facts(**not_held), Viewer(ME))] == [12]
    waits = facts(**not_held, reports=[report(ReportState.ACCEPTED, OTHER)])
    assert [card.month.month for card in month_cards(waits, Viewer(ME))] == [11]


def test_a_held_month_stays_while_a_final_text_is_to_come_for_those_it_concerns():
    held = MonthFact(replace(NOVEMBER, is_held=True), NOVEMBER, 1)
    found = facts(
        months=[held, december()],
        today=date(2026, 11, 28),
        reports=[report(ReportState.FINALIZING, OTHER)],
    )
    seen_by = {
        "committee": Viewer(ME, reviews=True),
        "author": Viewer(OTHER),
        "somebody": Viewer(ME),
    }
    shown = {
        who: [card.month.month for card in month_cards(found, viewer)]
        for who, viewer in seen_by.items()
    }
    assert shown == {"committee": [12, 11], "author": [12, 11], "somebody": [12]}


def test_a_unit_that_meets_each_quarter_has_its_next_meeting_in_a_month_it_meets_in():
    none = december(MonthKind.NONE)
    march = plan(date(2027, 3, 1), date(2027, 3, 26))
    found = facts(months=[none], later=march, today=date(2026, 12, 2))
    assert found.next_meeting_on == date(2027, 3, 26)
    assert [card.month for card in month_cards(found, Viewer(ME))] == [date(2027, 3, 1)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Đi họp muộn", "Đi họp muộn"),
        ("  Đi họp\n muộn ", "Đi họp muộn"),
        ("Tự học " * 12, "Tự học Tự học Tự học Tự học Tự học Tự học Tự học Tự học Tự …"),
    ],
)
def test_the_first_words_of_a_text_are_whole_words_in_one_line(text, shown):
    assert first_words(text) == shown


def test_only_a_meeting_that_is_called_is_still_to_come():
    closed, running = meeting(MeetingState.CLOSED), meeting(MeetingState.OPEN)
    assert facts(meetings=[closed]).coming is None
    assert (facts(meetings=[running]).coming, facts(meetings=[running]).running) == (None, running)
    held = MonthFact(replace(NOVEMBER, is_held=True), NOVEMBER, 1)
    assert facts(months=[held, december()]).next_meeting_on == date(2026, 12, 27)
