"""The selects behind a superior's page: each looks only at or below the scope's organization.

Figures come from `monthly_facts` and names from the tree; no other table is read.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BIGINT, ColumnElement, Integer, String, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.organizations import tree
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.rollups import rules
from webapp.rollups.measures import DEFINITIONS, HEAT, PERSON_NEAR, Measure
from webapp.rollups.models import MonthlyFact
from webapp.rollups.rules import EMPTY, Cell

_PLACE_IN_HEAT = {measure.value: place for place, measure in enumerate(HEAT)}
#: The measures that count the persons behind the figures about persons.
_PERSONS = tuple(p for m in PERSON_NEAR if (p := DEFINITIONS[m].persons))


@dataclass(frozen=True)
class Node:
    """An organization at or below the place somebody looks from."""

    organization_id: int
    code: str
    name: str
    kind: OrganizationKind
    path: str


@dataclass(frozen=True)
class Year:
    """Twelve months of one organization, and whether its quarter has had a thematic session."""

    cells: tuple[Cell, ...] = (EMPTY,) * 12
    has_thematic: bool = False


_NODE = (
    Organization.id,
    Organization.code,
    Organization.name,
    Organization.kind,
    Organization.path,
)


def way_down(scope: Scope, code: str | None) -> list[Node]:
    """The organizations from one's own down to the one with this code.

    Raises NotVisible when it does not lie below.
    """
    here = scope.organization
    if code is None or code == here.code:
        return [Node(here.id, here.code, here.name, here.kind, here.path)]
    if not code.isprintable():
        raise NotVisible("page.not_found")
    target = aliased(Organization)
    on_path = func.string_to_array(func.rtrim(target.path, "/"), "/")
    query = (
        select(*_NODE)
        .join(target, Organization.id == func.any(cast(on_path, ARRAY(BIGINT))))
        .where(target.code == code, below(scope, target.path), below(scope, Organization.path))
        .order_by(func.length(Organization.path))
    )
    nodes = [Node(*row) for row in db.session.execute(query)]
    if not nodes:
        raise NotVisible("page.not_found")
    return nodes


def below(scope: Scope, path: Any) -> ColumnElement[bool]:
    """Whether a path lies at or below the organization of the scope."""
    first, beyond = tree.subtree_range(scope.organization.path)
    return and_(path >= first, path < beyond)


def numbers(scope: Scope, node: Node, month: date) -> tuple[dict[Measure, int], int | None]:
    """Every figure of one organization and month, and the first year it has figures of."""
    own = tenancy.within(node, MonthlyFact)
    first = select(func.min(MonthlyFact.month)).where(own).scalar_subquery()
    query = select(MonthlyFact.measure, MonthlyFact.value, first).where(
        own, below(scope, MonthlyFact.path), MonthlyFact.month == month
    )
    rows = db.session.execute(query).all()
    return {row[0]: row[1] for row in rows}, rows[0][2].year if rows else None


def year_of(scope: Scope, node: Node, year: int, month: date) -> dict[int, Year]:
    """The months of every organization that stood right below one, or of a unit itself.

    One row for each organization, its figures in lists: there may be thousands of them.
    """
    whose = (
        tenancy.within(node, MonthlyFact)
        if node.kind.meets
        else MonthlyFact.parent_id == node.organization_id
    )
    query = (
        select(
            MonthlyFact.organization_id,
            func.array_agg(cast(func.extract("month", MonthlyFact.month), Integer)),
            func.array_agg(cast(MonthlyFact.measure, String)),
            func.array_agg(MonthlyFact.value),
        )
        .where(
            whose,
            below(scope, MonthlyFact.path),
            MonthlyFact.measure.in_((*HEAT, Measure.THEMATIC_IN_QUARTER)),
            MonthlyFact.month.between(date(year, 1, 1), date(year, 12, 1)),
            MonthlyFact.value > 0,
        )
        .group_by(MonthlyFact.organization_id)
    )
    rows = db.session.execute(query)
    return {row[0]: _year(month.month, zip(*row[1:], strict=True)) for row in rows}


def _year(shown: int, figures: Iterable[tuple[int, str, int]]) -> Year:
    counted = [[0] * len(HEAT) for _ in range(12)]
    has_thematic = False
    for month, measure, value in figures:
        place = _PLACE_IN_HEAT.get(measure)
        if place is not None:
            counted[month - 1][place] = value
        elif month == shown:
            has_thematic = True
    return Year(tuple(rules.cell(*of_month) for of_month in counted), has_thematic)


def organizations(node: Node, year: int, with_figures: Collection[int]) -> list[Node]:
    """The organizations right below one in a year: those there now, and those counted there."""
    if node.kind.meets:
        return [node]
    stands = and_(
        Organization.parent_id == node.organization_id,
        Organization.opened_on <= date(year, 12, 31),
        or_(Organization.closed_on.is_(None), Organization.closed_on >= date(year, 1, 1)),
    )
    query = select(*_NODE).where(or_(stands, Organization.id.in_(with_figures)))
    return [Node(*row) for row in db.session.execute(query.order_by(Organization.path))]


def beside_the_way(scope: Scope, way: list[Node], month: date) -> list[Any]:
    """Figures about persons of everything right below each step of a way."""
    parents = [node.organization_id for node in way if not node.kind.meets]
    measures = {*PERSON_NEAR, *_PERSONS}
    query = select(
        MonthlyFact.parent_id, MonthlyFact.organization_id, MonthlyFact.measure, MonthlyFact.value
    ).where(
        MonthlyFact.parent_id.in_(parents),
        below(scope, MonthlyFact.path),
        MonthlyFact.measure.in_(measures),
        MonthlyFact.month == month,
        MonthlyFact.value > 0,
    )
    return list(db.session.execute(query))
