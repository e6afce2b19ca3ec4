"""What an organization may decide for itself: data with defaults, inherited down the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from webapp.organizations.rules import OrganizationKind


@dataclass(frozen=True)
class BranchSettings:
    """The settings in force for one organization. Offsets are days around the meeting day."""

    # Offsets and limits of product description §7 and §8; units may choose others.
    draft_due_days: int = 7
    committee_days: int = 5
    supplement_days: int = 3
    release_days: int = 1
    final_days: int = 7
    turns_a_month: int = 2
    meeting_day: int = 27
    meeting_hour: int = 15
    meeting_place: str = ""
    meets_every_months: int = 1
    section_limit: int = 20_000
    address_word: str = "đồng chí"
    campaign: str = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    quiet_from_hour: int = 21
    quiet_until_hour: int = 7
    reminders_a_month: int = 8
    late_after_day: int = 10


#: Mass organizations meet once a quarter by default, party and youth branches every month.
_QUARTERLY = {
    OrganizationKind.UNION,
    OrganizationKind.WOMEN,
    OrganizationKind.VETERANS,
    OrganizationKind.FARMERS,
}


def in_force(kind: OrganizationKind, overrides: Iterable[Mapping[str, Any]]) -> BranchSettings:
    """The settings of an organization: defaults of its kind, then each level's choices, root first."""
    settings = BranchSettings(meets_every_months=3 if kind in _QUARTERLY else 1)
    known = {field.name for field in fields(BranchSettings)}
    for override in overrides:
        settings = replace(settings, **{k: v for k, v in override.items() if k in known})
    return settings
