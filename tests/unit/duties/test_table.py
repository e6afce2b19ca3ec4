"""The table of duties is whole, and every row of it can be said and opened."""

from dataclasses import fields, replace
from datetime import date, timedelta
from string import Formatter

import pytest

from tests.unit.duties.made import DAYS, MEETING_ON
from webapp.duties.matters import report_days
from webapp.duties.rules import due_on
from webapp.duties.stages import SETTINGS, Day, DutyKind, Stage, Whose
from webapp.duties.table import TABLE
from webapp.duties.words import WORDS
from webapp.followups.rules import WeaknessState
from webapp.notices import rules as notices
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import Deadlines, deadlines
from webapp.reports.rules import STEPS, Capacity, ReportState

CLOSED = {ReportState.FILED, ReportState.POSTPONED, ReportState.WITHDRAWN}
#: In which capacity those who are awaited take a step.
CAPACITIES = {
    Whose.MEMBER: {Capacity.AUTHOR, Capacity.MEMBER},
    Whose.REVIEWERS: {Capacity.REVIEWER},
    Whose.LEADERS: {Capacity.CHAIR},
}
ROWS = [(stage, row) for stage, owed in TABLE.items() for row in owed.rows]
REMINDERS = [(stage, row) for stage, owed in TABLE.items() for row in owed.reminders]


def test_every_stage_of_every_matter_has_its_row():
    stages = [*ReportState, *WeaknessState, *Stage]
    assert set(TABLE) == set(stages), "a row in duties/table.py"
    # Two stages of one name would share a row.
    assert len(TABLE) == len(stages)


def test_every_kind_of_duty_is_asked_for_and_can_be_said():
    assert {row.kind for _, row in ROWS} == set(DutyKind), "a Row in duties/table.py"
    assert set(WORDS) == set(DutyKind), "its words in duties/words.py"


@pytest.mark.parametrize("kind", DutyKind)
def test_a_sentence_takes_what_every_duty_has(kind):
    known = {"month", "year", "name", "count", "due", "day", "committee", "head"}
    known |= {"member", "names", "words"}
    for said in (WORDS[kind].sentence, *WORDS[kind].details):
        assert {name for _, name, _, _ in Formatter().parse(said) if name} <= known


@pytest.mark.parametrize("state", sorted(set(ReportState) - CLOSED))
def test_whoever_is_awaited_can_move_the_report_on(state):
    moves = {capacity for (at, _), (capacity, to) in STEPS.items() if at is state and to != state}
    assert CAPACITIES[TABLE[state].by] & moves


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_nobody_is_awaited_once_a_report_is_closed(state):
    owed = TABLE[state]
    assert (owed.by, owed.task, owed.due) == (Whose.NOBODY, None, None)


@pytest.mark.parametrize("state", sorted(set(ReportState) - CLOSED))
def test_every_report_under_way_has_a_day(state):
    days = report_days(DAYS, MEETING_ON + timedelta(days=2))
    assert due_on(TABLE[state], days) is not None


def test_the_days_of_a_month_are_days_of_the_table():
    assert {field.name for field in fields(Deadlines)} <= set(Day)


@pytest.mark.parametrize(("day", "setting"), SETTINGS.items())
def test_a_setting_moves_its_own_day_and_no_other(day, setting):
    usual = BranchSettings()
    changed = replace(usual, **{setting: getattr(usual, setting) + 1})
    # No holiday is near.
    meeting_on = date(2026, 10, 15)
    before = report_days(deadlines(meeting_on, usual))
    after = report_days(deadlines(meeting_on, changed))
    assert {one for one in before if before[one] != after[one]} == {day}


@pytest.mark.parametrize(("stage", "row"), REMINDERS)
def test_a_reminder_makes_sense_on_each_of_its_days(stage, row):
    long_before = dict.fromkeys(Day, MEETING_ON - timedelta(days=30))
    days = long_before | report_days(DAYS, MEETING_ON)
    until, offset = row.until
    last = days[until] + timedelta(days=offset)
    assert [day for day, by in row.on if days[day] + timedelta(days=by) > last] == []


def test_nobody_is_reminded_of_what_is_over():
    over = [stage for stage, owed in TABLE.items() if owed.by is Whose.NOBODY]
    assert [stage for stage in over if TABLE[stage].reminders or TABLE[stage].rows] == []


def test_a_reminder_has_a_page_of_its_own_or_the_words_of_a_row():
    assert [one for _, one in REMINDERS if bool(one.page) is bool(one.row)] == []


def test_reminders_of_the_scan_count_against_the_most_a_month_unless_they_are_about_power():
    assert {one.notice for _, one in REMINDERS} <= notices.REMINDERS | notices.ABOUT_POWER
