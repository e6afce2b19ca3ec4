"""Paths name a unit and everything above it."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.organizations import tree
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import BranchSettings, in_force

IDS = st.lists(st.integers(1, 10**9), min_size=1, max_size=8, unique=True)


def path_of(ids):
    return "".join(f"{key}/" for key in ids)


@given(IDS)
def test_a_path_gives_back_who_is_on_it(ids):
    assert tree.ids_in(path_of(ids)) == ids


@given(IDS, IDS)
def test_the_range_of_a_subtree_holds_exactly_what_lies_in_it(upper, other):
    low, high = tree.subtree_range(path_of(upper))
    path = path_of(other)
    inside = other[: len(upper)] == upper
    assert (low <= path < high) == inside


@given(IDS)
def test_nothing_lies_above_itself(ids):
    path = path_of(ids)
    assert not tree.is_above(path, path)
    assert tree.is_above(path_of(ids[:-1]), path) or len(ids) == 1


def test_a_unit_overrides_what_its_superiors_chose():
    chosen = [{"meeting_day": 5, "final_days": 10}, {"meeting_day": 3}]
    settings = in_force(OrganizationKind.PARTY_BRANCH, chosen)
    assert (settings.meeting_day, settings.final_days) == (3, 10)
    assert settings.draft_due_days == BranchSettings().draft_due_days


def test_unions_meet_once_a_quarter_unless_they_choose_otherwise():
    assert in_force(OrganizationKind.UNION, []).meets_every_months == 3
    assert in_force(OrganizationKind.UNION, [{"meets_every_months": 1}]).meets_every_months == 1


def test_a_setting_nobody_knows_is_ignored():
    assert in_force(OrganizationKind.YOUTH, [{"colour": "red"}]) == BranchSettings()
