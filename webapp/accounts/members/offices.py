"""Acts on dated offices: granting and ending; an organization always has a chair."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, true

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
    beside_chair: bool = True,
    now: datetime,
) -> RoleGrant:
    """Give a member an office for a term; they sign in again with what it opens to them.

    Whether somebody may chair beside another is asked where that is not answered yet. Raises
    RuleBroken, and NotVisible for anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    rules.refuse_day(from_on, joined_on=member.joined_on, today=clock.day_of(now))
    rules.refuse_term(from_on, until_on)
    if role not in rules.offices_of(meets=scope.organization.meets):
        raise RuleBroken("role.not_here", field="role")
    if not roster.is_active_on(scope, member.id, from_on):
        raise RuleBroken("role.not_active", field="role")
    if roster.holds_role(scope, member.id, role, from_on, until_on):
        raise RuleBroken("role.already_held", field="role", role=role)
    if role is Role.CHAIR and not beside_chair:
        refuse_second_chair(scope, from_on, until_on)
    return keep_grant(scope, member, role, from_on=from_on, until_on=until_on)


def refuse_second_chair(scope: Scope, from_on: date, until_on: date | None) -> None:
    """Ask whether two may chair at once; who only acts on after their term leaves by itself.

    Raises RuleBroken with the name of who chairs.
    """
    lasts = or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= from_on)
    begins = RoleGrant.from_on <= until_on if until_on else true()
    held = or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= RoleGrant.from_on)
    query = (
        select(Membership.full_name)
        .join(RoleGrant, tenancy.refers_to(RoleGrant.member_id, Membership))
        .where(tenancy.within(scope, RoleGrant, Membership), RoleGrant.role == Role.CHAIR)
        .where(lasts, begins, held)
        .order_by(RoleGrant.from_on, RoleGrant.id)
    )
    chair = db.session.scalar(query.limit(1))
    if chair is not None:
        raise RuleBroken("role.second_chair", field="beside_chair", name=chair)


def keep_grant(
    scope: Scope,
    member: Membership,
    role: Role,
    *,
    from_on: date,
    until_on: date | None,
    is_confirmed: bool = False,
) -> RoleGrant:
    """Store an office, and end the member's sign-ins and the links others made for them.

    Every way to an office ends here. Raises RuleBroken for the account of an operator, and for an
    office above together with the chair below, unless a second person of the unit agreed.
    """
    today = clock.today()
    if member.account_id is not None:
        refuse_operator(db.session.get_one(Account, member.account_id), field="role")
    offices_above.refuse_two_seats(
        scope, member.account_id, [role], today, is_confirmed=is_confirmed
    )
    grant = RoleGrant(
        organization_id=scope.organization_id,
        member_id=member.id,
        role=role,
        from_on=from_on,
        until_on=until_on,
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
    """An operator of the service belongs to no organization and holds no office in one.

    Raises RuleBroken.
    """
    if account.is_operator:
        raise RuleBroken("operator.no_member", field=field)


def end_role(
    scope: Scope, member: Membership, grant: RoleGrant, *, from_on: date, now: datetime
) -> None:
    """A member no longer holds an office from a day on; the member's sign-ins end at once.

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
    """End the office of each chair who can't sign in, or whose term is over, from a day on.

    Their sign-ins and unused invitations end, too.
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
    # Two chairs who end each other at once must not both succeed.
    here = select(Organization.id).where(Organization.id == scope.organization_id)
    db.session.execute(here.with_for_update())
    if leaving is not None and leaving not in roster.chairs_on(scope, day).values():
        return
    able = roster.chairs_on(scope, day, with_account=True)
    left = [g for g, member in able.items() if g != ending and member != leaving]
    rules.refuse_without_chair([Role.CHAIR for _ in left])
