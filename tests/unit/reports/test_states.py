"""The table of states: what is open to whom, and that no walk leaves it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.reports.rules import (
    STEPS,
    Capacity,
    ReportState,
    ReportStep,
    agrees_until,
    capacities,
    next_state,
    open_steps,
)

AUTHOR = frozenset({Capacity.AUTHOR})
REVIEWER = frozenset({Capacity.REVIEWER})
CHAIR = frozenset({Capacity.CHAIR})
EVERYBODY = frozenset(Capacity)
ENDS = {ReportState.FILED, ReportState.POSTPONED, ReportState.WITHDRAWN}
#: The steps that come with a change of the text.
WRITING = {
    ReportStep.START,
    ReportStep.WRITE,
    ReportStep.SUBMIT,
    ReportStep.FILE,
    ReportStep.FILE_FOR,
}
#: The member, and a chair who enters for them.
WRITERS = frozenset({Capacity.AUTHOR, Capacity.MEMBER, Capacity.ENTERING})


@given(st.lists(st.sampled_from(ReportStep), max_size=40))
def test_no_walk_leaves_the_table_and_refusals_change_nothing(walk):
    state = ReportState.ASSIGNED
    for step in walk:
        if (state, step) in STEPS:
            state = next_state(state, step, EVERYBODY)
            continue
        with pytest.raises(RuleBroken) as broken:
            next_state(state, step, EVERYBODY)
        assert broken.value.code == "report.step_not_open"
        assert broken.value.facts == {"state": state}
    assert state in ReportState


@given(st.sampled_from(ReportState), st.sets(st.sampled_from(Capacity)))
def test_the_open_steps_are_exactly_those_that_can_be_taken(state, held):
    taken = set()
    for step in ReportStep:
        try:
            next_state(state, step, frozenset(held))
        except RuleBroken:
            continue
        taken.add(step)
    assert taken == open_steps(state, frozenset(held))


@given(st.lists(st.sampled_from(ReportStep), max_size=30))
def test_nobody_but_the_author_ever_takes_a_step_that_changes_the_text(walk):
    state, others = ReportState.ASSIGNED, EVERYBODY - WRITERS
    for step in walk:
        assert not WRITING & open_steps(state, others)
        if (state, step) in STEPS:
            state = next_state(state, step, EVERYBODY)


@pytest.mark.parametrize("state", ReportState)
def test_every_state_but_the_last_ones_leads_to_filing(state):
    reached, unseen = set(), {state}
    while unseen:
        reached |= unseen
        unseen = {to for (at, _), (_, to) in STEPS.items() if at in reached} - reached
    assert (ReportState.FILED in reached) == (state not in ENDS - {ReportState.FILED})


@pytest.mark.parametrize("state", sorted(ENDS))
def test_nothing_is_open_at_the_end(state):
    assert open_steps(state, EVERYBODY) == frozenset()


@pytest.mark.parametrize(
    "state",
    [
        ReportState.PRESENTED,
        ReportState.FINALIZING,
        ReportState.FILED_FOR,
        ReportState.FILED,
    ],
)
def test_a_presented_report_can_neither_be_postponed_nor_withdrawn(state):
    assert not {ReportStep.POSTPONE, ReportStep.WITHDRAW} & open_steps(state, EVERYBODY)


def test_the_committee_cannot_write_and_the_author_cannot_agree():
    assert open_steps(ReportState.DRAFTING, REVIEWER) == frozenset()
    with pytest.raises(RuleBroken) as broken:
        next_state(ReportState.SUBMITTED, ReportStep.ACCEPT, AUTHOR | CHAIR)
    assert broken.value.code == "report.step_not_yours"


@given(st.sampled_from(ReportState), st.sets(st.sampled_from(Capacity)))
def test_only_the_members_word_or_time_makes_a_text_final(state, standing):
    final = {
        step
        for step in open_steps(state, frozenset(standing))
        if STEPS[(state, step)][1] is ReportState.FILED
    }
    if not standing & {Capacity.MEMBER, Capacity.COURSE}:
        assert final == set()


def test_what_a_chair_files_for_a_member_can_be_taken_back_by_either_and_agreed_to_by_one():
    waits = ReportState.FILED_FOR
    chair = held(leads=True, reviews=True, enters=True)
    assert open_steps(ReportState.FINALIZING, chair) >= {ReportStep.FILE_FOR}
    assert ReportStep.FILE not in open_steps(ReportState.FINALIZING, chair)
    assert open_steps(waits, chair) == {ReportStep.UNFILE}
    assert open_steps(waits, held(is_own=True)) == {ReportStep.AGREE, ReportStep.REJECT}
    assert open_steps(waits, held(reviews=True)) == frozenset()


def test_seven_days_are_left_to_answer_and_the_last_one_counts():
    assert agrees_until(date(2026, 11, 16)) == date(2026, 11, 23)


def held(**standing):
    usual = {"is_own": False, "leads": False, "reviews": False, "enters": False}
    return capacities(**(usual | {"others_review": True} | standing))


def test_the_author_is_no_reviewer_even_as_chair():
    assert held(is_own=True, leads=True, reviews=True) == {
        Capacity.AUTHOR,
        Capacity.MEMBER,
        Capacity.CHAIR,
    }


def test_a_chair_who_entered_the_text_for_a_member_may_still_review_it():
    assert Capacity.REVIEWER in held(leads=True, reviews=True, enters=True)


def test_the_review_is_skipped_only_where_nobody_else_could_review():
    alone = held(is_own=True, leads=True, reviews=True, others_review=False)
    assert ReportStep.SKIP_REVIEW in open_steps(ReportState.SUBMITTED, alone)
    accompanied = held(is_own=True, leads=True, reviews=True)
    assert ReportStep.SKIP_REVIEW not in open_steps(ReportState.SUBMITTED, accompanied)


def test_an_ordinary_member_stands_in_no_capacity():
    assert held() == frozenset()
