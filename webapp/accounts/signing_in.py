"""Signing in with e-mail and password: throttled, and the same for accounts that don't exist."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from webapp.accounts import first_place, known_devices, names, passwords, sessions, tries
from webapp.accounts.models import Account
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import RuleBroken


def key_of(sign_in_name: str) -> str:
    """What is stored of the account somebody tried, whether it exists or not."""
    return hashlib.sha256(sign_in_name.encode()).hexdigest()


def sign_in(
    email: str, password: str, *, address: str, now: datetime, devices: Sequence[str] = ()
) -> Account:
    """The account behind an e-mail address or a phone number, and its password.

    `devices` is what the browser is known by. Raises TooManyTries while somebody must wait,
    RuleBroken for anything that doesn't fit; the failure is written down already.
    """
    name = names.as_signed_in(email)
    account = db.session.scalar(
        select(Account).where(
            or_(Account.email == name, Account.phone == name), Account.disabled_at.is_(None)
        )
    )
    account_id = account.id if account else None
    place = tries.place_of(address, known_devices.find(account_id, devices, now))
    # As it was typed: that two names are one account is nobody's business.
    key = key_of(name)
    started = tries.begin(key, place, now)
    is_right = passwords.matches(account.password_hash if account else None, password)
    if account is None or not is_right:
        raise RuleBroken("sign_in.refused")
    tries.succeed(started, key, place)
    if passwords.is_outdated(account.password_hash or ""):
        account.password_hash = passwords.hash_of(password)
    return account


def change_password(
    account_id: int,
    old: str,
    new: str,
    *,
    address: str,
    now: datetime,
    devices: Sequence[str] = (),
    device: str = "",
) -> Account:
    """Replace a password by another; every sign-in is closed, no device known, the person told.

    Raises TooManyTries or RuleBroken.
    """
    account = db.session.get_one(Account, account_id)
    place = tries.place_of(address, known_devices.find(account.id, devices, now))
    key = key_of(account.sign_in_name)
    started = tries.begin(key, place, now)
    if not passwords.matches(account.password_hash, old):
        raise RuleBroken("password.old_wrong", field="old_password")
    tries.succeed(started, key, place)
    about = (account.sign_in_name, account.full_name)
    passwords.refuse_weak(new, about=about, field="new_password")
    if old == new:
        raise RuleBroken("password.same", field="new_password")
    account.password_hash = passwords.hash_of(new)
    sessions.end_all(account.id)
    known_devices.forget_all(account.id)
    first_place.remember(account, AuditEvent.PASSWORD_CHANGED, device=device, now=now)
    return account
