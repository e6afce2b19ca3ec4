"""Plays sequences on servers of its own; 1 if anything grave was found."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from tests.servers import OwnServers
from tests.simulation.attacker.people import ATTACKERS
from tests.simulation.attacker.report import Report, play_on

#: Played by a worker at once; what it found is told then.
_AT_ONCE = 500


def main() -> int:
    """Play, tell as it goes, print the table."""
    asked = _asked()
    began, whole, own = time.monotonic(), Report(), OwnServers()
    try:
        parts = list(_parts(asked.sequences, asked.seed))
        servers = own.start()
        with ProcessPoolExecutor(asked.workers, get_context("spawn")) as workers:
            sizes, seeds = zip(*parts, strict=True)
            played = workers.map(play_on, repeat(servers), sizes, seeds, repeat(asked.who))
            for number, part in enumerate(played, 1):
                whole.add(part)
                took = time.monotonic() - began
                _say(f"{took:6.0f} s  {number}/{len(parts)}: {len(whole.findings)} findings")
    finally:
        own.stop()
    for line in whole.lines():
        _say(line)
    return 1 if whole.grave else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.simulation.attacker")
    reader.add_argument("--sequences", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--workers", type=int, default=2)
    words = {"choices": list(ATTACKERS), "default": list(ATTACKERS)}
    reader.add_argument("--who", nargs="+", help="nobody but these play", **words)
    return reader.parse_args()


def _parts(sequences: int, seed: int) -> list[tuple[int, int]]:
    """How many each part plays, and the seed it is drawn by."""
    whole, rest = divmod(sequences, _AT_ONCE)
    sizes = [_AT_ONCE] * whole + ([rest] if rest else [])
    return [(size, seed * 1_000 + number) for number, size in enumerate(sizes)]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
