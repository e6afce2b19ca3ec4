"""The rows of a yearly review grow and shrink without losing anybody; helpers are found by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.followups.forms.review import People, changed

NAMES = {1: "Nguyễn Thị Lan", 2: "Lê Văn Hùng", 3: "Lê Văn Hùng", 4: "Phạm Thị Mai"}


def row(member, wording=""):
    return {"member_id": str(member), "wording": wording, "due_on": "", "helper_id": ""}


ROWS = [row(1, "a"), row(2, "b"), row(2, "c")]


def test_one_more_row_stands_below_the_one_it_was_asked_for():
    assert changed(ROWS, "add-0") == [row(1, "a"), row(1), row(2, "b"), row(2, "c")]


def test_a_row_is_taken_away_while_its_member_has_another():
    assert changed(ROWS, "remove-1") == [row(1, "a"), row(2, "c")]


def test_the_last_row_of_a_member_is_emptied_instead():
    assert changed(ROWS, "remove-0") == [row(1), row(2, "b"), row(2, "c")]


@settings(max_examples=60)
@given(acts=st.lists(st.from_regex(r"(add|remove)-(-?\d{1,7}|x)", fullmatch=True), max_size=8))
def test_whatever_is_pressed_nobody_disappears(acts):
    rows = ROWS
    for act in acts:
        rows = changed(rows, act)
    assert {one["member_id"] for one in rows} == {"1", "2"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Phạm Thị Mai", 4),
        ("  pham thi  mai ", 4),
        ("Lê Văn Hùng (2)", 3),
        ("Lê Văn Hùng", None),
        ("Mai", None),
        ("Trần Văn Ai", None),
    ],
)
def test_a_helper_is_somebody_whose_name_is_one_persons_only(typed, found):
    assert People(NAMES).find(typed) == found
