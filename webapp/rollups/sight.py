"""The selects behind a superior's page: each looks only at or below the scope's organization.

Figures come from `monthly_facts` and names from the tree; no other table is read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BIGINT, ColumnElement, and_, cast, func, or_, select
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


def cells(scope: Scope, node: Node, year: int) -> dict[int, list[Cell]]:
    """The twelve months of every organization that stood right below one, or of a unit itself."""
    whose = (
        tenancy.within(node, MonthlyFact)
        if node.kind.meets
        else MonthlyFact.parent_id == node.organization_id
    )
    query = (
        select(MonthlyFact.organization_id, MonthlyFact.month, *(_value_of(m) for m in HEAT))
        .where(
            whose,
            below(scope, MonthlyFact.path),
            MonthlyFact.measure.in_(HEAT),
            MonthlyFact.month.between(date(year, 1, 1), date(year, 12, 1)),
            MonthlyFact.value > 0,
        )
        .group_by(MonthlyFact.organization_id, MonthlyFact.month)
    )
    found: dict[int, list[Cell]] = {}
    for organization_id, month, *counted in db.session.execute(query):
        twelve = found.setdefault(organization_id, [EMPTY] * 12)
        twelve[month.month - 1] = rules.cell(*counted)
    return found


def _value_of(measure: Measure) -> ColumnElement[int]:
    return func.coalesce(func.sum(MonthlyFact.value).filter(MonthlyFact.measure == measure), 0)


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
    """Figures about persons and thematic sessions of everything right below each step of a way."""
    parents = [node.organization_id for node in way if not node.kind.meets]
    measures = {*PERSON_NEAR, *_PERSONS, Measure.THEMATIC_IN_QUARTER}
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
