"""Who is signed in, and who belongs to an organization on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, String, and_, cast, func, or_, select

from webapp.accounts import scope_organization
from webapp.accounts.invitations import slip_marks
from webapp.accounts.models import Account, AccountSession, Membership, MembershipStatus, RoleGrant
from webapp.accounts.rules import AFTER_SLIP, MAY_REPORT, REVIEWERS, MemberStatus, Role
from webapp.accounts.scope import Scope, ScopeOrganization
from webapp.audit.actors import Outside
from webapp.core.db import db
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope, refers_to, within
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class Member:
    """A member as lists and choosers show them on a day."""

    id: int
    full_name: str
    status: MemberStatus
    roles: frozenset[Role]
    account_id: int | None
    email: str | None


def holds_on(model: type[MembershipStatus] | type[RoleGrant], day: date) -> ColumnElement[bool]:
    """Whether a dated status or role is in force on a day.

    A chair whose term has run out acts on (quyền) until a successor is in; `app.acts_on` in the
    database owns that rule, for the look-ups across tenants too.
    """
    lasts = or_(model.until_on.is_(None), model.until_on >= day)
    if model is RoleGrant:
        term = (RoleGrant.organization_id, RoleGrant.role, RoleGrant.from_on, RoleGrant.until_on)
        lasts = or_(lasts, func.app.acts_on(*term, day))
    return and_(model.from_on <= day, lasts)


def roles_of(day: date) -> Any:
    """The offices of the membership in the surrounding query, as a list of words."""
    return (
        select(func.array_agg(cast(RoleGrant.role, String)))
        .where(refers_to(RoleGrant.member_id, Membership), holds_on(RoleGrant, day))
        .correlate(Membership)
        .scalar_subquery()
    )


def status_of(day: date) -> Any:
    """The status of the membership in the surrounding query."""
    return (
        select(MembershipStatus.status)
        .where(refers_to(MembershipStatus.member_id, Membership), holds_on(MembershipStatus, day))
        .order_by(MembershipStatus.from_on.desc(), MembershipStatus.id.desc())
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Identity:
    """A signed-in account, and its scope in the organization of the address, if it has one."""

    session_id: int
    seen_at: datetime
    account_id: int
    full_name: str
    is_operator: bool
    #: Whether the account held an office anywhere when it signed in, or holds one here.
    with_office: bool
    scope: Scope | None
    #: What other parts count, by the names given to `count_with_identity`.
    counted: Mapping[str, int]


_counted: dict[str, ColumnElement[int]] = {}


def count_with_identity(name: str, column: ColumnElement[int]) -> None:
    """Have every `identify` count something of the surrounding `Membership`.

    For what nearly every page shows and a higher part stores, such as unread notices: a statement
    of its own would cost each of those pages a twelfth.
    """
    _counted[name] = column


def identify(
    token_hash: bytes, organization_id: int | None, now: datetime, day: date
) -> Identity | None:
    """The account of a live session and its membership in one organization, in one query."""
    since = now - AFTER_SLIP
    row = _identity.rows(
        token_hash=token_hash, organization_id=organization_id, now=now, day=day, since=since
    ).first()
    if row is None:
        return None
    scope = None
    # An operator of the service enters no organization, even as a member of one.
    if row.member_id is not None and row.suspended_at is None and not row.is_operator:
        scope = _scope(row)
    with_office = row.with_office or bool(scope and scope.roles)
    return Identity(
        row.id,
        row.seen_at,
        row.account_id,
        row.full_name,
        row.is_operator,
        with_office,
        scope,
        {name: getattr(row, name) for name in _counted},
    )


@prepared
def _identity(
    *, token_hash: bytes, organization_id: int | None, now: datetime, day: date, since: datetime
) -> Executable:
    return (
        select(
            AccountSession.id,
            AccountSession.seen_at,
            AccountSession.with_office,
            Account.id.label("account_id"),
            Account.full_name,
            Account.is_operator,
            Membership.id.label("member_id"),
            Membership.full_name.label("member_name"),
            Membership.sees_since,
            status_of(day).label("status"),
            roles_of(day).label("roles"),
            slip_marks.maker_since(since).label("slip_maker"),
            *scope_organization.columns(),
            *(column.label(name) for name, column in _counted.items()),
        )
        .join(Account, Account.id == AccountSession.account_id)
        .outerjoin(Organization, Organization.id == organization_id)
        .outerjoin(Membership, _is_own(organization_id))
        .where(
            AccountSession.token_hash == token_hash,
            AccountSession.expires_at > now,
            Account.disabled_at.is_(None),
        )
    )


def _is_own(organization_id: int | None) -> ColumnElement[bool]:
    # The organization stands here as a column for the join and as a value for the index.
    return and_(
        Membership.account_id == Account.id,
        Membership.organization_id == Organization.id,
        Membership.organization_id == organization_id,
    )


def _scope(row: Any) -> Scope | None:
    scope = Scope(
        organization=scope_organization.organization_of(row),
        account_id=row.account_id,
        member_id=row.member_id,
        full_name=row.member_name,
        status=row.status,
        roles=frozenset(Role(role) for role in row.roles or []),
        opened_by_slip=row.slip_maker or "",
        sees_since=row.sees_since,
    )
    return scope if scope.is_active else None


def organization_of(organization_id: int) -> ScopeOrganization | None:
    """An organization with the settings in force, for tasks and commands."""
    query = select(*scope_organization.columns()).where(Organization.id == organization_id)
    row = db.session.execute(query).first()
    return scope_organization.organization_of(row) if row else None


def task_scope(organization_id: int, by: Outside | None = None) -> Scope | None:
    """The scope of a task that works for one organization, or of somebody acting from outside."""
    organization = organization_of(organization_id)
    return Scope(organization=organization, by=by) if organization else None


def members_on(scope: TenantScope, day: date, *, left_too: bool = False) -> list[Member]:
    """The members of an organization on a day, in the order of Vietnamese lists."""
    query = (
        select(
            Membership.id,
            Membership.full_name,
            Membership.account_id,
            Membership.email,
            status_of(day).label("status"),
            roles_of(day).label("roles"),
        )
        .where(within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
    members = [
        Member(
            row.id,
            row.full_name,
            row.status or MemberStatus.LEFT,
            frozenset(Role(role) for role in row.roles or []),
            row.account_id,
            row.email,
        )
        for row in db.session.execute(query)
    ]
    return [m for m in members if left_too or m.status is not MemberStatus.LEFT]


def others_review(scope: TenantScope, member_id: int | None, day: date) -> bool:
    """Whether the committee has somebody besides this member on a day."""
    query = (
        select(RoleGrant.id)
        .where(
            within(scope, RoleGrant),
            RoleGrant.role.in_(REVIEWERS),
            RoleGrant.member_id != member_id,
            holds_on(RoleGrant, day),
        )
        .limit(1)
    )
    return db.session.scalar(query) is not None


def may_report_on(scope: TenantScope, day: date) -> list[Member]:
    """The members who may be given a turn on a day."""
    return [member for member in members_on(scope, day) if member.status in MAY_REPORT]
