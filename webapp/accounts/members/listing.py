"""The list of members: searched without marks, filtered, in the order of Vietnamese names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, true

from webapp.accounts.models import Invitation, Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import InvitationKind, Lack, MemberStatus, Role
from webapp.core import clock, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.tenancy import TenantScope

#: How many words of a search count.
_MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the list; former members are a list apart."""

    search: str = ""
    status: MemberStatus | None = None
    office: Role | None = None
    lack: Lack | None = None
    former: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is wanted."""
        return bool(self.search or self.status or self.office or self.lack)


@dataclass(frozen=True)
class Listed:
    """A member in the list, with the status of the day and the offices held on it."""

    member: Membership
    status: MembershipStatus | None
    grants: list[RoleGrant]
    #: Until when a link waits that nobody has used yet.
    invited_until: datetime | None


def count_listed(scope: TenantScope, wanted: Wanted, *, now: datetime) -> int:
    """How many members the list has."""
    query = select(func.count()).select_from(Membership).where(_fits(scope, wanted, now))
    return db.session.scalar(query) or 0


def listed(
    scope: TenantScope, wanted: Wanted, *, now: datetime, offset: int = 0, size: int = 30
) -> list[Listed]:
    """One page of the list; three queries for any length."""
    query = select(Membership, _invited_until(now)).where(_fits(scope, wanted, now))
    query = query.order_by(Membership.sort_key, Membership.id).offset(offset).limit(size)
    rows = db.session.execute(query).all()
    day, ids = clock.day_of(now), [member.id for member, _until in rows]
    statuses = {row.member_id: row for row in _on_day(scope, MembershipStatus, ids, day)}
    grants: dict[int, list[RoleGrant]] = {}
    for grant in _on_day(scope, RoleGrant, ids, day):
        grants.setdefault(grant.member_id, []).append(grant)
    order = list(Role)
    return [
        Listed(
            member,
            statuses.get(member.id),
            sorted(grants.get(member.id, []), key=lambda grant: order.index(grant.role)),
            until,
        )
        for member, until in rows
    ]


def _on_day(scope: TenantScope, model: Any, ids: list[int], day: date) -> list[Any]:
    query = tenancy.rows_of(scope, model).where(model.member_id.in_(ids), holds_on(model, day))
    return list(db.session.scalars(query.order_by(model.from_on, model.id)))


def _fits(scope: TenantScope, wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    day, fits = clock.day_of(now), tenancy.within(scope, Membership)
    for word in vietnamese.search_key(wanted.search).split()[:_MOST_WORDS]:
        fits = fits & Membership.search_text.contains(word, autoescape=True)
    status = func.coalesce(status_of(day), MemberStatus.LEFT.value)
    has_left = status == MemberStatus.LEFT.value
    fits = fits & (has_left if wanted.former else ~has_left)
    if wanted.status is not None:
        fits = fits & (status == wanted.status.value)
    if wanted.office is not None:
        fits = fits & holds_any([wanted.office], day)
    return fits & _lacks(wanted.lack, now)


def holds_any(roles: Collection[Role], day: date) -> ColumnElement[bool]:
    """Whether the membership in the surrounding query holds one of these offices on a day."""
    return exists().where(
        tenancy.refers_to(RoleGrant.member_id, Membership),
        RoleGrant.role.in_(roles),
        holds_on(RoleGrant, day),
    )


def _lacks(lack: Lack | None, now: datetime) -> ColumnElement[bool]:
    without: ColumnElement[bool] = Membership.account_id.is_(None)
    invited: ColumnElement[bool] = _invited_until(now).is_not(None)
    match lack:
        case None:
            return true()
        case Lack.EMAIL:
            return Membership.email.is_(None)
        case Lack.ACCOUNT:
            return without
        case Lack.ANSWER:
            return without & invited


def _invited_until(now: datetime) -> Any:
    """Until when the membership of the surrounding query may still use a link."""
    return (
        select(func.max(Invitation.expires_at))
        .where(
            tenancy.refers_to(Invitation.member_id, Membership),
            Invitation.kind == InvitationKind.JOIN,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .correlate(Membership)
        .scalar_subquery()
    )
