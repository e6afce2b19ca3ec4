"""Signing in with e-mail and password: throttled, and the same for accounts that don't exist."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from webapp.accounts import contact_details
from webapp.accounts.models import Account
from webapp.accounts.signing_in import (
    account_trail,
    known_devices,
    passwords,
    sessions,
    stored_passwords,
    tries,
)
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import RuleBroken


def key_of(sign_in_name: str) -> str:
    """What is stored of the account somebody tried, whether it exists or not."""
    return hashlib.sha256(sign_in_name.encode()).hexdigest()


def sign_in(
    email: str, password: str, *, address: str, now: datetime, devices: Sequence[str] = ()
) -> Account:
    """The account with this e-mail address or phone number, if the password is right.

    `devices` are the browser's identifiers. Raises TooManyTries while somebody must wait,
    RuleBroken for anything that doesn't fit; the failure is stored already.
    """
    name = contact_details.as_signed_in(email)
    known = stored_passwords.find(name)
    account_id = known.account.id if known else None
    origin = tries.origin_of(address, known_devices.find(account_id, devices, now))
    # The name as typed: tries must not tell that two names belong to one account.
    key = key_of(name)
    started = tries.begin(key, origin, now)
    stored = known.kept if known else None
    is_right = passwords.matches(stored, password)
    if known is None or stored is None or not is_right:
        raise RuleBroken("sign_in.refused")
    tries.succeed(started, key, origin)
    if passwords.is_outdated(stored):
        stored_passwords.replace(known.account.id, stored, passwords.hash_of(password))
    return known.account


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
    """Replace a password: every sign-in ends, no device stays known, the person is told.

    Raises TooManyTries or RuleBroken.
    """
    account = db.session.get_one(Account, account_id)
    origin = tries.origin_of(address, known_devices.find(account.id, devices, now))
    key = key_of(account.sign_in_name)
    started = tries.begin(key, origin, now)
    known = stored_passwords.find(account.sign_in_name)
    stored = known.kept if known else None
    if stored is None or not passwords.matches(stored, old):
        raise RuleBroken("password.old_wrong", field="old_password")
    tries.succeed(started, key, origin)
    about = (account.sign_in_name, account.full_name)
    passwords.refuse_weak(new, about=about, field="new_password")
    if old == new:
        raise RuleBroken("password.same", field="new_password")
    if not stored_passwords.replace(account.id, stored, passwords.hash_of(new)):
        raise RuleBroken("password.old_wrong", field="old_password")
    sessions.end_all(account.id)
    known_devices.forget_all(account.id)
    account_trail.remember(account, AuditEvent.PASSWORD_CHANGED, device=device, now=now)
    return account
