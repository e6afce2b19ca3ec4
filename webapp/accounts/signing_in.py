"""Signing in with e-mail and password: throttled, and the same for accounts that don't exist."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from webapp.accounts import names, passwords, sessions, stored_passwords, throttling
from webapp.accounts.models import Account, SignInTry
from webapp.accounts.throttling import Failures
from webapp.core.db import db
from webapp.core.errors import RuleBroken, TooManyTries


def key_of(email: str) -> str:
    """What is stored of the account somebody tried, whether it exists or not."""
    return hashlib.sha256(email.encode()).hexdigest()


def sign_in(email: str, password: str, *, address: str, now: datetime) -> Account:
    """The account behind an e-mail address or a phone number, and its password.

    Raises TooManyTries while somebody must wait, RuleBroken for anything that doesn't fit; the
    caller keeps the refusal, so that the failure counts.
    """
    email, address = names.as_signed_in(email), throttling.network_of(address)
    refuse_while_waiting(email, address, now)
    known = stored_passwords.find(email)
    stored = known.kept if known else None
    is_right = passwords.matches(stored, password)
    remember_try(email, address, now, succeeded=is_right)
    if known is None or stored is None or not is_right:
        raise RuleBroken("sign_in.refused")
    if passwords.is_outdated(stored):
        stored_passwords.replace(known.account.id, stored, passwords.hash_of(password))
    return known.account


def change_password(account_id: int, old: str, new: str, *, address: str, now: datetime) -> Account:
    """Replace a password by another; every sign-in of the account is closed.

    Raises TooManyTries or RuleBroken.
    """
    account = db.session.get_one(Account, account_id)
    known = stored_passwords.find(account.sign_in_name)
    stored = known.kept if known else None
    address = throttling.network_of(address)
    refuse_while_waiting(account.sign_in_name, address, now)
    is_right = passwords.matches(stored, old)
    remember_try(account.sign_in_name, address, now, succeeded=is_right)
    if stored is None or not is_right:
        raise RuleBroken("password.old_wrong", field="old_password")
    passwords.refuse_weak(
        new, about=(account.sign_in_name, account.full_name), field="new_password"
    )
    if old == new:
        raise RuleBroken("password.same", field="new_password")
    if not stored_passwords.replace(account.id, stored, passwords.hash_of(new)):
        raise RuleBroken("password.old_wrong", field="old_password")
    sessions.end_all(account.id)
    return account


def refuse_while_waiting(email: str, address: str, now: datetime) -> None:
    """Nobody tries faster than the waits allow; the wait is the same for unknown accounts.

    Raises TooManyTries.
    """
    here, there, is_known = _failures(key_of(email), address, now)
    seconds = throttling.seconds_to_wait(here, there, is_known=is_known, now=now)
    if seconds:
        raise TooManyTries("sign_in.wait", seconds=seconds, wait=throttling.spoken(seconds))


def _failures(key: str, address: str, now: datetime) -> tuple[Failures, Failures, bool]:
    failed = SignInTry.succeeded.is_(False)
    mine: ColumnElement[bool] = SignInTry.account_key == key
    here = and_(failed, mine)
    lately = and_(failed, SignInTry.at > now - throttling.ADDRESS_REMEMBERED)
    row = db.session.execute(
        select(
            func.count().filter(here),
            func.max(SignInTry.at).filter(here),
            func.count().filter(lately),
            func.max(SignInTry.at).filter(lately),
            func.coalesce(func.bool_or(and_(mine, SignInTry.succeeded)), False),
        ).where(
            SignInTry.address == address,
            or_(
                SignInTry.at > now - throttling.REMEMBERED,
                and_(mine, SignInTry.succeeded, SignInTry.at > now - throttling.KNOWN_FOR),
            ),
        )
    ).one()
    return Failures(row[0], row[1]), Failures(row[2], row[3]), row[4]


def remember_try(email: str, address: str, now: datetime, *, succeeded: bool) -> None:
    """Write a try down; a success clears the failures of this account at this address."""
    key = key_of(email)
    if succeeded:
        same = and_(SignInTry.address == address, SignInTry.account_key == key)
        db.session.execute(delete(SignInTry).where(same))
    db.session.add(SignInTry(account_key=key, address=address, at=now, succeeded=succeeded))
    db.session.flush()
