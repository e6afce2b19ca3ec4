"""Acts on dated offices: granting, ending, and never without a chair."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from webapp.accounts import rules
from webapp.accounts.invitations import inviting
from webapp.accounts.members import offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Membership, RoleGrant
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import InvitationKind, Role
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import sessions
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.organizations.models import Organization

_ONE_DAY = timedelta(days=1)


def grant_role(
    scope: Scope,
    member: Membership,
    role: Role,
    *,
    from_on: date,
    until_on: date | None,
    now: datetime,
) -> RoleGrant:
    """Give a member an office for a term; they sign in again with what it opens to them.

    Raises RuleBroken, and NotVisible for anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    _refuse_grant(scope, member, role, from_on, until_on, clock.day_of(now))
    return keep_grant(scope, member, role, from_on=from_on, until_on=until_on)


def keep_grant(
    scope: Scope,
    member: Membership,
    role: Role,
    *,
    from_on: date,
    until_on: date | None,
    is_confirmed: bool = False,
) -> RoleGrant:
    """Write an office down, and close the member's sign-ins and the links others hold for them.

    Every way to an office comes here. Raises RuleBroken for the account of an operator, and for an
    office above and the chair's seat below in one hand, unless a second person of the unit spoke.
    """
    today = clock.today()
    if member.account_id is not None:
        refuse_operator(db.session.get_one(Account, member.account_id), field="role")
    offices_above.refuse_two_seats(
        scope, member.account_id, [role], today, is_confirmed=is_confirmed
    )
    here = scope.organization_id
    grant = RoleGrant(
        organization_id=here, member_id=member.id, role=role, from_on=from_on, until_on=until_on
    )
    db.session.add(grant)
    db.session.flush()
    sessions.end_all(member.account_id)
    inviting.end_links_of_others(scope, member, now=clock.now())
    term = {"from_on": from_on.isoformat(), "until_on": until_on and until_on.isoformat()}
    audit.record(scope, AuditEvent.ROLE_GRANTED, grant, member_id=member.id, role=role, **term)
    offices_above.tell_below(scope, member.account_id, from_on, today)
    return grant


def refuse_operator(account: Account, *, field: str) -> None:
    """Whoever runs the service belongs to no organization and holds no office in one.

    Raises RuleBroken.
    """
    if account.is_operator:
        raise RuleBroken("operator.no_member", field=field)


def _refuse_grant(
    scope: Scope,
    member: Membership,
    role: Role,
    from_on: date,
    until_on: date | None,
    today: date,
) -> None:
    rules.refuse_day(from_on, joined_on=member.joined_on, today=today)
    rules.refuse_term(from_on, until_on)
    if role not in rules.offices_of(meets=scope.organization.meets):
        raise RuleBroken("role.not_here", field="role")
    if not roster.is_active_on(scope, member.id, from_on):
        raise RuleBroken("role.not_active", field="role")
    if roster.holds_role(scope, member.id, role, from_on, until_on):
        raise RuleBroken("role.already_held", field="role", role=role)


def end_role(
    scope: Scope, member: Membership, grant: RoleGrant, *, from_on: date, now: datetime
) -> None:
    """A member no longer holds an office from a day on; it stops opening doors at once.

    Raises RuleBroken, and NotVisible for anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    today = clock.day_of(now)
    rules.refuse_day(from_on, joined_on=member.joined_on, today=today)
    if grant.until_on is not None and grant.until_on < from_on:
        raise RuleBroken("role.ended_already", field="from_on")
    if grant.role is Role.CHAIR:
        refuse_without_chair(scope, from_on, ending=grant.id)
    _end(scope, grant, from_on)
    sessions.end_all(member.account_id)


def end_all_of(scope: Scope, member: Membership, from_on: date) -> None:
    """A member who leaves holds no office any longer."""
    for grant in roster.grants_of(scope, member.id):
        if grant.until_on is None or grant.until_on >= from_on:
            _end(scope, grant, from_on)


def vacate(scope: Scope, day: date, *, now: datetime) -> None:
    """Whoever chairs in name only, or beyond their term, chairs no longer from a day on.

    Links to the seat that still wait end with it, and so do their sign-ins.
    """
    for member_id in roster.chairs_on(scope, day).values():
        sessions.end_all(roster.get_member(scope, member_id).account_id)
    held = tenancy.rows_of(scope, RoleGrant).where(
        RoleGrant.role == Role.CHAIR, or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day)
    )
    for grant in db.session.scalars(held.order_by(RoleGrant.id)).all():
        member = roster.get_member(scope, grant.member_id)
        _end(scope, grant, day)
        inviting.end_links(scope, member, now, InvitationKind.JOIN)


def _end(scope: Scope, grant: RoleGrant, from_on: date) -> None:
    # An office that ends on the day it began was held on no day: its end lies before its start.
    grant.until_on = max(from_on, grant.from_on) - _ONE_DAY
    audit.record(
        scope,
        AuditEvent.ROLE_ENDED,
        grant,
        member_id=grant.member_id,
        role=grant.role,
        from_on=from_on.isoformat(),
    )


def refuse_without_chair(
    scope: Scope, day: date, *, leaving: int | None = None, ending: int | None = None
) -> None:
    """Somebody else who can sign in chairs from a day on, without this member or grant.

    Raises RuleBroken.
    """
    _lock(scope)
    chairs = roster.chairs_on(scope, day)
    if leaving is not None and leaving not in chairs.values():
        return
    able = roster.chairs_on(scope, day, with_account=True)
    left = [g for g, member in able.items() if g != ending and member != leaving]
    rules.refuse_without_chair([Role.CHAIR for _ in left])


def refuse_left_without_chair(scope: Scope, day: date) -> None:
    """Somebody who can sign in chairs on a day, as things are written down now.

    Raises RuleBroken.
    """
    _lock(scope)
    able = roster.chairs_on(scope, day, with_account=True)
    rules.refuse_without_chair([Role.CHAIR for _ in able])


def _lock(scope: Scope) -> None:
    # Two chairs who end each other at once must not both succeed.
    here = select(Organization.id).where(Organization.id == scope.organization_id)
    db.session.execute(here.with_for_update())
