"""Units below a superior: the list, one of them, where they may go. Names and numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BIGINT,
    Boolean,
    ColumnElement,
    and_,
    cast,
    column,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from webapp.accounts.scope import Scope
from webapp.core.db import db
from webapp.core.errors import NotVisible, seen
from webapp.organizations import rules as organization_rules
from webapp.organizations import tree
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import Words, words_of
from webapp.plans import year_queries
from webapp.units import rules
from webapp.units.rules import Beginning, ChairState

#: A choice of units longer than this is no choice.
MOST_OFFERED = 500


@dataclass(frozen=True)
class UnitRow:
    """One unit below a superior, as the list shows it."""

    unit: Organization
    above: str
    chair: ChairState
    #: None once the first steps are taken or put aside.
    beginning: Beginning | None

    @property
    def words(self) -> Words:
        """What this kind of unit calls things."""
        return words_of(self.unit.kind)


def below(scope: Scope) -> ColumnElement[bool]:
    """Everything that stands below the organization of the scope, at any depth."""
    first, beyond = tree.subtree_range(scope.organization.path)
    return and_(Organization.path > first, Organization.path < beyond)


def get_below(scope: Scope, code: str, *, for_change: bool = False) -> Organization:
    """One unit below; what lies elsewhere looks as if it did not exist.

    Raises NotVisible.
    """
    query = select(Organization).where(Organization.code == code, below(scope))
    found = db.session.scalar(query.with_for_update() if for_change else query)
    return seen(found)


def get_superior(scope: Scope, code: str) -> Organization:
    """One's own organization, or a committee below it.

    Raises NotVisible.
    """
    if code in ("", scope.organization.code):
        return db.session.get_one(Organization, scope.organization_id)
    found = get_below(scope, code)
    if found.kind.meets:
        raise NotVisible
    return found


def _listed(scope: Scope, search: str, closed: bool) -> ColumnElement[bool]:
    state = Organization.closed_on.is_not(None) if closed else Organization.closed_on.is_(None)
    return and_(below(scope), state, _matches(search))


def _matches(search: str) -> ColumnElement[bool]:
    """By name as it is written, or by the code, which has no marks."""
    if not search:
        return true()
    code = organization_rules.propose_code(search)
    in_name = Organization.name.icontains(search, autoescape=True)
    if not code:
        return in_name
    return or_(in_name, Organization.code.contains(code, autoescape=True))


def count_listed(scope: Scope, *, search: str = "", closed: bool = False) -> int:
    """How many units the list has for a search."""
    query = select(func.count()).select_from(Organization)
    return db.session.scalar(query.where(_listed(scope, search, closed))) or 0


def listed(
    scope: Scope,
    now: datetime,
    today: date,
    *,
    search: str = "",
    closed: bool = False,
    offset: int = 0,
    size: int = 30,
) -> list[UnitRow]:
    """One page of the units, each after its superior; two queries for any length."""
    above = aliased(Organization)
    query = (
        select(Organization, above.name)
        .join(above, above.id == Organization.parent_id)
        .where(_listed(scope, search, closed))
        .order_by(Organization.path)
        .offset(offset)
        .limit(size)
    )
    return _rows(db.session.execute(query).all(), now, today)


def row_of(unit: Organization, now: datetime, today: date) -> UnitRow:
    """One unit as the list would show it."""
    query = select(Organization.name).where(Organization.id == unit.parent_id)
    return _rows([(unit, db.session.scalar(query) or "")], now, today)[0]


def _rows(found: Iterable[Any], now: datetime, today: date) -> list[UnitRow]:
    units = [(unit, above) for unit, above in found]
    far = _how_far([unit.id for unit, _above in units], now, today)
    return [_row(unit, above, far.get(unit.id)) for unit, above in units]


def _how_far(ids: list[int], now: datetime, today: date) -> dict[int, Any]:
    """Chairs and plans of several units below; the database answers for no others."""
    looked = func.app.units_below(cast(ids, ARRAY(BIGINT)), today, now).table_valued(
        column("organization_id", BIGINT),
        column("has_chair", Boolean),
        column("has_come", Boolean),
        column("is_invited", Boolean),
        column("has_plan", Boolean),
        column("is_acting", Boolean),
    )
    return {row.organization_id: row for row in db.session.execute(select(looked))} if ids else {}


def _row(unit: Organization, above: str, far: Any) -> UnitRow:
    flags = ("has_chair", "has_come", "is_invited", "is_acting")
    chair = rules.chair_state(**{name: bool(getattr(far, name, False)) for name in flags})
    begun = None
    if unit.is_new and unit.closed_on is None:
        has_plan = bool(far and far.has_plan)
        begun = rules.beginning(unit.settings, unit.member_count, has_plan=has_plan)
    return UnitRow(unit, above, chair, begun if begun and not begun.is_done else None)


def beginning(scope: Scope) -> Beginning:
    """How far one's own unit is with its first steps."""
    own = scope.organization
    has_plan = year_queries.is_begun(scope)
    return rules.beginning(own.own_choices, own.member_count, has_plan=has_plan)


def superiors(scope: Scope, *, but_not_in: Organization | None = None) -> list[Organization]:
    """The committees a unit may stand under: one's own and all below it that are open."""
    own = Organization.id == scope.organization_id
    wanted = and_(
        or_(own, below(scope)),
        Organization.kind == OrganizationKind.COMMITTEE,
        Organization.closed_on.is_(None),
    )
    found = db.session.scalars(
        select(Organization).where(wanted).order_by(Organization.path).limit(MOST_OFFERED)
    )
    if but_not_in is None:
        return list(found)
    within = but_not_in.path
    return [o for o in found if o.id != but_not_in.parent_id and not o.path.startswith(within)]


def may_take_in(scope: Scope, unit: Organization) -> list[Organization]:
    """The open units of the same kind below a superior, into which one may be merged."""
    query = select(Organization).where(
        below(scope),
        Organization.kind == unit.kind,
        Organization.closed_on.is_(None),
        Organization.id != unit.id,
    )
    # Those under the same superior first: they are meant nearly always.
    near = Organization.parent_id == unit.parent_id
    ordered = query.order_by(near.desc(), Organization.path).limit(MOST_OFFERED)
    return list(db.session.scalars(ordered))


def name_of(organization_id: int | None) -> str | None:
    """What an organization is called now."""
    query = select(Organization.name).where(Organization.id == organization_id)
    return db.session.scalar(query) if organization_id else None
