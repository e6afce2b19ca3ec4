"""Months: what they carry, which days follow, what may still be changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import BranchSettings, in_force
from webapp.plans import month_rules, rules
from webapp.plans.month_rules import Content
from webapp.plans.rules import MonthKind, MonthPlan

SETTINGS = BranchSettings()
TODAY = date(2026, 11, 16)
months = st.dates(date(2001, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1))


def plan(month=date(2026, 12, 1), kind=MonthKind.REPORTS, *, meeting_on=None, is_held=False):
    day = meeting_on or rules.usual_meeting_day(month, SETTINGS)
    days = rules.deadlines(day, SETTINGS)
    return MonthPlan(month, kind, None, day, meeting_on is not None, days, is_held)


def thematic_months(settings):
    year = rules.months_of(2026)
    return [m.month for m in year if rules.default_kind(m, settings) is MonthKind.THEMATIC]


def test_one_month_of_each_quarter_is_thematic_and_the_others_carry_reports():
    assert thematic_months(SETTINGS) == [1, 4, 7, 10]
    kinds = [rules.default_kind(m, SETTINGS) for m in rules.months_of(2026)]
    assert kinds.count(MonthKind.REPORTS) == 8


def test_a_unit_chooses_its_thematic_months_or_none():
    assert thematic_months(replace(SETTINGS, thematic_months=(3, 6, 9, 12))) == [3, 6, 9, 12]
    assert thematic_months(replace(SETTINGS, thematic_months=())) == []


def test_the_only_meeting_of_a_quarter_carries_reports_whatever_months_are_thematic():
    settings = replace(SETTINGS, meets_every_months=3, thematic_months=(3, 6, 9, 12))
    assert thematic_months(settings) == []
    every_second = replace(SETTINGS, meets_every_months=2, thematic_months=(2, 4, 8, 10))
    assert thematic_months(every_second) == [4, 10]


def test_a_union_meets_in_the_last_month_of_each_quarter():
    settings = in_force(OrganizationKind.UNION, [])
    carrying = [
        month.month
        for month in rules.months_of(2026)
        if rules.default_kind(month, settings) is MonthKind.REPORTS
    ]
    assert carrying == [3, 6, 9, 12]


@given(month=months, wanted=st.integers(1, 31))
def test_the_usual_meeting_day_lies_in_its_month(month, wanted):
    day = rules.usual_meeting_day(month, replace(SETTINGS, meeting_day=wanted))
    assert (day.year, day.month) == (month.year, month.month)
    assert day.day <= wanted


@given(month=months)
def test_a_month_is_written_and_read_the_same_way(month):
    assert rules.month_named(f"{month:%Y-%m}") == month


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-12", "2026-1", "1999-12", "x026-12", "2026/12"]
)
def test_what_is_no_month_is_none(text):
    assert rules.month_named(text) is None


@given(today=st.dates(date(2001, 1, 1), date(2098, 1, 1)))
def test_the_months_ahead_begin_now_and_follow_one_another(today):
    ahead = rules.months_ahead(today)
    assert ahead[0] == today.replace(day=1)
    assert len(ahead) == 13
    assert ahead[-1] == date(today.year + 1, today.month, 1)


def test_a_month_that_is_over_stays_open_until_its_late_meeting():
    late = plan(date(2026, 10, 1), meeting_on=date(2026, 11, 20))
    assert not rules.is_past(late, TODAY)
    assert rules.is_past(late, date(2026, 11, 21))


def test_the_running_month_is_past_only_once_its_meeting_is_held():
    running = plan(date(2026, 11, 1), meeting_on=date(2026, 11, 3))
    assert not rules.is_past(running, TODAY)
    assert rules.is_past(replace(running, is_held=True), TODAY)


def test_quarters_ahead_without_a_thematic_session_are_named():
    plans = [plan(month) for month in rules.months_of(2026)]
    assert month_rules.quarters_without_thematic(plans, date(2026, 5, 2)) == [2, 3, 4]
    plans[7] = plan(date(2026, 8, 1), MonthKind.THEMATIC)
    assert month_rules.quarters_without_thematic(plans, date(2026, 5, 2)) == [2, 4]


def test_a_topic_beside_the_reports_is_a_session_too():
    plans = [plan(month) for month in rules.months_of(2026)]
    plans[10] = replace(plans[10], topic="Nêu gương")
    assert month_rules.quarters_without_thematic(plans, TODAY) == []


def test_the_only_meeting_of_a_quarter_needs_no_thematic_session():
    quarter = [plan(date(2026, m, 1), MonthKind.NONE) for m in (10, 11)] + [plan()]
    assert not month_rules.lacks_session(quarter)


def test_a_quarter_without_any_meeting_needs_no_thematic_session():
    plans = [plan(month, MonthKind.NONE) for month in rules.months_of(2027)]
    assert month_rules.quarters_without_thematic(plans, TODAY) == []


def test_a_held_month_stays_as_it_was():
    with pytest.raises(RuleBroken) as broken:
        month_rules.refuse_month_change(plan(is_held=True), Content(MonthKind.THEMATIC), 0)
    assert broken.value.code == "plan.month_held"


@pytest.mark.parametrize("kind", [MonthKind.THEMATIC, MonthKind.NONE])
def test_turns_keep_a_month_a_month_of_reports(kind):
    with pytest.raises(RuleBroken) as broken:
        month_rules.refuse_month_change(plan(), Content(kind), 1)
    assert (broken.value.code, broken.value.field) == ("plan.month_has_turns", "kind")


def test_a_topic_has_a_length():
    month_rules.refuse_month_change(plan(), Content(MonthKind.REPORTS, "ă" * 300), 2)
    with pytest.raises(RuleBroken) as broken:
        month_rules.refuse_month_change(plan(), Content(MonthKind.REPORTS, "ă" * 301), 2)
    assert broken.value.field == "topic"


def test_turns_are_for_months_of_reports_to_come():
    rules.refuse_closed_month(plan(), TODAY)
    for closed, code in (
        (plan(date(2026, 9, 1)), "plan.month_past"),
        (plan(is_held=True), "plan.month_past"),
        (plan(kind=MonthKind.THEMATIC), "plan.month_without_reports"),
        (plan(kind=MonthKind.NONE), "plan.month_without_reports"),
    ):
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_closed_month(closed, TODAY)
        assert broken.value.code == code
