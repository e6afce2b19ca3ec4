"""Remove expired sign-ins, tries and invitations."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_

from webapp.accounts.models import AccountSession, Invitation, SignInTry
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import known_devices
from webapp.accounts.signing_in.throttling import KNOWN_FOR, REMEMBERED
from webapp.core import tenancy
from webapp.core.db import db

#: An invitation nobody used stays visible this long after it has expired.
INVITATIONS_KEPT = timedelta(days=30)


def forget_expired(now: datetime) -> None:
    """Remove sessions that have ended, and tries and devices that no longer matter."""
    db.session.execute(delete(AccountSession).where(AccountSession.expires_at < now))
    failed = and_(SignInTry.succeeded.is_(False), SignInTry.at < now - REMEMBERED)
    db.session.execute(delete(SignInTry).where(or_(failed, SignInTry.at < now - KNOWN_FOR)))
    known_devices.forget_unused(now)


def forget_invitations(scope: Scope, now: datetime) -> None:
    """Remove invitations of an organization that expired unused."""
    db.session.execute(
        delete(Invitation).where(
            tenancy.within(scope, Invitation),
            Invitation.used_at.is_(None),
            Invitation.expires_at < now - INVITATIONS_KEPT,
        )
    )
