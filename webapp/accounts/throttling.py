"""How long somebody must wait before the next try to sign in; values only, no database.

Waits grow with the failures of one address, for one account and altogether. Nobody else's
failures delay an address from which the account has been signed in to before, so that strangers
can't lock anyone out.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Failures that cost nothing: typing errors for one account, and those of a shared address.
FREE_FOR_ACCOUNT = 5
FREE_FOR_ADDRESS = 50
FIRST_WAIT = timedelta(seconds=10)
LONGEST = timedelta(minutes=15)
#: Somebody at a shared address may try in a colleague's name; that must stay a nuisance.
LONGEST_WHERE_KNOWN = timedelta(minutes=2)
#: Failures older than this are forgotten.
REMEMBERED = timedelta(hours=12)
ADDRESS_REMEMBERED = timedelta(hours=1)
#: An address is known to an account for this long after a successful sign-in.
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Failures:
    """How often something failed of late, and when last."""

    count: int = 0
    last_at: datetime | None = None

    def next_try_at(self, free: int, longest: timedelta) -> datetime | None:
        """The moment from which a further try is taken; none while tries are free."""
        if self.last_at is None or self.count < free:
            return None
        doublings: int = min(self.count - free, 16)
        wait: timedelta = min(FIRST_WAIT * 2**doublings, longest)
        return self.last_at + wait


def seconds_to_wait(here: Failures, address: Failures, *, is_known: bool, now: datetime) -> int:
    """Seconds until an address may try an account again.

    `here` are the failures of this address for this account, `address` those for all accounts.
    """
    moments = [here.next_try_at(FREE_FOR_ACCOUNT, LONGEST_WHERE_KNOWN if is_known else LONGEST)]
    if not is_known:
        moments.append(address.next_try_at(FREE_FOR_ADDRESS, LONGEST))
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


def spoken(seconds: int) -> str:
    """A wait as people say it: “40 giây”, “3 phút”."""
    return f"{seconds} giây" if seconds < 60 else f"{-(-seconds // 60)} phút"
