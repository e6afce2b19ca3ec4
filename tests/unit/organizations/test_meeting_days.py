"""The day of a meeting: a date or a weekday, out of the way of holidays, in its month."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.core import working_days
from webapp.organizations.meeting_days import meeting_day, meets_in, nominal_day
from webapp.organizations.settings import BranchSettings

USUAL = BranchSettings()
FRIDAY, SUNDAY = 4, 6
months = st.dates(date(2001, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1))
rules = st.builds(
    BranchSettings,
    meeting_day=st.integers(1, 31),
    meeting_week=st.integers(0, 5),
    meeting_weekday=st.integers(0, 6),
    meeting_off_weekends=st.booleans(),
    meeting_moves_earlier=st.booleans(),
)


@pytest.mark.parametrize(
    ("week", "weekday", "day"),
    [(2, FRIDAY, 11), (5, FRIDAY, 25), (1, 1, 1), (1, 0, 7), (4, SUNDAY, 27), (5, 3, 31)],
)
def test_a_meeting_on_a_weekday_of_a_week(week, weekday, day):
    rule = replace(USUAL, meeting_week=week, meeting_weekday=weekday)
    assert nominal_day(date(2026, 12, 1), rule) == date(2026, 12, day)


def test_a_date_that_a_month_has_not_is_its_last_day():
    rule = replace(USUAL, meeting_day=31)
    assert nominal_day(date(2027, 2, 1), rule) == date(2027, 2, 28)


@given(month=months, rule=rules)
@settings(max_examples=60)
def test_the_weekday_rule_gives_that_weekday_in_that_week(month, rule):
    day = nominal_day(month, rule)
    assert (day.year, day.month) == (month.year, month.month)
    if rule.meeting_week:
        assert day.weekday() == rule.meeting_weekday
    if 1 <= rule.meeting_week <= 4:
        assert (day.day - 1) // 7 + 1 == rule.meeting_week
    if rule.meeting_week == 5:
        assert day.day + 7 > nominal_day(month, replace(USUAL, meeting_day=31)).day


@given(month=months, rule=rules, off=st.frozensets(st.integers(1, 28), max_size=12))
@settings(max_examples=80)
def test_a_meeting_stays_in_its_month_and_off_its_holidays(month, rule, off):
    holidays = frozenset(month.replace(day=day) for day in off)
    day = meeting_day(month, rule, holidays)
    assert (day.year, day.month) == (month.year, month.month)
    assert day not in holidays
    if rule.meeting_off_weekends:
        assert day.weekday() < 5
    if nominal_day(month, rule) not in holidays and not rule.meeting_off_weekends:
        assert day == nominal_day(month, rule)


TET = frozenset(date(2027, 2, day) for day in range(4, 11))


@pytest.mark.parametrize(("earlier", "day"), [(False, 11), (True, 3)])
def test_tet_moves_a_meeting_to_the_next_or_the_last_working_day(earlier, day):
    rule = replace(USUAL, meeting_day=5, meeting_moves_earlier=earlier)
    assert meeting_day(date(2027, 2, 1), rule, TET) == date(2027, 2, day)


def test_a_meeting_that_would_leave_its_month_turns_the_other_way():
    rule = replace(USUAL, meeting_day=30)
    holidays = {date(2027, 4, 30), date(2027, 5, 1), date(2027, 5, 3)}
    assert meeting_day(date(2027, 4, 1), rule, holidays) == date(2027, 4, 29)


def test_a_meeting_stays_on_a_weekend_unless_the_unit_wants_otherwise():
    december = date(2026, 12, 1)
    assert meeting_day(december, USUAL) == date(2026, 12, 27)
    off = replace(USUAL, meeting_off_weekends=True)
    assert meeting_day(december, off) == date(2026, 12, 28)
    assert meeting_day(december, replace(off, meeting_moves_earlier=True)) == date(2026, 12, 25)


def test_a_unit_meets_in_the_last_of_so_many_months():
    every_second = replace(USUAL, meets_every_months=2)
    found = [n for n in range(1, 13) if meets_in(date(2026, n, 1), every_second)]
    assert found == [2, 4, 6, 8, 10, 12]


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2031, 2034])
def test_the_quick_answer_about_holidays_misses_none(year):
    day = date(year, 1, 1)
    for number in range(365):
        one = date.fromordinal(day.toordinal() + number)
        if one in working_days._viet_nam():
            assert one in working_days.holidays_around(one), one
        if one.weekday() >= 5:
            beside = [date.fromordinal(one.toordinal() + n) for n in (-2, -1, 1, 2)]
            off = {d for d in beside if d in working_days._viet_nam()}
            assert off <= working_days.holidays_around(one), one


def test_an_ordinary_day_needs_no_calendar():
    assert working_days.holidays_around(date(2026, 6, 24)) == frozenset()
