"""People of one unit become members of another: the same account, the status they had.

Two transactions' worth of work in one: `leaving` reads inside the unit left, `arrive` writes
inside the other. Between the two only what stands in `Arriving` crosses.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from webapp.accounts import roster
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.queries import status_of
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db

_PARTICULARS = ("full_name", "sort_key", "search_text", "email", "phone", "account_id")


@dataclass(frozen=True)
class Arriving:
    """What goes along with a person: name, ways to reach them, account and status."""

    #: Their membership in the unit they leave; means nothing elsewhere.
    left_id: int
    full_name: str
    sort_key: str
    search_text: str
    email: str | None
    phone: str | None
    account_id: int | None
    wants_email: bool
    status: MemberStatus


def leaving(scope: Scope, day: date) -> list[Arriving]:
    """Everybody who belongs to a unit on a day, those who are suspended too."""
    wanted = (*(getattr(Membership, name) for name in _PARTICULARS), Membership.wants_email)
    query = (
        select(Membership.id, *wanted, status_of(day).label("status"))
        .where(tenancy.within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
    rows = db.session.execute(query).all()
    return [Arriving(*row) for row in rows if row.status not in (None, MemberStatus.LEFT)]


def arrive(scope: Scope, person: Arriving, *, on: date, reason: str) -> Membership:
    """Take somebody in; whoever belongs to the unit already stays as they are."""
    member = _known(scope, person)
    if member is None:
        member = Membership(
            organization_id=scope.organization_id,
            wants_email=person.wants_email,
            joined_on=on,
            **{name: getattr(person, name) for name in _PARTICULARS},
        )
        db.session.add(member)
        db.session.flush()
        _stand(scope, member, person.status, on, reason)
        return member
    last = roster.last_status(scope, member.id)
    if last.status is MemberStatus.LEFT:
        last.until_on = max(last.from_on, on) - timedelta(days=1)
        _stand(scope, member, person.status, on, reason)
    if member.account_id is None:
        member.account_id = person.account_id
    return member


def _known(scope: Scope, person: Arriving) -> Membership | None:
    """The membership of the same person here: by account, or by address and name without one."""
    own = select(Membership).where(tenancy.within(scope, Membership))
    if person.account_id is not None:
        found = db.session.scalar(own.where(Membership.account_id == person.account_id))
        if found is not None:
            return found
    if person.email is None:
        return None
    same = own.where(Membership.email == person.email, Membership.search_text == person.search_text)
    found = db.session.scalar(same.order_by(Membership.id).limit(1))
    is_other = found is not None and None not in (found.account_id, person.account_id)
    return None if is_other else found


def _stand(scope: Scope, member: Membership, status: MemberStatus, on: date, reason: str) -> None:
    db.session.add(
        MembershipStatus(
            organization_id=scope.organization_id,
            member_id=member.id,
            status=status,
            from_on=on,
            reason=reason,
        )
    )
    db.session.flush()
    event = AuditEvent.MEMBER_ADDED
    audit.record(scope, event, member, member_id=member.id, status=status)
