"""The operator and the seat of a chair: appoints the first chair, and proposes every later one.

Only the first chair gets the link of the invitation, by e-mail; the superior is told who was
appointed and to which address it went.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import contact_details, queries
from webapp.accounts.members import appointing, offices
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Membership
from webapp.accounts.scope import Scope
from webapp.audit.actors import Outside
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, seen
from webapp.nominations import seat_from_outside
from webapp.nominations import service as nominations
from webapp.nominations.rules import Proposer
from webapp.nominations.seat_from_outside import SeatFromOutside
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.units.service.opening import Link
from webapp.units.service.telling import tell


def scope_in(organization: Organization, by: Outside) -> Scope:
    """The scope of an operator in an organization, which the transaction enters.

    Raises NotVisible, RuleBroken where it is suspended, StaleEdit where it is closed.
    """
    if organization.suspended_at is not None:
        raise RuleBroken("organization.suspended_now")
    tree_service.refuse_closed(organization)
    tenancy.enter(organization.id)
    scope = queries.task_scope(organization.id, by)
    return seen(scope)


@dataclass(frozen=True)
class Known:
    """The operator's account, with name and address of the member they propose."""

    account_id: int
    full_name: str
    email: str


def seat_of(
    organization: Organization, account_id: int, *, by: Outside, now: datetime
) -> SeatFromOutside | None:
    """The state of the seat, without a name; none in a suspended or closed organization."""
    if organization.suspended_at is not None or organization.closed_on is not None:
        return None
    return seat_from_outside.seat_from_outside(scope_in(organization, by), account_id, now=now)


def propose(organization: Organization, who: Known, *, by: Outside, now: datetime) -> None:
    """Propose a member of a unit whose seat is empty and in which nobody can do so.

    Raises RuleBroken or StaleEdit.
    """
    scope = scope_in(organization, by)
    known = nominations.Outsider(Proposer.OPERATOR, who.account_id, who.email, who.full_name)
    nominations.propose_from_outside(scope, known, now=now)


def withdraw(organization: Organization, account_id: int, *, by: Outside, now: datetime) -> None:
    """Take back what this operator proposed.

    Raises NotVisible for what is another's, StaleEdit where nothing waits.
    """
    nominations.withdraw(scope_in(organization, by), account_id, now=now)


def appoint_first(
    organization: Organization,
    full_name: str,
    email: str,
    *,
    by: Outside,
    mail_key: str,
    now: datetime,
) -> Membership:
    """Give an organization nobody has come into its first chair, and invite them by e-mail.

    A first chair who never signed in is replaced. Raises RuleBroken once anybody has signed in, for
    an operator's own address, and for a suspended organization.
    """
    scope = scope_in(organization, by)
    if roster.has_accounts(scope):
        raise RuleBroken("organization.not_fresh", field="email")
    named = Account.email == contact_details.email(email)
    account = db.session.scalar(select(Account).where(named))
    if account is not None:
        offices.refuse_operator(account, field="email")
    offices.vacate(scope, clock.day_of(now), now=now)
    notices.take_back(scope, [NoticeKind.INVITATION])
    link = Link.new(mail_key)
    chair = appointing.appoint_chair(scope, full_name, email, now=now, secret=link.secret)
    link.send(scope, chair, now)
    _tell_superior(organization, chair, by, now)
    return chair


def _tell_superior(
    organization: Organization, chair: Membership, by: Outside, now: datetime
) -> None:
    if organization.parent_id is None:
        return
    with tenancy.elsewhere(organization.parent_id):
        above = queries.task_scope(organization.parent_id, by)
        if above is not None:
            tell(
                above,
                NoticeKind.UNIT_CHAIR_NAMED,
                now=now,
                unit=organization.name,
                by=str(by),
                member=chair.full_name,
                address=contact_details.masked(chair.email or ""),
            )
