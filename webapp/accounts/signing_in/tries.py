"""Tries to sign in: each one is stored before its password is checked.

A try is counted in a short transaction of its own, under a lock for its account and its address.
So simultaneous tries get no further than successive ones, none waits for another's password to be
hashed, and a try stays counted whatever becomes of its request.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from webapp.accounts.models import SignInTry
from webapp.accounts.signing_in import throttling
from webapp.accounts.signing_in.throttling import CEILING, Failures, Lately, Standing
from webapp.core.db import db
from webapp.core.errors import TooManyTries

_FAILED = SignInTry.succeeded.is_(False)
#: Made where the account has never signed in; what is typed on its own devices is no guess.
_GUESSED = and_(_FAILED, SignInTry.device_id.is_(None))


@dataclass(frozen=True)
class Origin:
    """Where somebody tries: what counts as the address, what lies around it, a known device."""

    address: str
    network: str
    device_id: int | None


def origin_of(address: str, device_id: int | None) -> Origin:
    """The origin of a visitor at an IP address, on a device of the account or an unknown one."""
    return Origin(throttling.network_of(address), throttling.wide_network_of(address), device_id)


def begin(account_key: str, origin: Origin, now: datetime) -> int:
    """Count a try as failed, for the time being; returns its identifier.

    Raises TooManyTries while somebody must wait; such a try is not counted.
    """
    with db.engine.begin() as connection:
        _lock(connection, account_key, origin)
        lately, standing = _look(connection, account_key, origin, now)
        seconds = throttling.seconds_to_wait(lately, standing, now)
        if not seconds:
            row = insert(SignInTry).values(
                account_key=account_key,
                address=origin.address,
                network=origin.network,
                device_id=origin.device_id,
                at=now,
                succeeded=False,
            )
            return int(connection.execute(row.returning(SignInTry.id)).scalar_one())
    code = "sign_in.wait" if standing is Standing.DEVICE else "sign_in.wait_here"
    raise TooManyTries(code, seconds=seconds, wait=throttling.spoken(seconds))


def succeed(try_id: int, account_key: str, origin: Origin) -> None:
    """The password was right: the failures of this account at this origin are forgotten."""
    mine = and_(SignInTry.address == origin.address, SignInTry.account_key == account_key)
    here = and_(_GUESSED, mine)
    if origin.device_id is not None:
        here = and_(_FAILED, SignInTry.device_id == origin.device_id)
    # Of several successes at one address only the latest counts.
    past = or_(here, and_(mine, SignInTry.succeeded))
    db.session.execute(delete(SignInTry).where(past, SignInTry.id != try_id))
    db.session.execute(update(SignInTry).where(SignInTry.id == try_id).values(succeeded=True))


def _lock(connection: Connection, account_key: str, origin: Origin) -> None:
    """Let tries at one address or for one account follow each other.

    A known device has a lock of its own, so that strangers never keep it waiting.
    """
    # Always in this order, or two tries could wait for each other.
    names = [f"address {origin.address}", f"account {account_key}"]
    if origin.device_id is not None:
        names = [f"device {origin.device_id}"]
    for name in names:
        lock = func.pg_advisory_xact_lock(func.hashtextextended(f"sign in: {name}", 0))
        connection.execute(select(lock))


def _look(
    connection: Connection, account_key: str, origin: Origin, now: datetime
) -> tuple[Lately, Standing]:
    if origin.device_id is not None:
        on_device = select(func.count(), func.max(SignInTry.at)).where(
            SignInTry.device_id == origin.device_id,
            _FAILED,
            SignInTry.at > now - throttling.REMEMBERED,
        )
        return Lately(here=Failures(*connection.execute(on_device).one())), Standing.DEVICE
    mine = SignInTry.account_key == account_key
    here = and_(_GUESSED, mine, SignInTry.at > now - throttling.REMEMBERED)
    anybody = and_(_GUESSED, SignInTry.at > now - throttling.ADDRESS_REMEMBERED)
    known = and_(mine, SignInTry.succeeded, SignInTry.at > now - throttling.KNOWN_FOR)
    at_address = select(
        func.count().filter(here),
        func.max(SignInTry.at).filter(here),
        func.count().filter(anybody),
        func.max(SignInTry.at).filter(anybody),
        func.coalesce(func.bool_or(known), False),
    ).where(SignInTry.address == origin.address, or_(here, anybody, known))
    row = connection.execute(at_address).one()
    lately = Lately(
        here=Failures(row[0], row[1]),
        address=Failures(row[2], row[3]),
        network=_around(connection, account_key, origin, now),
        everywhere=_everywhere(connection, account_key, now),
    )
    return lately, Standing.ADDRESS if row[4] else Standing.STRANGER


def _around(connection: Connection, account_key: str, origin: Origin, now: datetime) -> Failures:
    """The failures of the network for the account; more than decide anything are not counted."""
    if not origin.network:
        return Failures()
    moments = _guesses(account_key, now - throttling.REMEMBERED).where(
        SignInTry.network == origin.network
    )
    latest = moments.order_by(SignInTry.at.desc()).limit(throttling.FREE_FOR_NETWORK + 16)
    found = latest.subquery()
    return Failures(*connection.execute(select(func.count(), func.max(found.c.at))).one())


def _everywhere(connection: Connection, account_key: str, now: datetime) -> int:
    found = _guesses(account_key, now - throttling.ADDRESS_REMEMBERED).limit(CEILING).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def _guesses(account_key: str, since: datetime) -> Any:
    return select(SignInTry.at).where(
        _GUESSED, SignInTry.account_key == account_key, SignInTry.at > since
    )
