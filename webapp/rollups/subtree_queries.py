"""The selects behind a superior's page: each looks only at or below the scope's organization.

Figures come from `monthly_facts` and names from the tree; no other table is read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BIGINT, ColumnElement, and_, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from webapp.accounts.scope import Scope
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.organizations import name_history, tree
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.rollups import rules, statements
from webapp.rollups.measures import HEAT, Measure
from webapp.rollups.rules import EMPTY, Cell


@dataclass(frozen=True)
class Node:
    """An organization at or below that of the viewer."""

    organization_id: int
    code: str
    name: str
    kind: OrganizationKind
    path: str
    former_names: Sequence[Mapping[str, str]] = ()

    def on(self, day: date) -> "Node":
        """The same under the name it had on a day: older figures keep the older name."""
        if not self.former_names:
            return self
        return replace(
            self, name=name_history.name_on(day, name_history.read(self.former_names), self.name)
        )


@dataclass(frozen=True)
class Year:
    """Twelve months of one organization, and whether its quarter lacks a thematic session.

    A unit that did not work in the month shown, being closed by then, lacks nothing.
    """

    cells: tuple[Cell, ...] = (EMPTY,) * 12
    lacks_thematic: bool = False


def way_down(scope: Scope, code: str | None) -> list[Node]:
    """The organizations from one's own down to the one with this code.

    Raises NotVisible when it does not lie below.
    """
    here = scope.organization
    if code is None or code == here.code:
        stored = [one.kept() for one in here.former_names]
        return [Node(here.id, here.code, here.name, here.kind, here.path, stored)]
    if not code.isprintable():
        raise NotVisible
    target = aliased(Organization)
    on_path = func.string_to_array(func.rtrim(target.path, "/"), "/")
    query = (
        select(*statements.NODE)
        .join(target, Organization.id == func.any(cast(on_path, ARRAY(BIGINT))))
        .where(target.code == code, below(scope, target.path), below(scope, Organization.path))
        .order_by(func.length(Organization.path))
    )
    nodes = [Node(*row) for row in db.session.execute(query)]
    if not nodes:
        raise NotVisible
    return nodes


def below(scope: Scope, path: Any) -> ColumnElement[bool]:
    """Whether a path lies at or below the organization of the scope."""
    first, beyond = tree.subtree_range(scope.organization.path)
    return and_(path >= first, path < beyond)


def numbers(scope: Scope, node: Node, month: date) -> tuple[dict[Measure, int], int | None]:
    """Every figure of one organization and month, and the first year it has figures of."""
    rows = statements.own_figures.rows(node, month=month, **_reach(scope)).all()
    return {row[0]: row[1] for row in rows}, rows[0][2].year if rows else None


def _reach(scope: Scope) -> dict[str, str]:
    """What of the figures lies at or below the organization of the scope, or lay there once."""
    first, beyond = tree.subtree_range(scope.organization.path)
    return {"first": first, "beyond": beyond, "here": f"/{scope.organization_id}/"}


def year_of(scope: Scope, node: Node, year: int, month: date) -> dict[int, Year]:
    """The months of every organization that stood right below one, or of a unit itself."""
    january, december, reach = date(year, 1, 1), date(year, 12, 1), _reach(scope)
    if node.kind.meets:
        rows = statements.year_of_unit.rows(node, january=january, december=december, **reach)
    else:
        rows = statements.year_below.rows(
            parent_id=node.organization_id, january=january, december=december, **reach
        )
    width = len(statements.IN_YEAR)
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0] * (12 * width))
    for measure, counted_on, organization_ids, values in rows:
        position = (counted_on.month - 1) * width + statements.IN_YEAR.index(measure)
        for organization_id, value in zip(organization_ids, values, strict=True):
            found[organization_id][position] = value
    return {one: _year(counted, width, month.month) for one, counted in found.items()}


def _year(counted: list[int], width: int, shown: int) -> Year:
    by_measure = (counted[position::width] for position in range(len(HEAT)))
    units, held = counted[shown * width - 2 : shown * width]
    return Year(tuple(map(rules.cell, *by_measure)), bool(units) and not held)


def organizations(node: Node, year: int, with_figures: Collection[int]) -> list[Node]:
    """The organizations right below one in a year: those there now, and those counted there."""
    december = date(year, 12, 31)
    if node.kind.meets:
        return [node.on(december)]
    rows = statements.stood_below.rows(
        parent_id=node.organization_id,
        january=date(year, 1, 1),
        december=december,
        counted=list(with_figures),
    )
    return [Node(*row).on(december) for row in rows]


def beside_the_way(scope: Scope, way: list[Node], month: date) -> list[Any]:
    """Figures about persons of everything right below each step of a way."""
    parents = [node.organization_id for node in way if not node.kind.meets]
    return list(statements.persons.rows(parents=parents, month=month, **_reach(scope)))
