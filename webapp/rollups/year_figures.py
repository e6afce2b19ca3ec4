"""A branch's year in figures: what adds up, what stands at the end, and the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.core import clock
from webapp.plans.rules import months_of
from webapp.rollups.measures import DEFINITIONS, Kind, Measure
from webapp.rollups.rules import Cell, Figures, cell_of

#: Figures of several months.
ByMonth = Mapping[date, Figures]

#: What one year is compared with another in: each with its denominator, if it is a rate.
COMPARED = (
    Measure.PRESENTED,
    Measure.FILED_ON_TIME,
    Measure.PRESENT,
    Measure.MEMBERS_REACHED,
    Measure.COMMITMENTS_REGISTERED,
    Measure.WEAKNESSES_OPENED,
    Measure.WEAKNESSES_REMEDIED,
    Measure.COMMENDATIONS,
)


@dataclass(frozen=True)
class Row:
    """One month of the year's table."""

    month: date
    cell: Cell
    figures: Figures


@dataclass(frozen=True)
class Quarter:
    """Whether a quarter had its thematic session; `is_over` tells a gap from a plan."""

    number: int
    planned: bool
    held: bool
    is_over: bool


@dataclass(frozen=True)
class Comparison:
    """One figure of this year beside the same months of the year before."""

    measure: Measure
    value: int
    of: int | None
    value_before: int
    of_before: int | None


def rows(facts: ByMonth, year: int) -> list[Row]:
    """The twelve months of a year; one that was never counted has no figures.

    A figure that did not exist yet when its month was counted is a nought.
    """
    noughts = dict.fromkeys(Measure, 0)
    found = [(month, facts.get(month, {})) for month in months_of(year)]
    return [Row(m, cell_of(f), noughts | dict(f) if f else {}) for m, f in found]


def total(facts: ByMonth, year: int, until: date, measure: Measure) -> int:
    """A figure of a year up to a month: the sum of what flows, the last count of what stands."""
    months = [m for m in months_of(year) if m <= until and measure in facts.get(m, {})]
    match DEFINITIONS[measure].kind:
        case Kind.STOCK:
            return facts[months[-1]][measure] if months else 0
        case Kind.FLOW:
            return sum(facts[month][measure] for month in months)


def quarters(facts: ByMonth, year: int, until: date) -> list[Quarter]:
    """The thematic sessions of a year, quarter by quarter."""
    found = []
    for first in months_of(year)[::3]:
        months = clock.months_of_quarter(first)
        of_quarter = [facts.get(month, {}) for month in months]
        planned = any(f.get(Measure.THEMATIC_PLANNED) for f in of_quarter)
        held = any(f.get(Measure.THEMATIC_HELD) for f in of_quarter)
        found.append(Quarter(clock.quarter_of(first), planned, held, months[-1] < until))
    return found


def comparison(facts: ByMonth, year: int, until: date) -> list[Comparison]:
    """The year up to a month beside the same months a year earlier; empty without figures of it."""
    before = until.replace(year=year - 1)
    if not any(m.year == year - 1 and m <= before for m in facts):
        return []
    return [_compared(facts, year, until, before, measure) for measure in COMPARED]


def _compared(facts: ByMonth, year: int, until: date, before: date, measure: Measure) -> Comparison:
    whole = DEFINITIONS[measure].of
    return Comparison(
        measure,
        total(facts, year, until, measure),
        total(facts, year, until, whole) if whole else None,
        total(facts, year - 1, before, measure),
        total(facts, year - 1, before, whole) if whole else None,
    )
