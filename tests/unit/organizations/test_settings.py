"""Settings: defaults of the kind, then each level's choices."""

import pytest

from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind, refuse_code, refuse_parent
from webapp.organizations.settings import (
    CHOSEN,
    NUMBERS,
    BranchSettings,
    Level,
    in_force,
    origins,
    refuse_choices,
)

BRANCH, UNION = OrganizationKind.PARTY_BRANCH, OrganizationKind.UNION


def test_the_nearest_level_decides():
    levels = [Level("Tỉnh", {"meeting_day": 3}), Level("Xã", {"meeting_day": 4}), Level("K1", {})]
    origin = origins(BRANCH, levels)["meeting_day"]
    assert (origin.own, origin.inherited, origin.given_by) == (None, 4, "Xã")


def test_an_own_choice_hides_what_is_inherited_without_losing_it():
    levels = [Level("Xã", {"meeting_day": 4}), Level("K1", {"meeting_day": 5})]
    origin = origins(BRANCH, levels)["meeting_day"]
    assert (origin.own, origin.inherited, origin.given_by) == (5, 4, "Xã")


def test_without_any_choice_the_kind_decides():
    assert origins(UNION, [Level("Tổ", {})])["meets_every_months"].inherited == 3
    assert origins(BRANCH, [Level("K1", {})])["meets_every_months"].inherited == 1


def test_the_page_offers_only_settings_that_exist():
    assert set(CHOSEN) <= set(vars(BranchSettings()))


def test_the_defaults_are_choices_that_would_be_taken():
    settings = in_force(BRANCH, [])
    refuse_choices({name: getattr(settings, name) for name in NUMBERS}, settings)


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_beyond_their_bounds_are_refused(name):
    least, greatest = NUMBERS[name]
    for value in (least - 1, greatest + 1):
        with pytest.raises(RuleBroken, match="settings.out_of_bounds"):
            refuse_choices({name: value}, in_force(BRANCH, [{name: value}]))


def test_days_before_a_meeting_follow_each_other():
    with pytest.raises(RuleBroken, match="settings.order") as broken:
        refuse_choices({}, in_force(BRANCH, [{"release_days": 4}]))
    assert broken.value.field == "release_days"


@pytest.mark.parametrize("code", ["k1", "chi-bo-2", "a" * 40])
def test_codes_that_can_stand_in_addresses(code):
    refuse_code(code)


@pytest.mark.parametrize("code", ["", "K1", "chi bộ", "-k1", "k--1", "k1-", "a/b", "a" * 41])
def test_codes_that_cannot(code):
    with pytest.raises(RuleBroken, match="organization.code_form"):
        refuse_code(code)


def test_units_sit_under_superiors_and_nothing_under_units():
    refuse_parent(OrganizationKind.COMMITTEE, None)
    refuse_parent(BRANCH, OrganizationKind.COMMITTEE)
    with pytest.raises(RuleBroken, match="organization.needs_superior"):
        refuse_parent(BRANCH, None)
    with pytest.raises(RuleBroken, match="organization.parent_meets"):
        refuse_parent(BRANCH, UNION)
