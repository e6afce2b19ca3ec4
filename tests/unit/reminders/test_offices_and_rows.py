"""Reminders about offices, filed texts and duties that have no message of their own."""

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.duties.made import december
from tests.unit.reminders.test_days import CHAIR, REVIEWER, D, days_on_which, due, report, unit
from webapp.duties.facts import TermFact
from webapp.duties.rules import Reminding
from webapp.duties.stages import Day, DutyKind, Stage, Whose
from webapp.duties.table import TABLE
from webapp.notices.rules import NoticeKind as Kind
from webapp.notices.wording import sentence_of
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of
from webapp.reports.rules import ReportState

BRANCH = words_of(OrganizationKind.PARTY_BRANCH)


def test_a_unit_opened_after_the_meeting_before_is_reminded_from_its_own_first_day():
    opened = unit(months=[december()], opened_on=D + timedelta(days=10))
    assert days_on_which(opened, Kind.PLAN_MISSING) == [11, 15]


def test_the_word_to_a_filed_text_is_asked_for_two_days_before_it_counts_as_given():
    filed = report(ReportState.FILED_FOR, filed_for_on=D)
    facts = unit(reports=[filed])
    assert days_on_which(facts, Kind.FILING_WAITS) == [5]
    assert due(facts, D + timedelta(days=8)) == set()


def test_a_chair_whose_term_is_over_is_reminded_for_months_and_the_committee_once():
    facts = unit(terms=[TermFact(D, CHAIR, "Trần Thị Lan")])
    on_ninety = due(facts, D + timedelta(days=90))
    assert on_ninety == {(Kind.TERM_OVER, CHAIR, D + timedelta(days=90))}
    assert {to for _, to, _ in due(facts, D + timedelta(days=1))} == {CHAIR, REVIEWER}


def test_an_empty_seat_is_told_each_week_to_those_who_may_propose():
    facts = unit({"proposers": frozenset({REVIEWER})}, waiting={Stage.SEAT_EMPTY: 1})
    monday = date(2026, 11, 23)
    assert due(facts, D) == {(Kind.SEAT_EMPTY, REVIEWER, monday)}


def test_every_reminder_leads_to_a_page_of_its_matter():
    (first, *_) = unit(reports=[report()])(D - timedelta(days=8))
    assert (first.address.endpoint, first.address.values) == ("reports.show", {"report_id": 7})


def test_a_duty_without_a_message_of_its_own_is_reminded_in_the_words_of_its_row(monkeypatch):
    owed = TABLE[Stage.REQUEST_AGREED]
    on = ((Day.NEXT_MEETING, -2),)
    reminding = Reminding(
        Kind.DUTY, Whose.LEADERS, on, until=(Day.NEXT_MEETING, 0), row=DutyKind.DECIDE_REQUESTS
    )
    monkeypatch.setitem(TABLE, Stage.REQUEST_AGREED, replace(owed, reminders=(reminding,)))
    months = [december(turns=1)]
    facts = unit(waiting={Stage.REQUEST_AGREED: 2}, months=months)
    (one,) = facts(date(2026, 12, 25))
    assert (one.to, one.subject) == (CHAIR, "decide_requests:request_agreed")
    assert one.address.endpoint == "exchanges.index"
    said = sentence_of(one.kind, one.facts | {"by": one.facts["by"].isoformat()}, BRANCH)
    assert said == ("Quyết định đề nghị về lượt báo cáo (2). Hạn: Chủ nhật, 27/12/2026.")


def test_a_report_sent_back_on_the_day_of_its_reminder_is_told_of_by_that_act_alone():
    early = report(ReportState.RETURNED, returned_on=D - timedelta(days=6))
    late = report(ReportState.RETURNED, returned_on=D - timedelta(days=5))
    assert days_on_which(unit(reports=[early]), Kind.DUTY) == [-5]
    assert days_on_which(unit(reports=[late]), Kind.DUTY) == []
