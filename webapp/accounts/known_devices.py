"""The devices an account was signed in on: its person is told of a new one."""

import hashlib
from datetime import datetime

from webapp.accounts import first_place, throttling
from webapp.accounts.devices import device_name
from webapp.accounts.models import Account
from webapp.audit.events import AuditEvent

#: Older ones are forgotten, and told of again.
MOST_KNOWN = 30


def is_new_device(account: Account, *, agent: str, address: str) -> bool:
    """Whether an account was never signed in from this kind of device in this network.

    An account that was signed in nowhere yet has nothing to compare with.
    """
    return bool(account.known_devices) and _mark(agent, address) not in account.known_devices


def keep(account: Account, *, agent: str, address: str) -> None:
    """Know a device from now on, as the one that was used last."""
    mark = _mark(agent, address)
    others = [known for known in account.known_devices if known != mark]
    account.known_devices = [*others, mark][-MOST_KNOWN:]


def signed_in(account: Account, *, agent: str, address: str, now: datetime) -> None:
    """Tell the person of an account when it was opened on a device that is new to it."""
    is_new = is_new_device(account, agent=agent, address=address)
    keep(account, agent=agent, address=address)
    if is_new:
        first_place.remember(account, AuditEvent.SIGNED_IN, device=device_name(agent), now=now)


def _mark(agent: str, address: str) -> str:
    """Tells devices apart without keeping where anybody was."""
    seen = f"{device_name(agent)}|{throttling.network_of(address)}"
    return hashlib.sha256(seen.encode()).hexdigest()[:16]
