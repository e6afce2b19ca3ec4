"""The thread of a weakness from pointed out to confirmed."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days, rules
from webapp.followups.rules import Standing, WeaknessSource, WeaknessState, WeaknessStep

TODAY = date(2026, 11, 16)
days = st.dates(date(2010, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(("state", "step"), [*product(WeaknessState, WeaknessStep)])
def test_a_step_leads_on_only_for_whom_the_table_names(state, step):
    standing, target = rules.STEPS.get((state, step), (None, None))
    for held in [frozenset({one}) for one in Standing] + [frozenset()]:
        if standing in held:
            assert rules.next_state(state, step, held) is target
            assert step in rules.open_steps(state, held)
        else:
            assert step not in rules.open_steps(state, held)
            with pytest.raises(RuleBroken):
                rules.next_state(state, step, held)


@given(
    steps=st.lists(st.sampled_from(list(WeaknessStep)), max_size=30),
    held=st.frozensets(st.sampled_from(list(Standing))),
)
def test_whatever_is_tried_a_thread_closes_only_by_confirmation_of_others(steps, held):
    state = WeaknessState.OPEN
    for step in steps:
        try:
            after = rules.next_state(state, step, held)
        except RuleBroken:
            continue
        if after is WeaknessState.CONFIRMED and state is not after:
            assert step is WeaknessStep.CONFIRM
            assert Standing.OTHERS in held
        state = after


@given(leads=st.booleans(), reviews=st.booleans(), others_review=st.booleans())
def test_nobody_confirms_their_own_remedy_while_somebody_else_could(leads, reviews, others_review):
    held = rules.standings(is_own=True, leads=leads, reviews=reviews, others_review=others_review)
    assert (Standing.OTHERS in held) == (reviews and not others_review)


def test_a_plain_member_has_no_standing_towards_a_thread_of_another():
    assert not rules.standings(is_own=False, leads=False, reviews=False, others_review=True)


@given(state=st.sampled_from(list(WeaknessState)), due_on=st.none() | days, today=days)
def test_only_an_open_thread_with_an_agreed_day_runs_late(state, due_on, today):
    late = rules.is_overdue(state, due_on, today)
    assert late == (state is WeaknessState.OPEN and due_on is not None and due_on < today)


@pytest.mark.parametrize("step", list(WeaknessStep))
def test_promises_remedies_and_reasons_need_words(step):
    if step in rules.NEEDS_WORDS:
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_note(step, "  \n ")
        assert broken.value.field == "note"
    else:
        rules.refuse_note(step, "")
    with pytest.raises(RuleBroken):
        rules.refuse_note(step, "a" * 5001)


@pytest.mark.parametrize("wording", ["", " \n", "a" * 5001])
def test_a_wording_says_something_that_can_be_answered(wording):
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_wording(wording)
    assert broken.value.field == "wording"


@pytest.mark.parametrize(
    ("source", "is_own", "reviews", "fine"),
    [
        (WeaknessSource.SELF, True, False, True),
        (WeaknessSource.SELF, True, True, True),
        (WeaknessSource.SELF, False, True, False),
        (WeaknessSource.YEARLY_REVIEW, True, False, False),
        (WeaknessSource.MEETING, False, True, True),
        (WeaknessSource.SUPERIOR, True, True, True),
    ],
)
def test_members_name_their_own_and_the_committee_enters_the_rest(source, is_own, reviews, fine):
    if fine:
        rules.refuse_source(source, is_own=is_own, reviews=reviews)
    else:
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_source(source, is_own=is_own, reviews=reviews)
        assert broken.value.field == "source"


@pytest.mark.parametrize(
    ("pointed_out_on", "due_on", "field"),
    [
        (TODAY + timedelta(days=1), None, "pointed_out_on"),
        (date(2015, 12, 31), None, "pointed_out_on"),
        (TODAY, TODAY - timedelta(days=1), "due_on"),
        (TODAY, date(2032, 1, 1), "due_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(pointed_out_on, due_on, field):
    with pytest.raises(RuleBroken) as broken:
        agreed_days.refuse_days(pointed_out_on, due_on, TODAY)
    assert broken.value.field == field


def test_days_at_their_limits_are_taken():
    agreed_days.refuse_days(TODAY, TODAY, TODAY)
    agreed_days.refuse_days(date(2022, 1, 1), date(2027, 12, 31), TODAY)
