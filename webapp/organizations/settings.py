"""What an organization may decide for itself: data with defaults, inherited down the tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import time
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
    #: A day that somebody was given is never moved nearer than this.
    notice_days: int = 3
    turns_a_month: int = 2
    #: So many turns a year volunteers have before the others while somebody has none.
    volunteer_turns_a_year: int = 2
    #: Of members whose turn is equally due, those with an office report first.
    leaders_first: bool = True
    meeting_day: int = 27
    #: 0 for the day of the month above; else that week's weekday, 5 for the last one of the month.
    meeting_week: int = 0
    #: 0 is Monday.
    meeting_weekday: int = 4
    #: Whether a meeting makes way for weekends, as it always does for public holidays.
    meeting_off_weekends: bool = False
    #: Whether it makes way to the working day before instead of the next one.
    meeting_moves_earlier: bool = False
    #: Half hours too: 19.5 is half past seven in the evening.
    meeting_hour: float = 15
    meeting_place: str = ""
    meets_every_months: int = 1
    # Product description P8: one meeting each quarter is thematic. The first month leaves two more
    # to make up for a session that could not be held.
    thematic_months: tuple[int, ...] = (1, 4, 7, 10)
    section_limit: int = 20_000
    #: Titles of a report's sections by their key, where somebody chose other ones.
    section_titles: Mapping[str, str] = field(default_factory=dict)
    #: The forms of the year's registration by kind and category of member, where chosen otherwise.
    commitment_forms: Mapping[str, Any] = field(default_factory=dict)
    address_word: str = "đồng chí"
    campaign: str = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    quiet_from_hour: int = 21
    quiet_until_hour: int = 7
    reminders_a_month: int = 8
    #: How long after its closing a unit may be opened again.
    reopen_days: int = 90

    @property
    def meeting_time(self) -> time:
        """When a meeting usually begins."""
        hour, minute = divmod(round(self.meeting_hour * 60), 60)
        return time(hour, minute)


#: Stands for the last week of a month, whichever number that is.
LAST_WEEK = 5

#: Party and youth branches meet every month by default, other mass organizations once a quarter.
_MONTHLY = {OrganizationKind.PARTY_BRANCH, OrganizationKind.YOUTH, OrganizationKind.COMMITTEE}


#: Collections of choices: a unit that chooses one of them still inherits the others.
_ADDED_UP = frozenset({"commitment_forms"})


def in_force(kind: OrganizationKind, overrides: Iterable[Mapping[str, Any]]) -> BranchSettings:
    """The settings in force: defaults of the kind, then each level's choices, root first."""
    settings = BranchSettings(meets_every_months=1 if kind in _MONTHLY else 3)
    known = {one.name for one in fields(BranchSettings)}
    for override in overrides:
        chosen = {k: _plain(v) for k, v in override.items() if k in known}
        for name in _ADDED_UP & set(chosen):
            chosen[name] = {**getattr(settings, name), **chosen[name]}
        settings = replace(settings, **chosen)
    return settings


def _plain(value: Any) -> Any:
    """A value as settings hold it; lists come from the database."""
    return tuple(value) if isinstance(value, list) else value


#: What an organization chooses on its settings page, with the least and the greatest number.
NUMBERS: Mapping[str, tuple[int, int]] = {
    "meeting_day": (1, 31),
    "meeting_week": (0, LAST_WEEK),
    "meeting_weekday": (0, 6),
    "meeting_hour": (5, 22),
    "meets_every_months": (1, 12),
    "turns_a_month": (1, 10),
    "volunteer_turns_a_year": (1, 12),
    "draft_due_days": (0, 40),
    "committee_days": (0, 40),
    "supplement_days": (0, 40),
    "release_days": (0, 40),
    "final_days": (1, 60),
    "notice_days": (1, 30),
    "reminders_a_month": (1, 60),
}
#: The hours a meeting may usually begin at.
HALF_HOURS = tuple(half // 2 if half % 2 == 0 else half / 2 for half in range(10, 45))
#: The same for words, with the greatest length.
WORDS: Mapping[str, int] = {"meeting_place": 120, "address_word": 20, "campaign": 200}
#: Settings that hold or don't, and those that name months of the year.
SWITCHES = ("meeting_off_weekends", "meeting_moves_earlier", "leaders_first")
MONTHS = ("thematic_months",)
CHOSEN = (*NUMBERS, *SWITCHES, *MONTHS, *WORDS)

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
    if choices.get("meeting_hour", HALF_HOURS[0]) not in HALF_HOURS:
        raise RuleBroken("settings.half_hours", field="meeting_hour")
    for name in MONTHS:
        if not all(1 <= month <= 12 for month in choices.get(name, ())):
            raise RuleBroken("settings.months", field=name)
    days = [getattr(settings, name) for name in _BEFORE_MEETING]
    for name, earlier, later in zip(_BEFORE_MEETING[1:], days, days[1:], strict=False):
        if later > earlier:
            raise RuleBroken("settings.order", field=name)
