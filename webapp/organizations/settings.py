"""What an organization may decide for itself: data with defaults, inherited down the tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from webapp.core.errors import RuleBroken
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
    #: Among equal ones whoever holds an office reports first.
    leaders_first: bool = True
    meeting_day: int = 27
    meeting_hour: int = 15
    meeting_place: str = ""
    meets_every_months: int = 1
    section_limit: int = 20_000
    #: Titles of a report's sections by their key, where somebody chose other ones.
    section_titles: Mapping[str, str] = field(default_factory=dict)
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
    """The settings in force: defaults of the kind, then each level's choices, root first."""
    settings = BranchSettings(meets_every_months=3 if kind in _QUARTERLY else 1)
    known = {one.name for one in fields(BranchSettings)}
    for override in overrides:
        settings = replace(settings, **{k: v for k, v in override.items() if k in known})
    return settings


#: What an organization chooses on its settings page, with the least and the greatest number.
NUMBERS: Mapping[str, tuple[int, int]] = {
    "meeting_day": (1, 31),
    "meeting_hour": (5, 22),
    "meets_every_months": (1, 12),
    "turns_a_month": (1, 10),
    "draft_due_days": (0, 40),
    "committee_days": (0, 40),
    "supplement_days": (0, 40),
    "release_days": (0, 40),
    "final_days": (1, 60),
    "reminders_a_month": (1, 60),
}
#: The same for words, with the greatest length.
WORDS: Mapping[str, int] = {"meeting_place": 120, "address_word": 20, "campaign": 200}
#: What is answered by yes or no.
ANSWERS = ("leaders_first",)
CHOSEN = (*NUMBERS, *WORDS, *ANSWERS)

#: The days before the meeting, in the order in which they must follow each other.
_BEFORE_MEETING = ("draft_due_days", "committee_days", "supplement_days", "release_days")


@dataclass(frozen=True)
class Level:
    """One organization on the way from the root, with its choices."""

    name: str
    choices: Mapping[str, Any]


@dataclass(frozen=True)
class Origin:
    """A setting as its page shows it."""

    #: The value of this organization's own, or none.
    own: Any
    #: What holds without a value of its own.
    inherited: Any
    #: The superior the inherited value comes from; none for the default of the kind.
    given_by: str | None


def origins(kind: OrganizationKind, levels: Sequence[Level]) -> dict[str, Origin]:
    """Where each setting comes from; the levels run from the root to the organization itself."""
    *above, here = levels
    inherited = in_force(kind, [level.choices for level in above])
    return {
        name: Origin(
            here.choices.get(name),
            getattr(inherited, name),
            next((level.name for level in reversed(above) if name in level.choices), None),
        )
        for name in CHOSEN
    }


def refuse_choices(choices: Mapping[str, Any], settings: BranchSettings) -> None:
    """Chosen numbers lie within their bounds, and the days before a meeting follow each other.

    `settings` are those that would be in force. Raises RuleBroken.
    """
    for name, (least, greatest) in NUMBERS.items():
        if name in choices and not least <= choices[name] <= greatest:
            raise RuleBroken("settings.out_of_bounds", field=name, least=least, greatest=greatest)
    days = [getattr(settings, name) for name in _BEFORE_MEETING]
    for name, earlier, later in zip(_BEFORE_MEETING[1:], days, days[1:], strict=False):
        if later > earlier:
            raise RuleBroken("settings.order", field=name)
