"""Requests about a turn: who may take which step, and where it leads."""

from datetime import date
from itertools import product

import pytest

from webapp.core.errors import RuleBroken
from webapp.plans.requests import rules as request_rules
from webapp.plans.requests.rules import (
    NEEDS_CONSENT,
    OPEN,
    Party,
    RequestKind,
    RequestState,
    RequestStep,
    next_state,
    open_steps,
)
from webapp.plans.rules import TurnState

ASKER, OTHER = frozenset({Party.ASKER}), frozenset({Party.OTHER})
CHAIR, COURSE = frozenset({Party.CHAIR}), frozenset({Party.COURSE})
KINDS = list(RequestKind)
ALONE = [kind for kind in RequestKind if kind not in NEEDS_CONSENT]


@pytest.mark.parametrize("kind", sorted(NEEDS_CONSENT))
def test_who_is_asked_agrees_before_the_chair_decides(kind):
    with pytest.raises(RuleBroken) as broken:
        next_state(kind, RequestState.ASKED, RequestStep.GRANT, CHAIR)
    assert broken.value.code == "request.step_not_open"
    agreed, _ = next_state(kind, RequestState.ASKED, RequestStep.AGREE, OTHER)
    assert next_state(kind, agreed, RequestStep.GRANT, CHAIR) == (RequestState.GRANTED, False)


@pytest.mark.parametrize("kind", ALONE)
def test_where_nobody_else_is_concerned_the_chair_decides_at_once(kind):
    granted = next_state(kind, RequestState.ASKED, RequestStep.GRANT, CHAIR)
    assert granted == (RequestState.GRANTED, False)
    assert RequestStep.AGREE not in open_steps(kind, RequestState.ASKED, CHAIR | OTHER)


@pytest.mark.parametrize("step", [RequestStep.GRANT, RequestStep.REFUSE])
def test_only_who_leads_decides(step):
    for party in (ASKER, OTHER, frozenset()):
        with pytest.raises(RuleBroken) as broken:
            next_state(RequestKind.SWAP, RequestState.AGREED, step, party)
        assert broken.value.code == "request.step_not_yours"


@pytest.mark.parametrize(
    ("step", "target"),
    [
        (RequestStep.AGREE, RequestState.AGREED),
        (RequestStep.DISAGREE, RequestState.REFUSED),
        (RequestStep.TAKE_BACK, RequestState.TAKEN_BACK),
    ],
)
def test_who_leads_enters_the_steps_of_a_member_without_a_telephone(step, target):
    assert next_state(RequestKind.SWAP, RequestState.ASKED, step, CHAIR) == (target, True)
    both = CHAIR | OTHER | ASKER
    assert next_state(RequestKind.SWAP, RequestState.ASKED, step, both) == (target, False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_open_request_can_end_by_itself_and_by_the_chair(kind):
    states = [state for state in OPEN if kind in NEEDS_CONSENT or state is RequestState.ASKED]
    for state in states:
        lapsed = next_state(kind, state, RequestStep.LAPSE, COURSE)
        assert lapsed == (RequestState.LAPSED, False)
        assert RequestStep.REFUSE in open_steps(kind, state, CHAIR)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_lets_a_request_lapse_by_hand(kind):
    everybody = ASKER | OTHER | CHAIR
    assert RequestStep.LAPSE not in open_steps(kind, RequestState.ASKED, everybody)
    with pytest.raises(RuleBroken):
        next_state(kind, RequestState.ASKED, RequestStep.LAPSE, everybody)


def test_nothing_happens_to_a_request_that_is_closed():
    everybody = ASKER | OTHER | CHAIR | COURSE
    for kind, state in product(RequestKind, set(RequestState) - OPEN):
        assert open_steps(kind, state, everybody) == frozenset()


def test_the_open_steps_are_those_that_can_be_taken():
    for kind, state, party in product(RequestKind, RequestState, (ASKER, OTHER, CHAIR)):
        steps = open_steps(kind, state, party)
        for step in RequestStep:
            try:
                next_state(kind, state, step, party)
            except RuleBroken:
                assert step not in steps
            else:
                assert step in steps


@pytest.mark.parametrize(
    ("kind", "is_own", "on_behalf", "entered"),
    [
        (RequestKind.SWAP, True, False, False),
        (RequestKind.SWAP, False, False, True),
        (RequestKind.DECLINE, False, False, True),
        (RequestKind.POSTPONE, False, False, False),
        (RequestKind.POSTPONE, False, True, True),
        (RequestKind.REPLACE, False, False, False),
        (RequestKind.REPLACE, True, True, False),
    ],
)
def test_what_is_not_the_chairs_to_ask_is_entered_for_the_member(kind, is_own, on_behalf, entered):
    assert request_rules.is_entered_for(kind, is_own=is_own, on_behalf=on_behalf) is entered


@pytest.mark.parametrize("state", [TurnState.DECLINED, TurnState.EXCHANGED, TurnState.WITHDRAWN])
def test_a_turn_that_is_gone_is_not_asked_about(state):
    with pytest.raises(RuleBroken) as broken:
        request_rules.refuse_turn(state)
    assert broken.value.code == "request.turn_over"


@pytest.mark.parametrize(("month", "member"), [(date(2026, 11, 1), 2), (date(2026, 12, 1), 1)])
def test_a_swap_takes_two_members_and_two_months(month, member):
    with pytest.raises(RuleBroken):
        request_rules.refuse_swap(date(2026, 11, 1), 1, month, member)
    request_rules.refuse_swap(date(2026, 11, 1), 1, date(2026, 12, 1), 2)
