"""Who is proposed for a month, and how many turns it takes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.plans import rotation, rules
from webapp.plans.rotation import Candidate, WhySuggested

LONG_AGO, LAST_YEAR, NEW = date(2015, 1, 1), date(2025, 6, 1), date(2026, 10, 1)
days = st.dates(date(2010, 1, 1), date(2026, 10, 1))
candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 10_000),
        st.booleans(),
        st.integers(0, 4),
        st.none() | days,
        days,
    ),
    unique_by=lambda candidate: candidate.member_id,
    max_size=30,
)


def one(member_id, *, volunteers=False, turns=0, last=None, joined=LONG_AGO):
    return Candidate(member_id, volunteers, turns, last, joined)


def ids(*given, slots=2):
    return [suggestion.member_id for suggestion in rotation.suggest(given, slots)]


def test_volunteers_come_before_those_with_fewer_turns():
    assert ids(one(1), one(2, volunteers=True, turns=3, last=NEW)) == [2, 1]


def test_fewer_turns_come_before_a_longer_wait():
    assert ids(one(1, turns=1, last=LONG_AGO), one(2, last=NEW), slots=1) == [2]


def test_among_equals_who_waits_longest_is_proposed():
    assert ids(one(1, last=NEW), one(2, last=LAST_YEAR), one(3, last=NEW), slots=1) == [2]


def test_a_newcomer_does_not_push_in_front_of_those_who_wait():
    assert ids(one(1, joined=NEW), one(2, last=LAST_YEAR), slots=1) == [2]


def test_equal_ones_keep_the_order_of_the_list():
    assert ids(one(3), one(1), one(2)) == [3, 1]


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (one(1, volunteers=True), WhySuggested.VOLUNTEERED),
        (one(1), WhySuggested.NEVER_REPORTED),
        (one(1, last=LAST_YEAR), WhySuggested.FEWEST_TURNS),
        (one(1, last=LAST_YEAR, turns=2), WhySuggested.WAITED_LONGEST),
    ],
)
def test_each_proposal_says_why(candidate, why):
    others = [one(2, turns=2, last=NEW), one(3, turns=2, last=NEW)]
    assert rotation.suggest([candidate, *others], 1)[0].why is why


@given(given_ones=candidates, slots=st.integers(-2, 5))
def test_a_proposal_fills_the_free_turns_once_each(given_ones, slots):
    proposed = rotation.suggest(given_ones, slots)
    chosen = [suggestion.member_id for suggestion in proposed]
    assert len(chosen) == max(0, min(slots, len(given_ones)))
    assert len(set(chosen)) == len(chosen)


@given(given_ones=candidates, slots=st.integers(0, 5))
def test_nobody_left_out_has_a_better_claim(given_ones, slots):
    chosen = {suggestion.member_id for suggestion in rotation.suggest(given_ones, slots)}
    taken = [c for c in given_ones if c.member_id in chosen]
    left = [c for c in given_ones if c.member_id not in chosen]
    claims = lambda c: (not c.volunteers, c.turns, c.last_month or c.joined_on)  # noqa: E731
    assert not taken or not left or max(map(claims, taken)) <= min(map(claims, left))


@pytest.mark.parametrize(
    ("wanted", "standing", "code"),
    [
        ([], [], "turn.nobody_chosen"),
        ([1], [1], "turn.already_assigned"),
        ([1, 1], [], "turn.already_assigned"),
        ([1, 2, 3], [], "turn.too_many"),
        ([1], [2, 3], "turn.too_many"),
    ],
)
def test_a_month_takes_each_member_once_and_no_more_than_the_settings_allow(wanted, standing, code):
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_turns(wanted, standing, 2)
    assert (broken.value.code, broken.value.field) == (code, "member_ids")


def test_free_turns_are_told_with_the_refusal():
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_turns([1, 2], [3], 2)
    assert (broken.value.facts["allowed"], broken.value.facts["free"]) == (2, 1)
