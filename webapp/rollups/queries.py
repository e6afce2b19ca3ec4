"""Figures as pages read them: a branch's own two years, and a superior's view of what is below."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select

from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.rollups import hiding, rules, subtree_queries
from webapp.rollups.measures import DEFINITIONS, PERSON_NEAR, Measure
from webapp.rollups.models import MonthlyFact
from webapp.rollups.rules import Attention, Figures, YearRow
from webapp.rollups.subtree_queries import Node

#: A figure, or none where it is hidden.
Shown = dict[Measure, int | None]


@dataclass(frozen=True)
class View:
    """Everything a superior sees of one organization and a year."""

    #: From the viewer's organization to the one shown.
    way: list[Node]
    year: int
    first_year: int
    month: date
    numbers: Figures
    #: The organizations right below, worst first; a unit alone for itself.
    rows: list[YearRow]
    #: The organizations below that have held no thematic session in the quarter so far.
    without_thematic: frozenset[int]
    #: Those that may be opened from here; one that has moved away may not.
    may_open: frozenset[int]

    @property
    def node(self) -> Node:
        """The organization shown."""
        return self.way[-1]

    @property
    def quarter(self) -> int:
        """The quarter of the month shown."""
        return clock.quarter_of(self.month)

    @property
    def thematic_missing(self) -> int:
        """How many units of the whole subtree have held no thematic session in the quarter."""
        held = self.numbers.get(Measure.THEMATIC_IN_QUARTER, 0)
        return max(0, self.numbers.get(Measure.UNITS, 0) - held)

    @cached_property
    def needs_attention(self) -> list[tuple[YearRow, list[Attention]]]:
        """Organizations somebody should look at, with the reasons; worst first."""
        found = [(row, self._reasons(row)) for row in self.rows]
        return [(row, reasons) for row, reasons in found if reasons]

    def _reasons(self, row: YearRow) -> list[Attention]:
        return rules.attention(
            row,
            self.month,
            thematic_missing=row.organization_id in self.without_thematic,
            quarter_ends=self.month == clock.months_of_quarter(self.month)[-1],
        )


def overview(
    scope: Scope, year: int, *, today: date | None = None, code: str | None = None
) -> View:
    """What a superior sees of a year: of everything below, or of one organization down there.

    Raises NotVisible for an organization that does not lie below.
    """
    month = rules.shown_month(year, today or clock.today())
    way = subtree_queries.way_down(scope, code)
    numbers, first_year = subtree_queries.numbers(scope, way[-1], month)
    years = subtree_queries.year_of(scope, way[-1], year, month)
    nodes = subtree_queries.organizations(way[-1], year, years.keys())
    unknown = subtree_queries.Year()
    rows = [
        YearRow(n.organization_id, n.code, n.name, years.get(n.organization_id, unknown).cells)
        for n in nodes
    ]
    return View(
        way=way,
        year=year,
        first_year=min(first_year or year, year),
        month=month,
        numbers=numbers,
        rows=rules.worst_first(rows, month),
        without_thematic=frozenset(
            n.organization_id for n in nodes if years.get(n.organization_id, unknown).lacks_thematic
        ),
        may_open=frozenset(
            n.organization_id for n in nodes if n.path.startswith(scope.organization.path)
        ),
    )


@dataclass(frozen=True)
class Persons:
    """Figures about persons of one month, behind the rule of three."""

    way: list[Node]
    month: date
    #: Of the organization at the end of the way.
    total: Shown
    #: Of those right below it that have any.
    rows: list[tuple[Node, Shown]]


def persons(
    scope: Scope, year: int, *, today: date | None = None, code: str | None = None
) -> Persons:
    """What a superior is shown of weaknesses and commendations in a month.

    Raises NotVisible for an organization that does not lie below.
    """
    month = rules.shown_month(year, today or clock.today())
    way = subtree_queries.way_down(scope, code)
    if way[0].kind.meets:
        numbers, _ = subtree_queries.numbers(scope, way[0], month)
        return Persons(way, month, _own_persons(numbers), [])
    beside = subtree_queries.beside_the_way(scope, way, month)
    nodes = subtree_queries.organizations(way[-1], year, ())
    total, below = _persons(way, nodes, beside)
    rows = [(node, below.get(node.organization_id, {})) for node in nodes]
    # A row of noughts is left out; something hidden is none.
    rows = [row for row in rows if any(value != 0 for value in row[1].values())]
    return Persons(way, month, total, rows)


def _persons(
    way: list[Node], nodes: list[Node], beside: list[Any]
) -> tuple[Shown, dict[int, Shown]]:
    """Figures about persons behind the rule of three, of the last of a way and of those below."""
    values = {(row.parent_id, row.organization_id, row.measure): row.value for row in beside}
    above = [node.organization_id for node in way if not node.kind.meets]
    total: Shown = {}
    below: dict[int, Shown] = {node.organization_id: {} for node in nodes}
    for measure in PERSON_NEAR:
        levels = [_behind(values, parent, measure) for parent in above]
        total_hidden, hidden = hiding.hide_along(levels, above)
        for organization_id, shown in below.items():
            value = values.get((above[-1], organization_id, measure), 0)
            shown[measure] = None if organization_id in hidden else value
        summed = sum(v for (p, _, m), v in values.items() if p == above[-1] and m is measure)
        total[measure] = None if total_hidden else summed
    if way[-1].kind.meets:
        return below[way[-1].organization_id], {}
    return total, below


def _behind(
    values: dict[tuple[int, int, Measure], int], parent: int, measure: Measure
) -> dict[int, int]:
    """How many persons stand behind a figure, by organization; one where nobody counted them."""
    counter = DEFINITIONS[measure].persons or measure
    return {
        organization: values.get((parent, organization, counter), 1)
        for (under, organization, of) in values
        if under == parent and of is measure
    }


def _own_persons(numbers: Figures) -> Shown:
    """What everybody above a unit is shown of its figures about persons, at most."""
    return {
        measure: None
        if hiding.is_small(numbers.get(DEFINITIONS[measure].persons or measure, 0))
        else numbers.get(measure, 0)
        for measure in PERSON_NEAR
    }


def of_branch(scope: Scope, year: int) -> dict[date, dict[Measure, int]]:
    """A branch's own figures of a year and of the year before, by month."""
    query = select(MonthlyFact.month, MonthlyFact.measure, MonthlyFact.value).where(
        tenancy.within(scope, MonthlyFact),
        MonthlyFact.month.between(date(year - 1, 1, 1), date(year, 12, 1)),
    )
    found: dict[date, dict[Measure, int]] = {}
    for month, measure, value in db.session.execute(query):
        found.setdefault(month, {})[measure] = value
    return found
