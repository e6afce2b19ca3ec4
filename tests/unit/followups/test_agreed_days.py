"""Nobody is late by a day that others give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days, rules
from webapp.followups.rules import WeaknessState
from webapp.organizations.settings import BranchSettings

TODAY = date(2026, 12, 1)
POINTED_OUT = date(2026, 6, 1)
JUNE = date(2027, 6, 30)
USUAL = BranchSettings()
around = st.integers(-200, 400).map(lambda days: TODAY + timedelta(days=days))


@given(due_on=around, stands=st.none() | around)
def test_a_day_that_others_give_makes_nobody_late_who_is_not(due_on, stands):
    was_late = rules.is_overdue(WeaknessState.OPEN, stands, TODAY)
    try:
        agreed_days.refuse_given_day(due_on, stands, POINTED_OUT, TODAY, USUAL)
    except RuleBroken:
        return
    assert was_late or not rules.is_overdue(WeaknessState.OPEN, due_on, TODAY)


@pytest.mark.parametrize(
    ("due_on", "stands", "refusal"),
    [
        (date(2026, 12, 4), JUNE, None),
        (date(2026, 12, 3), JUNE, "weakness.day_too_soon"),
        (date(2026, 12, 3), None, "weakness.day_too_soon"),
        (date(2026, 12, 2), date(2026, 12, 1), None),
        (date(2026, 11, 20), JUNE, "weakness.due_day_past"),
        (date(2026, 11, 20), date(2026, 11, 20), None),
        (date(2031, 12, 31), JUNE, None),
        (date(2032, 1, 1), JUNE, "weakness.bad_due_day"),
        (None, JUNE, None),
    ],
)
def test_it_moves_later_freely_and_earlier_with_notice(due_on, stands, refusal):
    if refusal is None:
        agreed_days.refuse_given_day(due_on, stands, POINTED_OUT, TODAY, USUAL)
        return
    with pytest.raises(RuleBroken) as broken:
        agreed_days.refuse_given_day(due_on, stands, POINTED_OUT, TODAY, USUAL)
    assert (broken.value.code, broken.value.field) == (refusal, "due_on")


@pytest.mark.parametrize(
    ("due_on", "refusal"),
    [
        (None, "weakness.new_day_missing"),
        # It was agreed before the thread was closed.
        (TODAY - timedelta(days=154), "weakness.bad_due_day"),
        (TODAY + timedelta(days=2), "weakness.day_too_soon"),
        (TODAY + timedelta(days=3), None),
    ],
)
def test_opening_again_gives_a_new_day(due_on, refusal):
    if refusal is None:
        agreed_days.refuse_new_day(due_on, TODAY, USUAL)
        return
    with pytest.raises(RuleBroken) as broken:
        agreed_days.refuse_new_day(due_on, TODAY, USUAL)
    assert broken.value.code == refusal


@pytest.mark.parametrize(
    ("due_on", "stands", "asks"),
    [
        (date(2031, 12, 31), JUNE, True),
        (JUNE, JUNE, False),
        (JUNE, None, False),
        (None, JUNE, False),
    ],
)
def test_another_day_than_the_agreed_one_is_a_request(due_on, stands, asks):
    assert agreed_days.is_asked(due_on, stands) is asks


def test_how_soon_is_too_soon_the_unit_says():
    settings = BranchSettings(notice_days=7)
    agreed_days.refuse_given_day(date(2026, 12, 8), JUNE, POINTED_OUT, TODAY, settings)
    with pytest.raises(RuleBroken) as broken:
        agreed_days.refuse_given_day(date(2026, 12, 7), JUNE, POINTED_OUT, TODAY, settings)
    assert broken.value.facts["count"] == 7
