"""The names an organization had, and which one stands on a paper of a certain day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class FormerName:
    """A name and the last day on which it was the name."""

    name: str
    until_on: date

    def kept(self) -> dict[str, str]:
        """The form in which it is stored with the organization."""
        return {"name": self.name, "until": self.until_on.isoformat()}


def read(stored: Sequence[Mapping[str, str]]) -> tuple[FormerName, ...]:
    """The former names stored with an organization, the oldest first."""
    return tuple(FormerName(one["name"], date.fromisoformat(one["until"])) for one in stored)


def name_on(day: date, former: Sequence[FormerName], name: str) -> str:
    """What an organization was called on a day."""
    return next((one.name for one in former if day <= one.until_on), name)


def renamed(
    former: Sequence[FormerName], name: str, *, since: date, today: date
) -> tuple[FormerName, ...]:
    """The former names once the present one ends; a name nobody saw for a whole day is dropped.

    `since` is the day the organization was opened on.
    """
    yesterday = today - timedelta(days=1)
    began = former[-1].until_on + timedelta(days=1) if former else since
    return (*former, FormerName(name, yesterday)) if began <= yesterday else tuple(former)
