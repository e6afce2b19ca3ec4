"""The seat of the chair, and what is proposed for it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, column, exists, func, or_, select
from sqlalchemy.dialects.postgresql import BIGINT
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Account, Membership, RoleGrant
from webapp.accounts.queries import count_with_identity, roles_of, status_of
from webapp.accounts.rules import MemberStatus, Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.core.tenancy import TenantScope
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState, Person


def people(scope: TenantScope, day: date) -> list[Person]:
    """Everybody who belongs to the unit on a day, with offices and whether they can come in."""
    barred = Account.disabled_at.is_not(None) | Account.is_operator
    query = (
        select(
            Membership.id,
            Membership.full_name,
            status_of(day).label("status"),
            roles_of(day).label("roles"),
            Membership.account_id,
            func.coalesce(barred, False).label("is_barred"),
            func.coalesce(Account.email, Membership.email).label("email"),
            _chairs_within_term(day).label("within_term"),
        )
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(tenancy.within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
    return [_person(row) for row in db.session.execute(query)]


def _person(row: Any) -> Person:
    roles = frozenset(Role(role) for role in row.roles or ())
    return Person(
        row.id,
        row.full_name,
        row.status or MemberStatus.LEFT,
        roles,
        row.account_id,
        is_barred=row.is_barred,
        is_acting=Role.CHAIR in roles and not row.within_term,
        email=row.email,
    )


def _chairs_within_term(day: date) -> ColumnElement[bool]:
    return exists().where(
        tenancy.refers_to(RoleGrant.member_id, Membership),
        RoleGrant.role == Role.CHAIR,
        RoleGrant.from_on <= day,
        or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
    )


def waiting(scope: TenantScope, *, for_change: bool = False) -> Nomination | None:
    """What is proposed and not decided yet; there is one at most."""
    query = tenancy.rows_of(scope, Nomination).where(Nomination.state == NominationState.WAITING)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    else:
        query = query.options(joinedload(Nomination.member))
    found: Nomination | None = db.session.scalar(query)
    return found


def latest(scope: TenantScope) -> Nomination | None:
    """What was proposed last, however it ended."""
    query = tenancy.rows_of(scope, Nomination).options(joinedload(Nomination.member))
    found: Nomination | None = db.session.scalar(query.order_by(Nomination.id.desc()).limit(1))
    return found


def locked(scope: TenantScope, nomination_id: int) -> Nomination:
    """One nomination, locked until the end of the transaction.

    Raises NotVisible.
    """
    query = tenancy.rows_of(scope, Nomination).where(Nomination.id == nomination_id)
    again = query.with_for_update().execution_options(populate_existing=True)
    found: Nomination | None = db.session.scalar(again)
    return seen(found)


def last_objection(scope: TenantScope, member_id: int) -> datetime | None:
    """When somebody was objected to the last time."""
    query = select(func.max(Nomination.ended_at)).where(
        tenancy.within(scope, Nomination),
        Nomination.member_id == member_id,
        Nomination.state == NominationState.OBJECTED,
    )
    found: datetime | None = db.session.scalar(query)
    return found


def due(moment: datetime) -> list[int]:
    """The organizations in which the time of a nomination is over; no organization is bound."""
    looked = func.app.due_nominations(moment).table_valued(column("organization_id", BIGINT))
    return sorted(db.session.scalars(select(looked.c.organization_id)))


def _count_waiting() -> ColumnElement[int]:
    """How many nominations wait in the organization of the surrounding membership."""
    return (
        select(func.count(Nomination.id))
        .where(
            Nomination.organization_id == Membership.organization_id,
            Nomination.state == NominationState.WAITING,
        )
        .correlate(Membership)
        .scalar_subquery()
    )


count_with_identity("nominations", _count_waiting())
