"""The list of members with statuses and offices, and one member with their history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from webapp.accounts.models import Invitation, Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import ACTIVE, MemberStatus, Role
from webapp.core import tenancy, vietnamese
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.core.tenancy import TenantScope


@dataclass(frozen=True)
class Listed:
    """A member in the list, with the status of the day and the offices held on it."""

    member: Membership
    status: MembershipStatus | None
    grants: list[RoleGrant]


def _listed(scope: TenantScope, day: date, search: str, left_too: bool) -> ColumnElement[bool]:
    wanted = tenancy.within(scope, Membership)
    for word in vietnamese.without_marks(search).split()[:8]:
        wanted = wanted & Membership.search_text.contains(word, autoescape=True)
    if not left_too:
        wanted = wanted & (func.coalesce(status_of(day), "left") != MemberStatus.LEFT.value)
    return wanted


def count_listed(scope: TenantScope, day: date, *, search: str = "", left_too: bool = False) -> int:
    """How many members the list has for a search."""
    query = select(func.count()).select_from(Membership)
    return db.session.scalar(query.where(_listed(scope, day, search, left_too))) or 0


def listed(
    scope: TenantScope,
    day: date,
    *,
    search: str = "",
    left_too: bool = False,
    offset: int = 0,
    size: int = 30,
) -> list[Listed]:
    """One page of the list, in the order of Vietnamese names; three queries for any length."""
    query = select(Membership).where(_listed(scope, day, search, left_too))
    query = query.order_by(Membership.sort_key, Membership.id).offset(offset).limit(size)
    members = list(db.session.scalars(query))
    ids = [member.id for member in members]
    statuses = {row.member_id: row for row in _on_day(scope, MembershipStatus, ids, day)}
    grants: dict[int, list[RoleGrant]] = {}
    for grant in _on_day(scope, RoleGrant, ids, day):
        grants.setdefault(grant.member_id, []).append(grant)
    order = list(Role)
    return [
        Listed(
            m, statuses.get(m.id), sorted(grants.get(m.id, []), key=lambda g: order.index(g.role))
        )
        for m in members
    ]


def _on_day(scope: TenantScope, model: Any, ids: list[int], day: date) -> list[Any]:
    query = tenancy.own(scope, model).where(model.member_id.in_(ids), holds_on(model, day))
    return list(db.session.scalars(query.order_by(model.from_on, model.id)))


def get_member(scope: TenantScope, member_id: int) -> Membership:
    """One member of the organization; absent and foreign look the same.

    Raises NotVisible.
    """
    query = tenancy.own(scope, Membership).where(Membership.id == member_id)
    found: Membership | None = db.session.scalar(query)
    if found is None:
        raise NotVisible("page.not_found")
    return found


def get_grant(scope: TenantScope, member_id: int, grant_id: int) -> RoleGrant:
    """One office of one member.

    Raises NotVisible.
    """
    query = tenancy.own(scope, RoleGrant).where(
        RoleGrant.id == grant_id, RoleGrant.member_id == member_id
    )
    found: RoleGrant | None = db.session.scalar(query)
    if found is None:
        raise NotVisible("page.not_found")
    return found


def statuses_of(scope: TenantScope, member_id: int) -> list[MembershipStatus]:
    """How a member stood over the years, the latest first."""
    query = tenancy.own(scope, MembershipStatus).where(MembershipStatus.member_id == member_id)
    latest_first = (MembershipStatus.from_on.desc(), MembershipStatus.id.desc())
    return list(db.session.scalars(query.order_by(*latest_first)))


def last_status(scope: TenantScope, member_id: int) -> MembershipStatus:
    """The status written down last; a member has one from the first day on.

    Raises NotVisible.
    """
    found = statuses_of(scope, member_id)
    if not found:
        raise NotVisible("page.not_found")
    return found[0]


def grants_of(scope: TenantScope, member_id: int) -> list[RoleGrant]:
    """The offices of a member that were held on at least one day, the latest first."""
    held = or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= RoleGrant.from_on)
    query = tenancy.own(scope, RoleGrant).where(RoleGrant.member_id == member_id, held)
    return list(db.session.scalars(query.order_by(RoleGrant.from_on.desc(), RoleGrant.id.desc())))


def roles_held(scope: TenantScope, member_id: int, day: date) -> frozenset[Role]:
    """The offices of a member on a day."""
    query = select(RoleGrant.role).where(
        tenancy.within(scope, RoleGrant),
        RoleGrant.member_id == member_id,
        holds_on(RoleGrant, day),
    )
    return frozenset(db.session.scalars(query))


def holds_role(
    scope: TenantScope, member_id: int, role: Role, from_on: date, until_on: date | None
) -> bool:
    """Whether a member holds an office on any day of a term."""
    starts_in_time = RoleGrant.from_on <= until_on if until_on else true()
    query = select(RoleGrant.id).where(
        tenancy.within(scope, RoleGrant),
        RoleGrant.member_id == member_id,
        RoleGrant.role == role,
        or_(
            RoleGrant.until_on.is_(None),
            and_(RoleGrant.until_on >= from_on, RoleGrant.until_on >= RoleGrant.from_on),
        ),
        starts_in_time,
    )
    return db.session.scalar(query.limit(1)) is not None


def chairs_on(scope: TenantScope, day: date) -> dict[int, int]:
    """Who chairs the organization on a day: the grant, and the active member who holds it."""
    query = (
        select(RoleGrant.id, RoleGrant.member_id)
        .join(
            Membership,
            and_(
                Membership.organization_id == RoleGrant.organization_id,
                Membership.id == RoleGrant.member_id,
            ),
        )
        .where(
            tenancy.within(scope, RoleGrant, Membership),
            RoleGrant.role == Role.CHAIR,
            holds_on(RoleGrant, day),
            status_of(day).in_(ACTIVE),
        )
    )
    return {row.id: row.member_id for row in db.session.execute(query)}


def open_invitation(scope: TenantScope, member_id: int, now: datetime) -> Invitation | None:
    """The invitation a member may still use, if there is one."""
    query = tenancy.own(scope, Invitation).where(
        Invitation.member_id == member_id,
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )
    found: Invitation | None = db.session.scalar(query.order_by(Invitation.id.desc()).limit(1))
    return found
