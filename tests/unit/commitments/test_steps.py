"""The way of a registration from draft to confirmed."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.commitments import rules
from webapp.commitments.rules import (
    CommitmentCapacity,
    CommitmentState,
    CommitmentStep,
)
from webapp.core.errors import RuleBroken

MEMBER = frozenset({CommitmentCapacity.MEMBER})
COMMITTEE = frozenset({CommitmentCapacity.COMMITTEE})


@pytest.mark.parametrize(("state", "step"), [*product(CommitmentState, CommitmentStep)])
def test_a_step_leads_on_only_for_whom_the_table_names(state, step):
    capacity, target = rules.STEPS.get((state, step), (None, None))
    for held in (MEMBER, COMMITTEE, frozenset()):
        if capacity in held:
            assert rules.next_state(state, step, held) is target
            assert step in rules.open_steps(state, held)
        else:
            assert step not in rules.open_steps(state, held)
            with pytest.raises(RuleBroken):
                rules.next_state(state, step, held)


@pytest.mark.parametrize("state", sorted(rules.IN_FORCE))
def test_a_registration_in_force_changes_through_an_amendment_only(state):
    held = MEMBER | COMMITTEE
    after = {rules.next_state(state, step, held) for step in rules.open_steps(state, held)}
    assert after == {state, CommitmentState.AMENDED}
    assert CommitmentStep.SAVE not in rules.open_steps(state, held)


def test_only_a_draft_is_edited():
    assert [s for s, step in rules.STEPS if step is CommitmentStep.SAVE] == [CommitmentState.DRAFT]


@given(leads=st.booleans(), reviews=st.booleans(), others_review=st.booleans())
def test_nobody_confirms_their_own_while_somebody_else_could(leads, reviews, others_review):
    held = rules.capacities(is_own=True, leads=leads, reviews=reviews, others_review=others_review)
    may_confirm = CommitmentCapacity.COMMITTEE in held
    assert may_confirm == (reviews and not others_review)


@pytest.mark.parametrize(
    ("leads", "reviews", "held"),
    [(False, False, set()), (False, True, COMMITTEE), (True, True, MEMBER | COMMITTEE)],
)
def test_of_another_member_the_chair_enters_and_the_committee_confirms(leads, reviews, held):
    assert rules.capacities(is_own=False, leads=leads, reviews=reviews, others_review=True) == held


@pytest.mark.parametrize(
    ("text", "measure", "due_on", "field"),
    [
        ("", "x", None, "text-2"),
        ("  \n", "", None, "text-2"),
        ("a" * 2001, "", None, "text-2"),
        ("a", "b" * 2001, None, "measure-2"),
        ("a", "", date(2027, 1, 1), "due_on-2"),
        ("a", "", date(2025, 12, 31), "due_on-2"),
    ],
)
def test_an_item_that_cannot_be_is_refused_at_its_own_field(text, measure, due_on, field):
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_item(2, text, measure, due_on, 2026)
    assert broken.value.field == field


def test_an_item_at_its_limits_is_taken():
    rules.refuse_item(0, "a" * 2000, "b" * 2000, date(2026, 12, 31), 2026)
    rules.refuse_many(20)
    with pytest.raises(RuleBroken):
        rules.refuse_many(21)


@pytest.mark.parametrize(
    ("year", "fine"), [(2020, False), (2021, True), (2027, True), (2028, False)]
)
def test_one_registers_for_a_year_within_reach(year, fine):
    if fine:
        rules.refuse_year(year, 2026)
    else:
        with pytest.raises(RuleBroken):
            rules.refuse_year(year, 2026)
