"""What only the person sees: the account, where it is signed in, wishes about e-mail."""

from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts.models import Account, AccountSession, Membership
from webapp.accounts.signing_in import own_organizations, sessions
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible


def account_of(account_id: int) -> Account:
    """The account of the person."""
    return db.session.get_one(Account, account_id)


def live_sessions(account_id: int, now: datetime) -> list[AccountSession]:
    """The sign-ins that still open something, the latest used first."""
    return [
        session
        for session in sessions.of_account(account_id)
        if session.expires_at > now
        and not sessions.is_idle(session.seen_at, now, with_office=session.with_office)
    ]


def wish_email(account_id: int, organization_id: int, wants: bool, *, today: date) -> None:
    """Have e-mails sent from one of the person's organizations, or have them stopped.

    Raises NotVisible for an organization the person may not enter.
    """
    own = own_organizations.organizations_of_account(account_id, today)
    organization = next((p for p in own if p.organization_id == organization_id), None)
    if organization is None:
        raise NotVisible
    tenancy.enter(organization.organization_id)
    member = db.session.scalar(
        select(Membership).where(
            tenancy.within(organization, Membership), Membership.id == organization.member_id
        )
    )
    if member is not None:
        member.wants_email = wants
