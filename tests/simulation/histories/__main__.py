"""`python -m tests.simulation.histories [--histories N] [--seed S] [--workers W]`."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from tests.servers import OwnServers
from tests.simulation.histories.playing import Tally, play_on

#: Played by a worker at once; what it found is told then.
_AT_ONCE = 250


def main() -> int:
    """Play, tell as it goes, print the table; 1 if an invariant was broken."""
    asked = _asked()
    began, whole, own = time.monotonic(), Tally(), OwnServers()
    sizes = [min(_AT_ONCE, asked.histories - done) for done in range(0, asked.histories, _AT_ONCE)]
    seeds = [asked.seed * 1_000 + number for number in range(len(sizes))]
    try:
        servers = own.start()
        with ProcessPoolExecutor(asked.workers, get_context("spawn")) as workers:
            parts = workers.map(play_on, repeat(servers), sizes, seeds)
            for number, part in enumerate(parts, 1):
                whole.add(part)
                took = time.monotonic() - began
                _say(f"{took:6.0f} s  {number}/{len(sizes)}: {len(whole.broken)} kinds broken")
    finally:
        own.stop()
    for line in whole.lines():
        _say(line)
    return 1 if whole.broken else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.simulation.histories")
    reader.add_argument("--histories", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--workers", type=int, default=2)
    return reader.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
