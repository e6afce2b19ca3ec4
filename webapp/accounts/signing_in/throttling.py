"""How long somebody must wait before the next try to sign in; values only, no database.

Waits grow with the failures of one origin for one account: of a device the account has signed in
on, or of an address. Failures elsewhere don't delay the first tries of another origin, so that
strangers can't lock anyone out; see decisions/0016.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: Failures that cost nothing: typing errors for one account, and those of a shared address.
FREE_FOR_ACCOUNT = 5
FREE_FOR_ADDRESS = 50
#: The same for one account from all addresses of a network that may be in one hand.
FREE_FOR_NETWORK = 50
#: From so many failures of strangers for one account within an hour, no wait of theirs is short.
CEILING = 100
FIRST_WAIT = timedelta(seconds=10)
LONGEST = timedelta(minutes=15)
#: Somebody at a shared address may try in a colleague's name; that must stay a nuisance.
LONGEST_WHERE_KNOWN = timedelta(minutes=2)
#: Failures older than this are forgotten.
REMEMBERED = timedelta(hours=12)
ADDRESS_REMEMBERED = timedelta(hours=1)
#: An address is known to an account for this long after a successful sign-in.
KNOWN_FOR = timedelta(days=90)


class Standing(StrEnum):
    """What an account knows of the origin of a try."""

    DEVICE = "device"
    ADDRESS = "address"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Failures:
    """How often something failed of late, and when last."""

    count: int = 0
    last_at: datetime | None = None

    def next_try_at(
        self, free: int, longest: timedelta, first: timedelta = FIRST_WAIT
    ) -> datetime | None:
        """The moment from which a further try is taken; none while tries are free."""
        if self.last_at is None or self.count < free:
            return None
        doublings: int = min(self.count - free, 16)
        wait: timedelta = min(first * 2**doublings, longest)
        return self.last_at + wait


@dataclass(frozen=True)
class Lately:
    """Recent failures that may concern one origin and one account.

    `here` are the failures of the device, or of the address for this account; `address` those of
    the address for all accounts, `network` those of the network around it for this account;
    `everywhere` counts the account's at all origins it doesn't know.
    """

    here: Failures = Failures()
    address: Failures = Failures()
    network: Failures = Failures()
    everywhere: int = 0


def seconds_to_wait(lately: Lately, standing: Standing, now: datetime) -> int:
    """Seconds until an origin may try an account again."""
    if standing is not Standing.STRANGER:
        moments = [lately.here.next_try_at(FREE_FOR_ACCOUNT, LONGEST_WHERE_KNOWN)]
    else:
        first = LONGEST if lately.everywhere >= CEILING else FIRST_WAIT
        moments = [
            lately.here.next_try_at(FREE_FOR_ACCOUNT, LONGEST, first),
            lately.network.next_try_at(FREE_FOR_NETWORK, LONGEST, first),
            lately.address.next_try_at(FREE_FOR_ADDRESS, LONGEST),
        ]
    waits = [(moment - now).total_seconds() for moment in moments if moment is not None]
    longest = max(waits, default=0.0)
    return int(longest) + 1 if longest > 0 else 0


def network_of(address: str) -> str:
    """What counts as one address: itself, or the /64 that one IPv6 customer commands."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((parsed, 64), strict=False).network_address)


def wide_network_of(address: str) -> str:
    """The /48 of an IPv6 address, which holds 65,536 times what counts as one; "" for others.

    Addresses of IPv4 are scarce, and neighbors there mostly have nothing to do with each other.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv4Address) or parsed.ipv4_mapped:
        return ""
    return str(ipaddress.ip_network((parsed, 48), strict=False).network_address)


def spoken(seconds: int) -> str:
    """A wait as people say it: “40 giây”, “3 phút”."""
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"
