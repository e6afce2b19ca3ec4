"""Signing in with e-mail and password: throttled, and the same for accounts that don't exist."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from webapp.accounts import first_place, names, passwords, sessions, throttling
from webapp.accounts.models import Account, SignInTry
from webapp.accounts.throttling import Failures
from webapp.audit.events import AuditEvent
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
    account = db.session.scalar(
        select(Account).where(
            or_(Account.email == email, Account.phone == email), Account.disabled_at.is_(None)
        )
    )
    is_right = passwords.matches(account.password_hash if account else None, password)
    remember_try(email, address, now, succeeded=is_right)
    if account is None or not is_right:
        raise RuleBroken("sign_in.refused")
    if passwords.is_outdated(account.password_hash or ""):
        account.password_hash = passwords.hash_of(password)
    return account


def change_password(
    account_id: int, old: str, new: str, *, address: str, now: datetime, device: str = ""
) -> Account:
    """Replace a password by another; every sign-in of the account is closed, its person is told.

    Raises TooManyTries or RuleBroken.
    """
    account = db.session.get_one(Account, account_id)
    address = throttling.network_of(address)
    refuse_while_waiting(account.sign_in_name, address, now)
    is_right = passwords.matches(account.password_hash, old)
    remember_try(account.sign_in_name, address, now, succeeded=is_right)
    if not is_right:
        raise RuleBroken("password.old_wrong", field="old_password")
    passwords.refuse_weak(
        new, about=(account.sign_in_name, account.full_name), field="new_password"
    )
    if old == new:
        raise RuleBroken("password.same", field="new_password")
    account.password_hash = passwords.hash_of(new)
    sessions.end_all(account.id)
    first_place.remember(account, AuditEvent.PASSWORD_CHANGED, device=device, now=now)
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
