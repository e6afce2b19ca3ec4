"""What a unit's month looks like from above, which units need attention, and in what order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from webapp.core import clock
from webapp.rollups.measures import HEAT, Measure

Figures = Mapping[Measure, int]


class MonthState(StrEnum):
    """How far a unit, or everything below a superior, has come with a month."""

    FULL = "full"
    PARTLY = "partly"
    MISSING = "missing"
    UNHELD = "unheld"
    POSTPONED = "postponed"
    GIVEN_LATER = "given_later"
    IN_PROGRESS = "in_progress"
    THEMATIC = "thematic"
    NOT_DUE = "not_due"


class Attention(StrEnum):
    """Why a superior should look at a unit."""

    LATE = "late"
    TWO_MONTHS = "two_months"
    UNHELD = "unheld"
    UNASSIGNED = "unassigned"
    POSTPONED = "postponed"
    THEMATIC = "thematic"


@dataclass(frozen=True, eq=False)
class Cell:
    """One month of one organization: so many reports in order of so many expected.

    `cell` hands out the same one for the same figures, so that thousands can be told apart fast.
    """

    state: MonthState
    in_order: int = 0
    expected: int = 0
    #: Turns put off, turns nobody was named for, planned sessions nobody held: open till today.
    postponed: int = 0
    unassigned: int = 0
    unheld: int = 0


#: A month nobody has counted.
EMPTY = Cell(MonthState.NOT_DUE)
_SHORT = (MonthState.PARTLY, MonthState.MISSING, MonthState.UNHELD)


@lru_cache(maxsize=10_000)
def cell(
    expected: int,
    in_order: int,
    overdue: int,
    units_late: int,
    planned: int,
    held: int,
    postponed: int = 0,
    withdrawn: int = 0,
    given_later: int = 0,
    unassigned: int = 0,
    missed: int = 0,
) -> Cell:
    """How a month stands, from the figures of `measures.HEAT` in their order.

    Being late counts before being put off, that before being on the way, and reports before
    themes. Keeping the answers saves half of a superior's page, which shows thousands of them.
    """
    if overdue or units_late:
        short = MonthState.PARTLY if in_order else MonthState.MISSING
        state = MonthState.UNHELD if missed and not expected else short
    elif expected:
        state = _of_reports(expected, in_order, postponed + withdrawn, given_later)
    else:
        state = MonthState.THEMATIC if planned or held else MonthState.NOT_DUE
    return Cell(state, in_order, expected, postponed, unassigned, missed)


def _of_reports(expected: int, in_order: int, put_off: int, given_later: int) -> MonthState:
    """A month of reports in which nothing is late."""
    if put_off:
        return MonthState.POSTPONED
    if in_order >= expected:
        return MonthState.FULL
    return MonthState.GIVEN_LATER if in_order + given_later >= expected else MonthState.IN_PROGRESS


def cell_of(figures: Figures) -> Cell:
    """How a month stands, from all its figures."""
    return cell(*(figures.get(measure, 0) for measure in HEAT))


@dataclass(frozen=True)
class YearRow:
    """One organization's twelve months."""

    organization_id: int
    code: str
    name: str
    cells: tuple[Cell, ...]

    @cached_property
    def due(self) -> tuple[int, int]:
        """Reports in order, and expected, in the months that are no longer on the way."""
        in_order = expected = 0
        for cell in self.cells:
            if cell.state is not MonthState.IN_PROGRESS:
                in_order += cell.in_order
                expected += cell.expected
        return in_order, expected

    @property
    def share(self) -> float:
        """The part of the reports due that is in order; all of nothing is all."""
        in_order, expected = self.due
        return in_order / expected if expected else 1.0

    def is_late_in(self, month: date) -> bool:
        """Whether something is missing in a month of the year."""
        return self.cells[month.month - 1].state in _SHORT

    def is_late_twice(self, month: date) -> bool:
        """Whether something is missing in a month and in the one before."""
        return month.month > 1 and all(
            self.cells[number].state in _SHORT for number in (month.month - 1, month.month - 2)
        )


def worst_first(rows: Iterable[YearRow], month: date) -> list[YearRow]:
    """Units late in the month first, then those with the smallest share; equals by name."""
    return sorted(rows, key=lambda row: (not row.is_late_in(month), row.share, row.name))


def attention(
    row: YearRow, month: date, *, thematic_missing: bool, quarter_ends: bool
) -> list[Attention]:
    """Why a superior should look at a unit now; most pressing first, empty if all is well.

    What was planned and did not happen stays a reason in later months, until it has happened.
    """
    so_far = row.cells[: month.month]
    of_quarter = so_far[clock.months_of_quarter(month)[0].month - 1 :]
    unheld = thematic_missing and any(cell.unheld for cell in of_quarter)
    late = row.is_late_in(month) and so_far[-1].state is not MonthState.UNHELD
    found = {
        Attention.TWO_MONTHS: row.is_late_twice(month),
        Attention.LATE: late and not row.is_late_twice(month),
        Attention.UNHELD: unheld,
        Attention.UNASSIGNED: any(cell.unassigned for cell in so_far),
        Attention.POSTPONED: any(cell.postponed for cell in so_far),
        Attention.THEMATIC: thematic_missing and quarter_ends and not unheld,
    }
    return [reason for reason, is_there in found.items() if is_there]


def shown_month(year: int, today: date) -> date:
    """The month a page of a year speaks of: the running one, or December of a year gone by."""
    return today.replace(day=1) if year >= today.year else date(year, 12, 1)


def month_over(year: int, today: date) -> date | None:
    """The last month of a year that is over and may be compared; none in January."""
    if year < today.year:
        return date(year, 12, 1)
    return date(year, today.month - 1, 1) if today.month > 1 else None
