"""Who goes before the queue: turns that were put off, first turns that are late, volunteers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.plans.rotation.availability import Facts

#: Nobody has a turn more than these while another had none in the same time.
BEFORE_A_FIRST_TURN = 2


class Held:
    """The turns of each member, given or chosen so far, and those still owed to a promise."""

    def __init__(self, facts: Facts, seats: Mapping[date, set[int]]) -> None:
        self._limit = facts.volunteer_turns
        self._offers: defaultdict[date, set[int]] = defaultdict(set)
        for member_id, month in facts.offers:
            self._offers[month].add(member_id)
        self._put_off: defaultdict[int, set[date]] = defaultdict(set)
        for member_id, month in facts.first:
            self._put_off[member_id].add(month)
        #: Turns of later months count as well: a plan may have been confirmed.
        self._turns: defaultdict[int, set[date]] = defaultdict(set)
        for one in facts.given:
            self._turns[one.member_id].add(one.month)
        for month, members in seats.items():
            for member_id in members:
                self._turns[member_id].add(month)
        #: For those without any turn so far, the months in which they could have had one.
        self._without: defaultdict[int, set[date]] = defaultdict(set)
        self._reported: set[int] = set()

    def promised(self, month: date) -> dict[int, date]:
        """The members whose turn of an earlier month was put off, with that month."""
        return {
            member_id: min(months)
            for member_id, months in self._put_off.items()
            if months and min(months) < month
        }

    def volunteers(self, month: date, may: set[int]) -> set[int]:
        """The volunteers of a month who go before the queue.

        They don't any more once they have so many turns in the year, while somebody who can report
        has none in it.
        """
        offered = self._offers.get(month, set()) & may
        if not offered or all(self._in_year(member_id, month.year) for member_id in may):
            return offered
        return {m for m in offered if self._in_year(m, month.year) < self._limit}

    def _in_year(self, member_id: int, year: int) -> int:
        return sum(month.year == year for month in self._turns[member_id])

    def late_first_turns(self, chosen: Collection[int], passed: Collection[int]) -> list[int]:
        """Who of those passed over has no turn, while one of the chosen would have a third."""
        return [
            member_id
            for member_id in passed
            if member_id not in self._reported
            and any(self._is_third(one, self._without[member_id]) for one in chosen)
        ]

    def _is_third(self, member_id: int, months: set[date]) -> bool:
        return len(self._turns[member_id] & months) >= BEFORE_A_FIRST_TURN

    def remember(self, month: date, present: set[int], reporters: set[int]) -> None:
        """Count the turns of a month."""
        self._reported |= reporters
        for member_id in present - self._reported:
            self._without[member_id].add(month)
        for member_id in reporters:
            self._turns[member_id].add(month)
            self._put_off[member_id] = {one for one in self._put_off[member_id] if one >= month}


@dataclass(frozen=True)
class YearTurns:
    """How the turns of a year lie: what a chair sees beside an offer."""

    turns: Counter[int]
    #: How many who may report have none.
    without: int
