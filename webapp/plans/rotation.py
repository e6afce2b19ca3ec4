"""Who is proposed for the turns of a month, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WhySuggested(StrEnum):
    """What put a member at the head of the proposal."""

    VOLUNTEERED = "volunteered"
    NEVER_REPORTED = "never_reported"
    FEWEST_TURNS = "fewest_turns"
    WAITED_LONGEST = "waited_longest"


@dataclass(frozen=True)
class Candidate:
    """What is looked at when the next turns are proposed."""

    member_id: int
    #: Whether this month was offered by the member.
    volunteers: bool
    #: Standing turns in the year of the month.
    turns: int
    #: The month of the last turn before this one.
    last_month: date | None
    joined_on: date


@dataclass(frozen=True)
class Suggestion:
    """One member proposed for a month, and why."""

    member_id: int
    why: WhySuggested


def suggest(candidates: Collection[Candidate], slots: int) -> list[Suggestion]:
    """The members proposed for a month: volunteers, then fewest turns, then longest waiting.

    Who never reported waits since joining. Equal ones keep the order in which they are given.
    """

    def order(candidate: Candidate) -> tuple[bool, int, date]:
        waiting_since = candidate.last_month or candidate.joined_on
        return (not candidate.volunteers, candidate.turns, waiting_since)

    chosen = sorted(candidates, key=order)[: max(0, slots)]
    most = max((candidate.turns for candidate in candidates), default=0)
    return [Suggestion(c.member_id, _why(c, most)) for c in chosen]


def _why(candidate: Candidate, most: int) -> WhySuggested:
    if candidate.volunteers:
        return WhySuggested.VOLUNTEERED
    if candidate.last_month is None:
        return WhySuggested.NEVER_REPORTED
    return WhySuggested.FEWEST_TURNS if candidate.turns < most else WhySuggested.WAITED_LONGEST
