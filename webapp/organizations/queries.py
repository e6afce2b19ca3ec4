"""Organizations by code, their way from the root, and the list of all for the operator."""

from sqlalchemy import ColumnElement, func, or_, select, true

from webapp.core.db import db
from webapp.core.errors import seen
from webapp.organizations.models import Organization
from webapp.organizations.settings import Level
from webapp.organizations.tree import ids_in, subtree_range


def get_by_id(organization_id: int, *, for_change: bool = False) -> Organization:
    """One organization, locked until the end of the transaction if it is to be changed.

    Raises NotVisible.
    """
    query = select(Organization).where(Organization.id == organization_id)
    found = db.session.scalar(query.with_for_update() if for_change else query)
    return seen(found)


def by_code(code: str) -> Organization | None:
    """The organization with a code, or none."""
    return db.session.scalar(select(Organization).where(Organization.code == code))


def levels_of(path: str) -> list[Level]:
    """The organizations on a path with their choices, the root first."""
    query = select(Organization.name, Organization.settings).where(
        Organization.id.in_(ids_in(path))
    )
    rows = db.session.execute(query.order_by(func.length(Organization.path)))
    return [Level(row.name, row.settings) for row in rows]


def all_ids() -> list[int]:
    """Every organization, also those that are closed or suspended."""
    return list(db.session.scalars(select(Organization.id)))


def count_found(search: str) -> int:
    """How many organizations a search of the operator finds."""
    query = select(func.count()).select_from(Organization).where(_matches(search))
    return db.session.scalar(query) or 0


def found(search: str, *, offset: int, size: int) -> list[Organization]:
    """One page of all organizations, each below its superior."""
    query = select(Organization).where(_matches(search)).order_by(Organization.path)
    return list(db.session.scalars(query.offset(offset).limit(size)))


def _matches(search: str) -> ColumnElement[bool]:
    if not search:
        return true()
    return or_(
        Organization.name.icontains(search, autoescape=True),
        Organization.code.contains(search.lower(), autoescape=True),
    )


def superiors() -> list[Organization]:
    """The organizations that may have others below them."""
    query = select(Organization).where(
        Organization.kind == "committee", Organization.closed_on.is_(None)
    )
    return list(db.session.scalars(query.order_by(Organization.path)))


def overridden_below(path: str) -> dict[str, int]:
    """For each setting, how many organizations below one at work have a value of their own."""
    first, beyond = subtree_range(path)
    name = func.jsonb_object_keys(Organization.settings).label("name")
    own = (
        select(name)
        .where(
            Organization.path > first,
            Organization.path < beyond,
            Organization.closed_on.is_(None),
        )
        .subquery()
    )
    counted = select(own.c.name, func.count()).group_by(own.c.name)
    return {row[0]: row[1] for row in db.session.execute(counted)}
