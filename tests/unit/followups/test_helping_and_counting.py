"""Who may write a note, of which day, and what a year of threads comes to in numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days, rules
from webapp.followups.rules import Standing, WeaknessState, WeaknessStep

TODAY = date(2026, 11, 16)
months = st.dictionaries(st.integers(1, 12), st.integers(0, 9))


def held(**given):
    nobody = {"is_own": False, "leads": False, "reviews": False, "others_review": True}
    return rules.standings(**(nobody | given))


@pytest.mark.parametrize("who", [{"is_own": True}, {"reviews": True}, {"helps": True}])
@pytest.mark.parametrize("state", [WeaknessState.OPEN, WeaknessState.REMEDY_REPORTED])
def test_member_committee_and_helper_write_notes_while_a_thread_is_open(who, state):
    assert rules.next_state(state, WeaknessStep.NOTE, held(**who)) is state


def test_who_only_helps_takes_no_other_step():
    for state in WeaknessState:
        assert rules.open_steps(state, held(helps=True)) <= {WeaknessStep.NOTE}


def test_nothing_is_noted_on_a_thread_that_is_put_right():
    with pytest.raises(RuleBroken) as broken:
        rules.next_state(WeaknessState.CONFIRMED, WeaknessStep.NOTE, frozenset(Standing))
    assert broken.value.code == "weakness.step_not_open"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=41), TODAY + timedelta(days=1)])
def test_a_note_is_of_a_day_between_pointed_out_and_today(day):
    with pytest.raises(RuleBroken) as broken:
        agreed_days.refuse_seen_on(day, TODAY - timedelta(days=40), TODAY)
    assert broken.value.field == "seen_on"
    agreed_days.refuse_seen_on(TODAY, TODAY, TODAY)
    agreed_days.refuse_seen_on(None, TODAY, TODAY)


def test_a_review_has_a_limit():
    rules.refuse_many(rules.MOST_ROWS)
    with pytest.raises(RuleBroken):
        rules.refuse_many(rules.MOST_ROWS + 1)


@settings(max_examples=50)
@given(opened=months, closed=months, before=st.integers(0, 30), month=st.integers(1, 12))
def test_what_is_open_at_the_end_is_what_was_before_and_opened_less_what_was_closed(
    opened, closed, before, month
):
    today = date(2026, month, 15)
    counts = rules.year_counts(2026, today, opened=opened, closed=closed, open_before=before)
    come = [count for count in counts if count.opened is not None]
    assert [count.month for count in counts] == list(range(1, 13))
    assert len(come) == month
    done = sum(count.opened - count.closed for count in come)
    assert come[-1].open_at_end == before + done
