"""Every long form through everything that can go wrong: `python -m tests.simulation.losing`.

`… losing "worker killed"` plays one scenario, `… losing "no scripts"` those without scripts,
`… losing meetings.speak` one form, and both together a cell. Prints the table and the counts,
also to `instance/losing.txt`; 1 if anything was lost, shown to another, or called kept when it was
not. Some twenty minutes of two cores; the suite plays a part (`browser/test_losing.py`).
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.losing.course import run
from tests.browser.losing.stage import set_up
from tests.browser.losing.verdict import Verdict
from tests.browser.running import ROOT

#: Each has servers and a browser of its own, and takes every second form.
_WORKERS = 2


def main() -> int:
    """Play, print, keep."""
    began, verdict = time.monotonic(), Verdict()
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as workers:
        for cells in workers.map(play, range(_WORKERS), [sys.argv[1:]] * _WORKERS):
            verdict.cells.update(cells)
    return _tell(verdict, time.monotonic() - began)


def play(share: int, asked: list[str]) -> dict[tuple[str, str], set[str]]:
    """The asked scenarios and forms of one share; all if none are asked for."""
    began = time.monotonic()

    def say(line: str) -> None:
        _say(f"{time.monotonic() - began:5.0f} s  share {share + 1}: {line}")

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium.path(), args=chromium.ARGUMENTS
        )
        with set_up(launched) as stage:
            names = {form.name for form in stage.forms}
            parts = [one for one in asked if one not in names]
            chosen = [form for form in stage.forms if form.name in asked or not names & set(asked)]
            verdict = run(
                stage,
                lambda scenario: not parts or any(scenario.startswith(one) for one in parts),
                chosen[share::_WORKERS],
                say=say,
            )
        launched.close()
    return verdict.cells


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _tell(verdict: Verdict, seconds: float) -> int:
    told = f"{verdict}\n{seconds:.0f} s"
    place = ROOT / "instance" / "losing.txt"
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{told}\n", "utf-8")
    _say(told)
    return 1 if verdict.faults or not verdict.cells else 0


if __name__ == "__main__":
    sys.exit(main())
