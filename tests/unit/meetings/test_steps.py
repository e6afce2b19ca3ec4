"""The states of a meeting and who may take which step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.meetings.rules import STEPS, MeetingState, MeetingStep, Standing, next_state, open_steps

EVERYBODY = frozenset(Standing)
MEMBER = frozenset({Standing.MEMBER})
CLERK = frozenset({Standing.MEMBER, Standing.RECORDER})

standings = st.frozensets(st.sampled_from(Standing))


def test_a_meeting_goes_from_called_over_open_to_closed():
    opened = next_state(MeetingState.CALLED, MeetingStep.OPEN, EVERYBODY)
    assert opened is MeetingState.OPEN
    assert next_state(opened, MeetingStep.CLOSE, EVERYBODY) is MeetingState.CLOSED


@pytest.mark.parametrize("step", MeetingStep)
def test_nothing_happens_in_a_closed_meeting(step):
    with pytest.raises(RuleBroken) as broken:
        next_state(MeetingState.CLOSED, step, EVERYBODY)
    assert broken.value.code == "meeting.is_closed"


@pytest.mark.parametrize(
    "step",
    [
        MeetingStep.SPEAK,
        MeetingStep.RECORD,
        MeetingStep.MARK,
        MeetingStep.PRESENT,
        MeetingStep.CONCLUDE,
        MeetingStep.CLOSE,
        MeetingStep.SET_ASIDE,
        MeetingStep.POSTPONE,
    ],
)
def test_nothing_is_recorded_before_the_meeting_is_opened(step):
    with pytest.raises(RuleBroken) as broken:
        next_state(MeetingState.CALLED, step, EVERYBODY)
    assert broken.value.code == "meeting.not_open_yet"


@pytest.mark.parametrize("step", [MeetingStep.OPEN, MeetingStep.MOVE])
def test_an_open_meeting_is_neither_opened_nor_moved(step):
    with pytest.raises(RuleBroken) as broken:
        next_state(MeetingState.OPEN, step, EVERYBODY)
    assert broken.value.code == "meeting.is_open"


def test_members_speak_and_do_nothing_else():
    assert open_steps(MeetingState.CALLED, MEMBER) == frozenset()
    assert open_steps(MeetingState.OPEN, MEMBER) == {MeetingStep.SPEAK}


def test_the_clerk_marks_and_records_but_does_not_lead():
    allowed = {MeetingStep.SPEAK, MeetingStep.MARK, MeetingStep.RECORD}
    assert open_steps(MeetingState.OPEN, CLERK) == allowed
    with pytest.raises(RuleBroken) as broken:
        next_state(MeetingState.OPEN, MeetingStep.CLOSE, CLERK)
    assert broken.value.code == "meeting.step_not_yours"


@given(st.sampled_from(MeetingState), st.sampled_from(MeetingStep), standings)
def test_what_is_offered_is_exactly_what_succeeds(state, step, held):
    try:
        target = next_state(state, step, held)
    except RuleBroken:
        assert step not in open_steps(state, held)
    else:
        assert step in open_steps(state, held)
        assert list(MeetingState).index(target) >= list(MeetingState).index(state)


def test_every_step_can_be_taken_somewhere():
    assert {step for _state, step in STEPS} == set(MeetingStep)
