"""The first chair of an organization: membership, office and the link to an account in one act."""

from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts import contact_details
from webapp.accounts.invitations import inviting, slips
from webapp.accounts.invitations.slips import Slip
from webapp.accounts.members import offices, offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service as members
from webapp.accounts.members.particulars import Particulars
from webapp.accounts.models import Account, Membership
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken


def appoint_chair(
    scope: Scope, full_name: str, email: str, *, now: datetime, secret: str
) -> Membership:
    """Give an organization without a chair its chair; nobody acts in the scope.

    Raises RuleBroken, also where somebody chairs it.
    """
    today = clock.day_of(now)
    if roster.chairs_on(scope, today):
        raise RuleBroken("organization.has_chair", field="email")
    address = contact_details.email(email)
    if address is None:
        raise RuleBroken("invitation.email_missing", field="email")
    refuse_from_above(scope, address, today)
    known = select(Membership).where(tenancy.within(scope, Membership), Membership.email == address)
    member = db.session.scalar(known.limit(1)) or members.add_member(
        scope,
        Particulars(full_name, address, None, today),
        status=MemberStatus.OFFICIAL,
        now=now,
    )
    offices.keep_grant(scope, member, Role.CHAIR, from_on=today, until_on=None)
    if member.account_id is None:
        inviting.make_link(scope, member, email=address, now=now, secret=secret)
    return member


def appoint_on_paper(scope: Scope, full_name: str, *, now: datetime) -> tuple[Membership, Slip]:
    """Give a new organization a chair who has no e-mail address, with a slip of paper to come in.

    Raises RuleBroken where somebody chairs it.
    """
    today = clock.day_of(now)
    if roster.chairs_on(scope, today):
        raise RuleBroken("organization.has_chair", field="email")
    member = members.add_member(
        scope, Particulars(full_name, None, None, today), status=MemberStatus.OFFICIAL, now=now
    )
    offices.keep_grant(scope, member, Role.CHAIR, from_on=today, until_on=None)
    return member, slips.first_slip(scope, member, now=now)


def refuse_from_above(scope: Scope, address: str | None, today: date) -> None:
    """Raises RuleBroken if the account of an address has an office above."""
    if address is None:
        return
    account_id = db.session.scalar(select(Account.id).where(Account.email == address))
    offices_above.refuse_two_seats(scope, account_id, [Role.CHAIR], today)
