"""Sign-ins as rows: a session ends when its row is deleted, whatever cookie a browser has.

Times of security description §4: 30 minutes idle, 15 for those with an office, 12 hours at most.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from webapp.accounts.models import Account, AccountSession
from webapp.accounts.signing_in import own_organizations
from webapp.core import clock
from webapp.core.db import db

IDLE = timedelta(minutes=30)
IDLE_WITH_OFFICE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
#: A page view is written down at most this often.
TOUCH_EVERY = timedelta(seconds=60)


def hash_of(token: str) -> bytes:
    """What is stored of a session's identifier."""
    return hashlib.sha256(token.encode()).digest()


def start(account_id: int, *, now: datetime, address: str = "", agent: str = "") -> str:
    """Open a session for an account; returns the identifier that only the browser keeps."""
    token = secrets.token_urlsafe(32)
    account = db.session.get_one(Account, account_id)
    own = own_organizations.organizations_of_account(account_id, clock.day_of(now))
    db.session.add(
        AccountSession(
            account_id=account_id,
            token_hash=hash_of(token),
            created_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
            address=address[:64],
            agent=agent[:200],
            with_office=account.is_operator or any(one.roles for one in own),
        )
    )
    db.session.flush()
    return token


def is_idle(seen_at: datetime, now: datetime, *, with_office: bool) -> bool:
    """Whether nothing was done in a session for too long."""
    return now - seen_at > (IDLE_WITH_OFFICE if with_office else IDLE)


def touch(session_id: int, seen_at: datetime, now: datetime) -> bool:
    """Write down that a session is in use, at most once a minute; true if it was written."""
    if now - seen_at < TOUCH_EVERY:
        return False
    db.session.execute(
        update(AccountSession).where(AccountSession.id == session_id).values(seen_at=now)
    )
    return True


def end(token: str) -> None:
    """Close one session."""
    db.session.execute(delete(AccountSession).where(AccountSession.token_hash == hash_of(token)))


def end_all(account_id: int | None) -> None:
    """Close every session of an account: after removal, a change of role, or on request."""
    if account_id is not None:
        db.session.execute(delete(AccountSession).where(AccountSession.account_id == account_id))


def of_account(account_id: int) -> list[AccountSession]:
    """The open sessions of an account, the latest used first."""
    query = select(AccountSession).where(AccountSession.account_id == account_id)
    return list(db.session.scalars(query.order_by(AccountSession.seen_at.desc())))
