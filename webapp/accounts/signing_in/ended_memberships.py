"""Organizations an account belonged to and may not enter now; only its person is told."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, column, func, select
from sqlalchemy.dialects.postgresql import BIGINT, DATE

from webapp.accounts.rules import MemberStatus
from webapp.core import clock
from webapp.core.db import db
from webapp.organizations.models import Organization

#: The code of the sentence about each status in which nobody enters.
_CODES = {MemberStatus.LEFT: "membership.left", MemberStatus.SUSPENDED: "membership.suspended"}


@dataclass(frozen=True)
class Ending:
    """An organization that does not open for somebody, and since when."""

    organization_id: int
    #: The code of the sentence that says why.
    code: str
    name: str
    since: date


def endings_of(account_id: int, day: date) -> list[Ending]:
    """The organizations an account belongs or belonged to and may not enter on a day.

    Needs no organization to be bound; the latest ending comes first.
    """
    found = [*_of_membership(account_id, day), *_of_use(account_id, day)]
    return sorted(found, key=lambda ending: ending.since, reverse=True)


def ending_in(organization_id: int | None, account_id: int, day: date) -> Ending | None:
    """Why one organization does not open to an account; none if it never belonged there."""
    found = endings_of(account_id, day)
    return next((one for one in found if one.organization_id == organization_id), None)


def _of_membership(account_id: int, day: date) -> list[Ending]:
    ended = func.app.endings_of(account_id, day).table_valued(
        column("organization_id", BIGINT), column("status", String), column("since", DATE)
    )
    query = select(ended, Organization.name).join(
        Organization, Organization.id == ended.c.organization_id
    )
    return [
        Ending(row.organization_id, _CODES[MemberStatus(row.status)], row.name, row.since)
        for row in db.session.execute(query)
    ]


def _of_use(account_id: int, day: date) -> list[Ending]:
    """Those the operator has suspended while the account belongs to them."""
    own = func.app.organizations_of(account_id, day).table_valued(column("organization_id", BIGINT))
    query = (
        select(Organization.id, Organization.name, Organization.suspended_at)
        .join(own, own.c.organization_id == Organization.id)
        .where(Organization.suspended_at.is_not(None))
    )
    return [
        Ending(row.id, "organization.suspended", row.name, clock.day_of(row.suspended_at))
        for row in db.session.execute(query)
    ]
