"""The organizations one account may enter: the chooser, before any of them is entered."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, String, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT

from webapp.accounts.rules import Role
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind


@dataclass(frozen=True)
class OwnOrganization:
    """One organization an account may enter, as the chooser shows it."""

    organization_id: int
    member_id: int
    code: str
    name: str
    kind: OrganizationKind
    roles: frozenset[Role]
    wants_email: bool
    closed_on: date | None = None


def organizations_of_account(
    account_id: int, day: date, *, closed_too: bool = False
) -> list[OwnOrganization]:
    """The organizations an account may enter on a day; needs no organization to be bound.

    Those that are closed may still be read; they come last, and only where they are asked for.
    """
    own = func.app.organizations_of(account_id, day).table_valued(
        column("organization_id", BIGINT),
        column("member_id", BIGINT),
        column("wants_email", Boolean),
        column("roles", ARRAY(String)),
    )
    closed_on = Organization.closed_on
    query = (
        select(own, Organization.code, Organization.name, Organization.kind, closed_on)
        .join(Organization, Organization.id == own.c.organization_id)
        .where(Organization.suspended_at.is_(None))
        .order_by(closed_on.is_not(None), Organization.path, Organization.id)
    )
    if not closed_too:
        query = query.where(closed_on.is_(None))
    return [
        OwnOrganization(
            row.organization_id,
            row.member_id,
            row.code,
            row.name,
            row.kind,
            frozenset(Role(role) for role in row.roles or []),
            row.wants_email,
            row.closed_on,
        )
        for row in db.session.execute(query)
    ]


def belongs_elsewhere(account_id: int, organization_id: int, day: date) -> bool:
    """Whether an account opens any organization besides this one, also a suspended one."""
    own = func.app.organizations_of(account_id, day).table_valued(
        column("organization_id", BIGINT), column("member_id", BIGINT)
    )
    return any(
        found != organization_id for found in db.session.scalars(select(own.c.organization_id))
    )
