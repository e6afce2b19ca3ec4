"""Let many invented branches live, in parallel where that is wanted (`WORKERS=2`)."""

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Protocol, Self, TypeVar

_CHUNK = 100


class Adds(Protocol):
    """What came of branches, to which what came of others can be added."""

    def add(self, other: Self) -> None: ...


Found = TypeVar("Found", bound=Adds)


def live_all(live_many: Callable[[Iterable[int]], Found], found: Found) -> Found:
    """Let as many branches live as the command names, or 10,000; returns what came of all."""
    branches = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chunks = [range(n, min(n + _CHUNK, branches)) for n in range(0, branches, _CHUNK)]
    with ProcessPoolExecutor(int(os.environ.get("WORKERS", "1"))) as pool:
        for done, outcome in enumerate(pool.map(live_many, chunks), 1):
            found.add(outcome)
            sys.stderr.write(f"\r{min(done * _CHUNK, branches)} branches")
    sys.stderr.write("\n")
    return found
