"""The members of a unit that is merged, read inside the unit they leave.

Only the fields of `Leaving` reach the other unit, where the members wait to be received.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.accounts.models import Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db


@dataclass(frozen=True)
class Leaving:
    """What the other unit gets of a person: name, contact details, account and status."""

    #: Their membership in the unit they leave; means nothing elsewhere.
    left_id: int
    full_name: str
    email: str | None
    phone: str | None
    account_id: int | None
    wants_email: bool
    status: MemberStatus


def leaving(scope: Scope, day: date) -> list[Leaving]:
    """Everybody who belongs to a unit on a day, those who are suspended too."""
    query = (
        select(
            Membership.id,
            Membership.full_name,
            Membership.email,
            Membership.phone,
            Membership.account_id,
            Membership.wants_email,
            status_of(day).label("status"),
        )
        .where(tenancy.within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
    rows = db.session.execute(query).all()
    return [Leaving(*row) for row in rows if row.status not in (None, MemberStatus.LEFT)]
