"""Who holds an office above a unit, and how such a person comes to belong to the unit.

Whoever leads above moves, merges and opens units below. So nobody with an office above is taken in
by an act of somebody above: the unit's own chair does it, and everybody in the unit is told.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import BIGINT, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from webapp.accounts import places, queries, rules
from webapp.accounts.models import Membership
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.organizations import tree
from webapp.organizations.models import Organization


def offices_above(account_ids: Collection[int], day: date) -> dict[int, str]:
    """Of some accounts, those with an office above the organization that is entered.

    By account the name of the nearest organization; an office that ended lately still counts. The
    database answers for the organization entered and for no other.
    """
    if not account_ids:
        return {}
    since = day - rules.OFFICE_ABOVE_LINGERS
    found = func.app.offices_above(cast(list(account_ids), ARRAY(BIGINT)), since).table_valued(
        column("account_id", BIGINT), column("organization_id", BIGINT)
    )
    query = (
        select(found.c.account_id, Organization.name)
        .join(Organization, Organization.id == found.c.organization_id)
        .order_by(func.length(Organization.path), Organization.id)
    )
    return {row.account_id: row.name for row in db.session.execute(query)}


def office_above(scope: Scope, account_id: int | None, day: date) -> str | None:
    """Where above this unit an account holds an office, by name; none for a superior itself."""
    if account_id is None or not scope.organization.meets:
        return None
    return offices_above([account_id], day).get(account_id)


def admit(scope: Scope, member: Membership, account_id: int | None, day: date) -> None:
    """Let somebody with an office above belong to the unit, openly; others pass unheard.

    Raises RuleBroken where it is not the unit's own chair who does so.
    """
    name = office_above(scope, account_id, day)
    if name is None:
        return
    is_own_chair = scope.member_id is not None and Role.CHAIR in scope.roles
    if not is_own_chair or scope.member_id == member.id:
        raise RuleBroken("above.chair_only", above=name)
    event = AuditEvent.OFFICE_HOLDER_ADMITTED
    audit.record(scope, event, member, member_id=member.id, above=name)


def refuse_two_seats(
    scope: Scope, account_id: int | None, roles: Collection[Role], day: date
) -> None:
    """An office above and the chair's seat below are not in one hand.

    Looked at when either is given, and when the account becomes known. Raises RuleBroken.
    """
    if account_id is None or not roles:
        return
    if Role.CHAIR in roles:
        name = office_above(scope, account_id, day)
        if name is not None:
            raise RuleBroken("above.chair_below", field="role", above=name)
    if scope.organization.meets:
        return
    for unit, held in _units_below(scope, account_id, day):
        if Role.CHAIR in held:
            raise RuleBroken("above.chairs_below", field="role", unit=unit.name)


def tell_below(scope: Scope, account_id: int | None, from_on: date, day: date) -> None:
    """Each unit below to which somebody belongs learns that they were given an office above."""
    if account_id is None or scope.organization.meets:
        return
    units = _units_below(scope, account_id, day)
    if units:
        audit.hold_trails(scope.organization_id, *(unit.id for unit, _held in units))
    for unit, _held in units:
        with tenancy.elsewhere(unit.id):
            record_in(scope, unit.id, account_id, scope.organization.name, from_on)


def record_in(scope: Scope, unit_id: int, account_id: int, above: str, from_on: date) -> None:
    """Write into a unit's trail that a member holds an office above, and by whose act.

    The caller has entered the unit.
    """
    inside = queries.task_scope(unit_id)
    if inside is None:
        return
    own = tenancy.own(inside, Membership).where(Membership.account_id == account_id)
    member = db.session.scalar(own)
    if member is not None:
        event, day = AuditEvent.OFFICE_ABOVE_GIVEN, from_on.isoformat()
        acting = replace(inside, by=scope.outside)
        audit.record(acting, event, member, member_id=member.id, above=above, from_on=day)


def _units_below(
    scope: Scope, account_id: int, day: date
) -> list[tuple[Organization, frozenset[Role]]]:
    """The units below that an account belongs to, each with the offices held in it."""
    own = {place.organization_id: place for place in places.places_of_account(account_id, day)}
    query = select(Organization).where(Organization.id.in_(list(own))).order_by(Organization.id)
    here = scope.organization.path
    return [
        (unit, own[unit.id].roles)
        for unit in db.session.scalars(query)
        if unit.kind.meets and tree.is_above(here, unit.path)
    ]
