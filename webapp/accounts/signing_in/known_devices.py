"""Browsers an account has signed in on; strangers' wrong passwords never keep these waiting.

A browser has one identifier for each account that signed in there lately, so that an earlier user
of the browser, or a reader of its cookie, does not know the identifier of another account.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from webapp.accounts.models import Account, AccountDevice
from webapp.accounts.signing_in import account_trail
from webapp.audit.events import AuditEvent
from webapp.core.db import db

#: A device is forgotten this long after the last sign-in there.
KEPT = timedelta(days=180)
#: Devices one account is known on, and accounts one browser is known to.
MOST_FOR_ACCOUNT = 10
MOST_IN_BROWSER = 5


def hash_of(token: str) -> bytes:
    """What is stored of a device's identifier."""
    return hashlib.sha256(token.encode()).digest()


def find(account_id: int | None, tokens: Sequence[str], now: datetime) -> int | None:
    """The device of an account with one of these identifiers; takes as long without an account."""
    found = _find(account_id, tokens, now)
    return found.id if found else None


def _find(account_id: int | None, tokens: Sequence[str], now: datetime) -> AccountDevice | None:
    if not tokens:
        return None
    device: AccountDevice | None = db.session.scalar(
        select(AccountDevice)
        .where(
            AccountDevice.account_id == (account_id or 0),
            AccountDevice.token_hash.in_([hash_of(token) for token in tokens]),
            AccountDevice.seen_at > now - KEPT,
        )
        .order_by(AccountDevice.seen_at.desc())
        .limit(1)
    )
    return device


def is_new(account_id: int, tokens: Sequence[str], now: datetime) -> bool:
    """Whether an account is known on other browsers, at least one, and not on this one."""
    if _find(account_id, tokens, now) is not None:
        return False
    known = select(AccountDevice.id).where(AccountDevice.account_id == account_id).limit(1)
    return db.session.scalar(known) is not None


def tell_of_new(account: Account, tokens: Sequence[str], *, device: str, now: datetime) -> None:
    """Tell the person of an account that it was opened on a browser it is not known on.

    `device` is a name that a person recognizes, such as “Chrome trên Android”.
    """
    if is_new(account.id, tokens, now):
        account_trail.remember(account, AuditEvent.SIGNED_IN, device=device, now=now)


def remember(account_id: int, tokens: Sequence[str], now: datetime) -> list[str]:
    """Know a browser from now on; returns its identifiers, this account's first."""
    device = _find(account_id, tokens, now)
    if device is None:
        own = secrets.token_urlsafe(32)
        hashed = hash_of(own)
        db.session.add(
            AccountDevice(account_id=account_id, token_hash=hashed, created_at=now, seen_at=now)
        )
    else:
        own = next(token for token in tokens if hash_of(token) == device.token_hash)
        device.seen_at = now
    db.session.flush()
    _drop_oldest(account_id)
    return [own, *(token for token in tokens if token != own)][:MOST_IN_BROWSER]


def _drop_oldest(account_id: int) -> None:
    latest = (
        select(AccountDevice.id)
        .where(AccountDevice.account_id == account_id)
        .order_by(AccountDevice.seen_at.desc(), AccountDevice.id.desc())
        .limit(MOST_FOR_ACCOUNT)
    )
    db.session.execute(
        delete(AccountDevice).where(
            AccountDevice.account_id == account_id, AccountDevice.id.not_in(latest)
        )
    )


def forget_all(account_id: int) -> None:
    """Know no device of an account any more: after a new password, or on request."""
    db.session.execute(delete(AccountDevice).where(AccountDevice.account_id == account_id))


def forget_unused(now: datetime) -> None:
    """Forget devices nobody has signed in on for a long time."""
    db.session.execute(delete(AccountDevice).where(AccountDevice.seen_at < now - KEPT))
