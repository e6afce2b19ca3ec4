"""One member with statuses and offices over the years, and who chairs the organization."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, true

from webapp.accounts.models import Invitation, Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import ACTIVE, TERM_ENDS_SOON, InvitationKind, Role, runs_over
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, seen
from webapp.core.tenancy import TenantScope

#: The end of an office that was held on no day lies before its start.
_WAS_HELD = or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= RoleGrant.from_on)


def get_member(scope: TenantScope, member_id: int) -> Membership:
    """One member of the organization; absent and foreign look the same.

    Raises NotVisible.
    """
    query = tenancy.rows_of(scope, Membership).where(Membership.id == member_id)
    found: Membership | None = db.session.scalar(query)
    return seen(found)


def get_grant(scope: TenantScope, member_id: int, grant_id: int) -> RoleGrant:
    """One office of one member.

    Raises NotVisible.
    """
    query = tenancy.rows_of(scope, RoleGrant).where(
        RoleGrant.id == grant_id, RoleGrant.member_id == member_id
    )
    found: RoleGrant | None = db.session.scalar(query)
    return seen(found)


def has_accounts(scope: TenantScope) -> bool:
    """Whether anybody has ever come into the organization with an account."""
    query = select(Membership.id).where(
        tenancy.within(scope, Membership), Membership.account_id.is_not(None)
    )
    return db.session.scalar(query.limit(1)) is not None


def has_account(scope: TenantScope, member_id: int) -> bool:
    """Whether a member signs in with an account."""
    query = select(Membership.account_id).where(
        tenancy.within(scope, Membership), Membership.id == member_id
    )
    return db.session.scalar(query) is not None


def statuses_of(scope: TenantScope, member_id: int) -> list[MembershipStatus]:
    """How a member stood over the years, the latest first."""
    query = tenancy.rows_of(scope, MembershipStatus).where(MembershipStatus.member_id == member_id)
    latest_first = (MembershipStatus.from_on.desc(), MembershipStatus.id.desc())
    return list(db.session.scalars(query.order_by(*latest_first)))


def get_status(scope: TenantScope, member_id: int, status_id: int) -> MembershipStatus:
    """One entry in the history of how a member stood.

    Raises NotVisible.
    """
    query = tenancy.rows_of(scope, MembershipStatus).where(
        MembershipStatus.id == status_id, MembershipStatus.member_id == member_id
    )
    found: MembershipStatus | None = db.session.scalar(query)
    return seen(found)


def is_active_on(scope: TenantScope, member_id: int, day: date) -> bool:
    """Whether a member may act in the organization on a day."""
    query = select(status_of(day)).where(
        tenancy.within(scope, Membership), Membership.id == member_id
    )
    return db.session.scalar(query) in ACTIVE


def was_active(scope: TenantScope, member_id: int, from_on: date, until_on: date) -> bool:
    """Whether a member might act on every day of a time, as far as statuses tell."""
    away = (
        select(MembershipStatus.id)
        .where(
            tenancy.within(scope, MembershipStatus),
            MembershipStatus.member_id == member_id,
            MembershipStatus.status.not_in(ACTIVE),
            MembershipStatus.from_on <= until_on,
            or_(MembershipStatus.until_on.is_(None), MembershipStatus.until_on >= from_on),
            or_(
                MembershipStatus.until_on.is_(None),
                MembershipStatus.until_on >= MembershipStatus.from_on,
            ),
        )
        .limit(1)
    )
    return db.session.scalar(away) is None


def last_status(scope: TenantScope, member_id: int) -> MembershipStatus:
    """The status written down last; a member has one from the first day on.

    Raises NotVisible.
    """
    found = statuses_of(scope, member_id)
    if not found:
        raise NotVisible
    return found[0]


def grants_of(scope: TenantScope, member_id: int) -> list[RoleGrant]:
    """The offices of a member that were held on at least one day, the latest first."""
    query = tenancy.rows_of(scope, RoleGrant).where(RoleGrant.member_id == member_id, _WAS_HELD)
    return list(db.session.scalars(query.order_by(RoleGrant.from_on.desc(), RoleGrant.id.desc())))


@dataclass(frozen=True)
class Office:
    """An office of a member as a page shows it on a day."""

    grant: RoleGrant
    is_held: bool
    #: The chair's term is over, and the chair acts on until a successor is in.
    is_acting: bool


def offices_of(scope: TenantScope, member_id: int, day: date) -> list[Office]:
    """The offices of a member over the years, the latest first, and which are held on a day."""
    query = select(RoleGrant, holds_on(RoleGrant, day).label("holds")).where(
        tenancy.within(scope, RoleGrant), RoleGrant.member_id == member_id, _WAS_HELD
    )
    rows = db.session.execute(query.order_by(RoleGrant.from_on.desc(), RoleGrant.id.desc()))
    return [Office(g, holds, holds and runs_over(g.until_on, day)) for g, holds in rows]


def roles_held(scope: TenantScope, member_id: int, day: date) -> frozenset[Role]:
    """The offices of a member on a day."""
    query = select(RoleGrant.role).where(
        tenancy.within(scope, RoleGrant),
        RoleGrant.member_id == member_id,
        holds_on(RoleGrant, day),
    )
    return frozenset(db.session.scalars(query))


def holds_role(
    scope: TenantScope,
    member_id: int,
    role: Role,
    from_on: date,
    until_on: date | None,
    *,
    besides: int = 0,
) -> bool:
    """Whether a member holds an office on any day of a term, besides one grant of it."""
    query = select(RoleGrant.id).where(
        tenancy.within(scope, RoleGrant),
        RoleGrant.member_id == member_id,
        RoleGrant.role == role,
        RoleGrant.id != besides,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= from_on),
        RoleGrant.from_on <= until_on if until_on else true(),
        _WAS_HELD,
    )
    return db.session.scalar(query.limit(1)) is not None


def chairs_on(scope: TenantScope, day: date, *, with_account: bool = False) -> dict[int, int]:
    """Who chairs the organization on a day: the grant, and the active member who holds it.

    Perhaps only those who can sign in: a seat is of use to nobody else.
    """
    query = (
        select(RoleGrant.id, RoleGrant.member_id)
        .join(Membership, tenancy.refers_to(RoleGrant.member_id, Membership))
        .where(
            tenancy.within(scope, RoleGrant, Membership),
            RoleGrant.role == Role.CHAIR,
            holds_on(RoleGrant, day),
            status_of(day).in_(ACTIVE),
        )
    )
    if with_account:
        query = query.where(Membership.account_id.is_not(None))
    return {row.id: row.member_id for row in db.session.execute(query)}


@dataclass(frozen=True)
class EndingTerm:
    """An office whose term ends soon."""

    member_id: int
    full_name: str
    role: Role
    until_on: date


def terms_ending(scope: TenantScope, today: date) -> list[EndingTerm]:
    """The offices held today whose terms end within sixty days or are over, the nearest first."""
    query = (
        select(RoleGrant.member_id, Membership.full_name, RoleGrant.role, RoleGrant.until_on)
        .join(Membership, tenancy.refers_to(RoleGrant.member_id, Membership))
        .where(
            tenancy.within(scope, RoleGrant, Membership),
            holds_on(RoleGrant, today),
            RoleGrant.until_on <= today + TERM_ENDS_SOON,
            status_of(today).in_(ACTIVE),
        )
        .order_by(RoleGrant.until_on, Membership.sort_key, RoleGrant.id)
    )
    rows: Any = db.session.execute(query)
    return [EndingTerm(*row) for row in rows]


def open_invitation(scope: TenantScope, member_id: int, now: datetime) -> Invitation | None:
    """The invitation a member may still use, if there is one."""
    query = tenancy.rows_of(scope, Invitation).where(
        Invitation.member_id == member_id,
        Invitation.kind == InvitationKind.JOIN,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    found: Invitation | None = db.session.scalar(query.order_by(Invitation.id.desc()).limit(1))
    return found
