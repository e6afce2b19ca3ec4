"""Who proposes, who confirms, who objects: from the people of the unit alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts.rules import MemberStatus, Role
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.nominations import rules
from webapp.nominations.rules import NominationState, Person

NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)


def person(key, *roles, account=True, barred=False, status=MemberStatus.OFFICIAL):
    return Person(key, f"Người {key}", status, frozenset(roles), key if account else None, barred)


CHAIR, DEPUTY, SITS, PLAIN = (
    person(1, Role.CHAIR),
    person(2, Role.DEPUTY),
    person(3, Role.COMMITTEE),
    person(4),
)


@pytest.mark.parametrize(
    "chair",
    [
        person(1, Role.CHAIR, account=False),
        person(1, Role.CHAIR, barred=True),
        person(1, Role.CHAIR, status=MemberStatus.LEFT),
        person(1, Role.CHAIR, status=MemberStatus.SUSPENDED),
        person(1, Role.DEPUTY),
    ],
)
def test_a_seat_is_empty_where_nobody_who_chairs_can_come_in(chair):
    assert rules.is_empty([chair, PLAIN])
    with pytest.raises(StaleEdit):
        rules.refuse_seat_taken([CHAIR, chair], from_outside=True)


def test_to_a_chair_beyond_the_term_only_the_unit_names_a_successor():
    acting = replace(CHAIR, is_acting=True)
    rules.refuse_seat_taken([acting, PLAIN], from_outside=False)
    with pytest.raises(StaleEdit):
        rules.refuse_seat_taken([acting, PLAIN], from_outside=True)
    with pytest.raises(StaleEdit):
        rules.refuse_seat_taken([acting, replace(CHAIR, id=9)], from_outside=False)
    assert rules.objectors([acting, DEPUTY, SITS, PLAIN], 2, 4) == {1, 3, 4}


def test_the_deputy_proposes_before_the_committee_and_the_committee_before_anybody_outside():
    assert rules.proposers([DEPUTY, SITS, PLAIN]) == {2}
    assert rules.proposers([person(2, Role.DEPUTY, barred=True), SITS, PLAIN]) == {3}
    with pytest.raises(RuleBroken, match=r"nomination\.unit_itself"):
        rules.refuse_outside([SITS, PLAIN])
    assert rules.proposers([PLAIN, person(5, Role.VIEWER)]) == frozenset()
    rules.refuse_outside([PLAIN])


def test_the_second_person_is_neither_who_proposes_nor_who_is_proposed():
    people = [DEPUTY, SITS, PLAIN]
    assert rules.confirmers(people, 2, 4) == {3}
    assert rules.confirmers(people, 2, 3) == frozenset()
    assert rules.confirmers(people, None, 4) == frozenset()


def test_whoever_is_proposed_may_always_decline():
    people = [DEPUTY, SITS, PLAIN, person(5)]
    assert rules.objectors(people, 2, 4) == {3, 4}
    assert rules.objectors(people, 2, 3) == {3, 4, 5}
    assert rules.objectors(people, None, 4) == {2, 3, 4, 5}


def test_an_objection_holds_for_a_month():
    rules.refuse_objected_lately(None, NOW)
    rules.refuse_objected_lately(NOW - timedelta(days=30), NOW)
    with pytest.raises(RuleBroken):
        rules.refuse_objected_lately(NOW - timedelta(days=29), NOW)


@pytest.mark.parametrize("state", sorted(set(NominationState) - {NominationState.WAITING}))
def test_what_is_over_is_answered_no_more(state):
    with pytest.raises(StaleEdit):
        rules.refuse_over(state)
    rules.refuse_over(NominationState.WAITING)


def test_doors_that_were_shut_stop_it():
    rules.refuse_shut(was_shut=False)
    with pytest.raises(RuleBroken):
        rules.refuse_shut(was_shut=True)
