"""Who holds an office above a unit, and how such a person comes to belong to the unit.

Leaders above move, merge and open units below. So only the unit's own chair, and nobody above,
takes in somebody with an office above, and everybody in the unit is told.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import BIGINT, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from webapp.accounts import queries, rules, visible_since
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import own_organizations
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.core.tenancy import TenantScope
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
    accounts = cast(list(account_ids), ARRAY(BIGINT))
    found = func.app.offices_above(accounts, since, day).table_valued(
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
    """Admit somebody with an office above to the unit and tell its members; do nothing for others.

    Raises RuleBroken unless the unit's own chair does so.
    """
    name = office_above(scope, account_id, day)
    if name is None:
        return
    is_own_chair = scope.member_id is not None and Role.CHAIR in scope.roles
    if not is_own_chair or scope.member_id == member.id:
        raise RuleBroken("above.chair_only", above=name)
    let_in(scope, member, name, day)


def let_in(scope: Scope, member: Membership, name: str, day: date) -> None:
    """Record that somebody from above belongs to the unit; they don't see the past."""
    member.sees_since = visible_since.first_day(scope, day)
    event = AuditEvent.OFFICE_HOLDER_ADMITTED
    audit.record(scope, event, member, member_id=member.id, above=name)


def agree(scope: Scope, member: Membership, *, today: date) -> None:
    """Say for the unit that a member may hold an office above and chair the unit.

    Somebody else then gives the office within `rules.AGREED_FOR`. Raises NotVisible outside the
    committee and for the member's own, RuleBroken for a speaker with an office above.
    """
    require(Permission.TWO_SEATS_AGREE, scope)
    if member.id == scope.member_id or member.account_id is None:
        raise NotVisible
    if office_above(scope, scope.account_id, today) is not None:
        raise RuleBroken("above.not_yours")
    member.two_seats_by, member.two_seats_on = scope.member_id, today
    audit.record(scope, AuditEvent.TWO_SEATS_AGREED, member, member_id=member.id)


def refuse_two_seats(
    scope: Scope,
    account_id: int | None,
    roles: Collection[Role],
    day: date,
    *,
    is_confirmed: bool = False,
) -> None:
    """One person gets an office above and the chair's seat below only if two persons decide so.

    Checked when either is given, and when the account becomes known. With `is_confirmed` a second
    person of this unit has agreed already. Raises RuleBroken.
    """
    if account_id is None or not roles:
        return
    if Role.CHAIR in roles and not is_confirmed:
        name = office_above(scope, account_id, day)
        if name is not None and not (scope.member_id and _agreed(scope, account_id, scope, day)):
            raise RuleBroken("above.chair_below", field="role", above=name)
    if scope.organization.meets:
        return
    for unit, held in _units_below(scope, account_id, day):
        if Role.CHAIR in held and not _agreed_in(unit.id, account_id, scope, day):
            raise RuleBroken("above.chairs_below", field="role", unit=unit.name)


def _agreed_in(unit_id: int, account_id: int, giver: Scope, day: date) -> bool:
    """Whether a unit below has agreed; nothing else is read there."""
    inside = queries.task_scope(unit_id)
    if inside is None:
        return False
    with tenancy.elsewhere(unit_id):
        return _agreed(inside, account_id, giver, day)


def _agreed(inside: TenantScope, account_id: int, giver: Scope, day: date) -> bool:
    """Whether somebody of the unit who is not the giver agreed lately."""
    speaker = aliased(Membership)
    query = (
        select(Membership.id)
        .join(speaker, tenancy.refers_to(Membership.two_seats_by, speaker))
        .where(
            tenancy.within(inside, Membership, speaker),
            Membership.account_id == account_id,
            Membership.two_seats_on >= day - rules.AGREED_FOR,
            speaker.account_id.is_distinct_from(giver.account_id),
            speaker.account_id.is_distinct_from(account_id),
        )
    )
    return db.session.scalar(query.limit(1)) is not None


def tell_below(scope: Scope, account_id: int | None, from_on: date, day: date) -> None:
    """Each unit below to which somebody belongs learns that they were given an office above."""
    if account_id is None or scope.organization.meets:
        return
    units = _units_below(scope, account_id, day)
    if units:
        audit.lock_trails(scope.organization_id, *(unit.id for unit, _held in units))
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
    own = tenancy.rows_of(inside, Membership).where(Membership.account_id == account_id)
    member = db.session.scalar(own)
    if member is not None:
        event, day = AuditEvent.OFFICE_ABOVE_GIVEN, from_on.isoformat()
        acting = replace(inside, by=scope.outside)
        audit.record(acting, event, member, member_id=member.id, above=above, from_on=day)


def _units_below(
    scope: Scope, account_id: int, day: date
) -> list[tuple[Organization, frozenset[Role]]]:
    """The units below that an account belongs to, each with the offices held in it."""
    own = {
        organization.organization_id: organization
        for organization in own_organizations.organizations_of_account(account_id, day)
    }
    query = select(Organization).where(Organization.id.in_(list(own))).order_by(Organization.id)
    here = scope.organization.path
    return [
        (unit, own[unit.id].roles)
        for unit in db.session.scalars(query)
        if unit.kind.meets and tree.is_above(here, unit.path)
    ]
