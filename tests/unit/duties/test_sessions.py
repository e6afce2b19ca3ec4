"""A thematic session that was planned asks for its topic before, and says so if it was not held."""

from datetime import date

import pytest

from tests.unit.duties.made import facts, kinds, plan
from webapp.duties.stages import DutyKind
from webapp.plans.rules import MonthKind

THEMATIC = MonthKind.THEMATIC
APRIL, MAY, JUNE = (date(2026, month, 1) for month in (4, 5, 6))


def quarter(topic="Nêu gương", *, is_held=False, june=MonthKind.REPORTS):
    """April with a session on the 20th, May with reports, June with another thing if wanted."""
    return [
        plan(APRIL, date(2026, 4, 20), THEMATIC, topic=topic, is_held=is_held),
        plan(MAY, date(2026, 5, 20)),
        plan(JUNE, date(2026, 6, 20), june, topic="Học Bác" if june is THEMATIC else None),
    ]


def asked(today, **changes):
    return kinds(facts(quarter=quarter(**changes), today=today), leads=True)


@pytest.mark.parametrize(("day", "rows"), [(7, []), (8, [DutyKind.CHOOSE_TOPIC])])
def test_a_session_without_a_topic_is_a_task_twelve_days_before(day, rows):
    assert asked(date(2026, 4, day), topic=None) == rows


def test_a_session_with_its_topic_asks_for_nothing():
    assert asked(date(2026, 4, 15)) == []


@pytest.mark.parametrize("today", [date(2026, 4, 21), date(2026, 5, 10)])
def test_a_session_that_was_not_held_stays_a_task_of_its_quarter(today):
    assert asked(today) == [DutyKind.HOLD_SESSION]


def test_one_that_was_held_or_has_another_month_is_none():
    today = date(2026, 5, 10)
    assert asked(today, is_held=True) == []
    assert asked(today, june=THEMATIC) == []


def test_members_are_not_asked():
    assert kinds(facts(quarter=quarter(), today=date(2026, 5, 10))) == []


def test_a_foreseen_turn_nobody_was_given_is_a_task_of_the_next_month():
    may = plan(MAY, date(2026, 5, 20))
    found = facts(today=date(2026, 5, 4), later=may, passed=["Phạm Thị Mai", "Lê Văn Hùng"])
    assert kinds(found, leads=True) == [DutyKind.ASSIGN_AGAIN]
    assert kinds(found) == []
    assert (
        kinds(facts(today=date(2026, 5, 21), later=may, passed=["Phạm Thị Mai"]), leads=True) == []
    )
