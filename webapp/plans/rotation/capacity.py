"""How many turns a year has, and how they spread over its months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.plans.rotation.availability import Facts, Lines

#: In small units everybody reports twice a year (product description P9), never more often.
MOST_ROUNDS = 2


@dataclass(frozen=True)
class Capacity:
    """The sum of a year: months × turns a month, for so many members."""

    months: int
    most_a_month: int
    #: The turns there would be if each month took as many as it may.
    possible: int
    members: int
    turns: int

    @property
    def rounds(self) -> int:
        """How many times the year reaches everybody."""
        return self.turns // self.members if self.members else 0


def turns_of_a_year(months: int, possible: int, members: int) -> int:
    """The turns of a year: as many as its months may take, up to two for each member.

    A month of reports has at least one turn, even if everybody has reported twice.
    """
    return max(months, min(possible, MOST_ROUNDS * members))


def spread(turns: int, months: int) -> list[int]:
    """Share the turns of a year over its months as evenly as can be, fuller months first."""
    full = [-(-turns * position // months) for position in range(months + 1)]
    return [after - before for before, after in zip(full, full[1:], strict=False)]


def capacity_of(facts: Facts, out: Lines, year: int) -> Capacity:
    """The sum of one year; members are those who may report in at least one of its months."""
    positions = _report_positions(facts, year)
    members = sum(any(line[position] is None for position in positions) for line in out.values())
    possible = sum(facts.months[position].own_turns or facts.most for position in positions)
    turns = turns_of_a_year(len(positions), possible, members)
    return Capacity(len(positions), facts.most, possible, members, turns)


def turns_by_month(facts: Facts, out: Lines) -> dict[date, int]:
    """How many turns each month of reports has, for the years that have an open month."""
    found: dict[date, int] = {}
    for year in sorted({month.month.year for month in facts.months if month.is_open}):
        months = [facts.months[position] for position in _report_positions(facts, year)]
        own = {month.month: month.own_turns for month in months if month.own_turns}
        others = [month.month for month in months if not month.own_turns]
        if others:
            # The months without a number of their own share the turns that are left.
            left = max(len(others), capacity_of(facts, out, year).turns - sum(own.values()))
            own |= dict(zip(others, spread(left, len(others)), strict=True))
        found |= own
    return found


def _report_positions(facts: Facts, year: int) -> Sequence[int]:
    return [
        position
        for position, month in enumerate(facts.months)
        if month.carries and month.month.year == year
    ]
