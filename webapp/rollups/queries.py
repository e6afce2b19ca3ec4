"""Figures as pages read them: a branch's own two years, and a superior's view of what is below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.rollups import hiding, rules, sight
from webapp.rollups.measures import DEFINITIONS, PERSON_NEAR, Measure
from webapp.rollups.models import MonthlyFact
from webapp.rollups.rules import EMPTY, Attention, Figures, YearRow
from webapp.rollups.sight import Node

#: A figure, or none where it is hidden.
Shown = dict[Measure, int | None]


@dataclass(frozen=True)
class View:
    """Everything a superior sees of one organization and a year."""

    #: From the place one looks from to the organization shown.
    way: list[Node]
    year: int
    first_year: int
    month: date
    numbers: Figures
    #: The organizations right below, worst first; a unit alone for itself.
    rows: list[YearRow]
    #: Figures about persons: of the organization shown, and by identifier of those below.
    persons: Shown
    persons_below: dict[int, Shown]
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
        return rules.quarter_of(self.month)

    @property
    def thematic_missing(self) -> int:
        """How many units of the whole subtree have held no thematic session in the quarter."""
        held = self.numbers.get(Measure.THEMATIC_IN_QUARTER, 0)
        return max(0, self.numbers.get(Measure.UNITS, 0) - held)

    @property
    def needs_attention(self) -> list[tuple[YearRow, list[Attention]]]:
        """Organizations somebody should look at, with the reasons; worst first."""
        found = [(row, self._reasons(row)) for row in self.rows]
        return [(row, reasons) for row, reasons in found if reasons]

    def _reasons(self, row: YearRow) -> list[Attention]:
        return rules.attention(
            row,
            self.month,
            thematic_missing=row.organization_id in self.without_thematic,
            quarter_ends=rules.is_quarter_end(self.month),
        )


def overview(
    scope: Scope, year: int, *, today: date | None = None, code: str | None = None
) -> View:
    """What a superior sees of a year: of everything below, or of one organization down there.

    Raises NotVisible for an organization that does not lie below.
    """
    month = rules.shown_month(year, today or clock.today())
    way = sight.way_down(scope, code)
    numbers, first_year = sight.numbers(scope, way[-1], month)
    cells = sight.cells(scope, way[-1], year)
    nodes = sight.organizations(way[-1], year, cells.keys())
    beside = sight.beside_the_way(scope, way, month)
    persons, persons_below = _persons(way, nodes, beside, numbers)
    rows = [
        YearRow(n.organization_id, n.code, n.name, tuple(cells.get(n.organization_id, _NOTHING)))
        for n in nodes
    ]
    return View(
        way=way,
        year=year,
        first_year=min(first_year or year, year),
        month=month,
        numbers=numbers,
        rows=rules.worst_first(rows, month),
        persons=persons,
        persons_below=persons_below,
        without_thematic=_without_thematic(nodes, numbers, beside, way[-1]),
        may_open=frozenset(
            n.organization_id for n in nodes if n.path.startswith(scope.organization.path)
        ),
    )


_NOTHING = [EMPTY] * 12


def _persons(
    way: list[Node], nodes: list[Node], beside: list[Any], numbers: Figures
) -> tuple[Shown, dict[int, Shown]]:
    """Figures about persons behind the rule of three, of the last of a way and of those below."""
    if way[0].kind.meets:
        return _own_persons(numbers), {}
    values = {(row.parent_id, row.organization_id, row.measure): row.value for row in beside}
    above = [node.organization_id for node in way if not node.kind.meets]
    total: Shown = {}
    below: dict[int, Shown] = {node.organization_id: {} for node in nodes}
    for measure in PERSON_NEAR:
        behind = DEFINITIONS[measure].persons
        levels = [
            {o: v for (p, o, m), v in values.items() if p == parent and m is behind}
            for parent in above
        ]
        total_hidden, hidden = hiding.hide_along(levels, above)
        for organization_id, shown in below.items():
            value = values.get((above[-1], organization_id, measure), 0)
            shown[measure] = None if organization_id in hidden else value
        summed = sum(v for (p, _, m), v in values.items() if p == above[-1] and m is measure)
        total[measure] = None if total_hidden else summed
    if way[-1].kind.meets:
        return below[way[-1].organization_id], {}
    return total, below


def _own_persons(numbers: Figures) -> Shown:
    """What everybody above a unit is shown of its figures about persons, at most."""
    return {
        measure: None
        if hiding.is_small(numbers.get(DEFINITIONS[measure].persons or measure, 0))
        else numbers.get(measure, 0)
        for measure in PERSON_NEAR
    }


def _without_thematic(
    nodes: Iterable[Node], numbers: Figures, beside: list[Any], node: Node
) -> frozenset[int]:
    if node.kind.meets:
        is_held = numbers.get(Measure.THEMATIC_IN_QUARTER, 0)
        return frozenset() if is_held else frozenset({node.organization_id})
    held = {row.organization_id for row in beside if row.measure is Measure.THEMATIC_IN_QUARTER}
    return frozenset(n.organization_id for n in nodes) - held


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
