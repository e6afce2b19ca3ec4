"""Ask several sides in turn, round after round, and compare what each asks of the processors."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.process import Postgres, Web
from tests.benchmarks.visitor import Answer

Figure = dict[str, float]


@dataclass
class Side:
    """One page on one server, asked by one client over one connection."""

    name: str
    web: Web
    ask: Callable[[], Answer]
    cpu_ms: list[float] = field(default_factory=list)
    rps: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    body: bytes = b""

    def check(self) -> int:
        """Ask once; a page that answers anything but 200 is not measured."""
        answer = self.ask()
        self.body = answer.body
        return answer.status

    def run(self, times: int, postgres: Postgres) -> None:
        """One round: so many requests, one after the other."""
        before, began = self.web.cpu_ns() + postgres.cpu_ns(), time.perf_counter()
        for _ in range(times):
            asked = time.perf_counter()
            self.ask()
            self.latencies.append((time.perf_counter() - asked) * 1e3)
        seconds = time.perf_counter() - began
        used = self.web.cpu_ns() + postgres.cpu_ns() - before
        self.cpu_ms.append(used / times / 1e6)
        self.rps.append(times / seconds)


def interleave(sides: Sequence[Side], postgres: Postgres, *, rounds: int, times: int) -> None:
    """Measure all sides in each round, so that a busy moment of the machine hits them alike."""
    for side in sides:
        for _ in range(15):
            side.ask()
    for number in range(rounds):
        # Forwards and backwards in turn: nobody always follows the same neighbour.
        for side in sides if number % 2 == 0 else list(reversed(sides)):
            side.run(times, postgres)


def figure(values: Sequence[float], digits: int = 2) -> Figure:
    """Median, least and most of what was repeated."""
    middle = statistics.median(values)
    return {
        "median": round(middle, digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
    }


def ratio(side: Side, other: Side) -> Figure:
    """Processor time of one side by that of another, round by round, and by the best of each.

    The best rounds are those in which nothing else on the machine stood in the way; it is they
    that are held against a bar.
    """
    pairs = zip(side.cpu_ms, other.cpu_ms, strict=True)
    best = min(side.cpu_ms) / min(other.cpu_ms)
    return figure([mine / theirs for mine, theirs in pairs]) | {"best": round(best, 2)}


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
