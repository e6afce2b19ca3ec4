"""How many turns a month takes."""

import pytest

from webapp.core.errors import RuleBroken
from webapp.plans import rules


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
