"""Many guests at once: those who hold connections, those who guess, and everybody else."""

import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.cast import PASSWORD
from tests.front_door.guest import Guest
from tests.front_door.house import House

_WRONG = "wrong wrong wrong"
#: Between two guesses, in seconds: still some fifty thousand an hour.
_PACE = 0.1
_BODY = (
    b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
)
#: What each kind of silent visitor has said, and whether over TLS.
SILENT = {
    "silent": (b"", False),
    "silent after TLS": (b"", True),
    "half a header": (b"GET /dang-nhap HTTP/1.1\r\nHost: local", True),
    "half a body": (_BODY, True),
}


def p95(times: list[float]) -> float:
    """The time within which 95 of 100 came."""
    return statistics.quantiles(times, n=20)[-1]


def page_times(guest: Guest, path: str, many: int) -> list[float]:
    """Milliseconds of each of some requests for a page, over one connection."""
    times = []
    with guest.kept_open() as connection:
        for _ in range(many):
            began = time.perf_counter()
            answer = guest.ask("GET", path, over=connection)
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status == 200, answer.status
    return times


@contextmanager
def held(house: House, kind: str, many: int) -> Iterator[None]:
    """Some connections that say nothing, or start and don't go on, until the end of the block."""
    said, encrypted = SILENT[kind]
    with ExitStack() as stack:
        for number in range(many):
            slow = house.guest(f"127.0.1.{number % 3 + 1}")
            connection = stack.enter_context(slow.connect(encrypted=encrypted))
            if said:
                connection.sendall(said)
        yield


@dataclass(frozen=True)
class Came:
    """How people fared who signed in."""

    statuses: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def __add__(self, other: "Came") -> "Came":
        """Both together."""
        return Came(self.statuses + other.statuses, self.times + other.times)

    def __str__(self) -> str:
        """In figures."""
        refused = sum(status != 303 for status in self.statuses)
        middle = statistics.median(self.times)
        return (
            f"{len(self.statuses)} sign-ins, {refused} refused, "
            f"{middle:.0f} ms in the middle, p95 {p95(self.times):.0f} ms"
        )


def people_come(house: House, emails: list[str], network: str) -> Came:
    """Everybody signs in once, each from an address of their own, four at a time."""

    def come(numbered: tuple[int, str]) -> tuple[int, float]:
        number, email = numbered
        guest = house.guest(f"{network}.{number // 250}.{number % 250 + 1}")
        guest.open_the_form()
        began = time.perf_counter()
        status = guest.try_to_sign_in(email, PASSWORD).status
        return status, (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(4) as at_once:
        found = list(at_once.map(come, enumerate(emails)))
    return Came([status for status, _ in found], [taken for _, taken in found])


def guess(house: House, address: str, email: str, many: int) -> list[int]:
    """Wrong passwords for one account, one after the other; how each was answered."""
    stranger = house.guest(address)
    return [stranger.try_to_sign_in(email, _WRONG).status for _ in range(many)]


@contextmanager
def keep_guessing(
    house: House, address: str, emails: list[str], at_least: int
) -> Iterator[list[int]]:
    """Wrong passwords for everybody from one address, two at a time, to the end of the block.

    There are so many at the least; the list fills with how each was answered.
    """
    over, statuses = threading.Event(), list[int]()

    def go_on(first: int) -> None:
        stranger, number = house.guest(address), first
        while len(statuses) < at_least or not over.is_set():
            email = emails[number % len(emails)]
            statuses.append(stranger.try_to_sign_in(email, _WRONG).status)
            number += 2
            time.sleep(_PACE)

    with ThreadPoolExecutor(2) as at_once:
        going = [at_once.submit(go_on, first) for first in (0, 1)]
        try:
            yield statuses
        finally:
            over.set()
        for one in going:
            one.result()
