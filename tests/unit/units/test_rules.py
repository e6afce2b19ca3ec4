"""How far a new unit is, what is seen of its chair, and which units may become one."""

import pytest

from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import rules
from webapp.units.rules import BeginningStep, ChairState


def test_a_unit_that_was_just_opened_has_all_three_steps_ahead():
    found = rules.beginning({}, 1, has_plan=False)
    assert list(found.states.values()) == ["now", "next", "next"]
    assert (found.next, found.is_done) == (BeginningStep.MEETING_DAY, False)


def test_steps_may_be_taken_in_any_order():
    found = rules.beginning({}, 9, has_plan=True)
    assert list(found.states.values()) == ["now", "done", "done"]


def test_the_chair_alone_is_no_list_of_members():
    assert BeginningStep.MEMBERS not in rules.beginning({"meeting_day"}, 1, has_plan=True).done
    assert rules.beginning({"meeting_day"}, 2, has_plan=True).is_done


def test_after_the_last_step_there_is_no_next_one():
    assert rules.beginning({"meeting_day"}, 2, has_plan=True).next is None


@pytest.mark.parametrize(
    ("has_chair", "has_come", "is_invited", "state"),
    [
        (False, False, False, ChairState.MISSING),
        (True, True, False, ChairState.ACTIVE),
        (True, True, True, ChairState.ACTIVE),
        (True, False, True, ChairState.INVITED),
        (True, False, False, ChairState.UNINVITED),
    ],
)
def test_what_a_superior_sees_of_the_chair(has_chair, has_come, is_invited, state):
    found = rules.chair_state(has_chair=has_chair, has_come=has_come, is_invited=is_invited)
    assert found is state


@pytest.mark.parametrize(
    ("unit", "into", "is_same", "code"),
    [
        (Kind.YOUTH, Kind.YOUTH, True, "unit.merge_itself"),
        (Kind.YOUTH, Kind.UNION, False, "unit.merge_kind"),
        (Kind.COMMITTEE, Kind.COMMITTEE, False, "unit.merge_superior"),
    ],
)
def test_what_can_not_become_one(unit, into, is_same, code):
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_merging(unit, into, is_same=is_same)
    assert broken.value.code == code


def test_two_units_of_one_kind_may_become_one():
    rules.refuse_merging(Kind.YOUTH, Kind.YOUTH, is_same=False)


def test_a_meeting_that_goes_on_is_ended_first():
    rules.refuse_while_meeting(0)
    with pytest.raises(RuleBroken):
        rules.refuse_while_meeting(1)
