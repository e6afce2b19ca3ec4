"""`python -m tests.simulation.rotation [branches]`: thousands of branches live for five years.

In every month the members proposed report, but for the exceptions a chair makes. Prints the
largest distance of anybody from the share in any month, and what should never happen: somebody
chosen who could not report, or another plan from the same facts.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.simulation.branch import Branch
from tests.simulation.many_branches import live_all
from tests.simulation.referee import Referee
from webapp.plans.rotation.availability import Given
from webapp.plans.rotation.proposal import furthest, propose, propose_month

YEARS = 5


@dataclass
class Outcome:
    """What came of one branch, or of many."""

    branches: int = 0
    members: int = 0
    turns: int = 0
    plans: int = 0
    largest: Fraction = Fraction(0)
    largest_bare: Fraction = Fraction(0)
    bare_over_one: int = 0
    barred_chosen: int = 0
    plans_that_differ: int = 0
    accounts_that_differ: int = 0

    def add(self, other: "Outcome") -> None:
        """Join what came of other branches."""
        for name in vars(self):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, max(mine, theirs) if name.startswith("largest") else mine + theirs)

    def shown(self) -> dict[str, float | int]:
        """The numbers as they are printed."""
        return {
            name: round(float(value), 4) if isinstance(value, Fraction) else value
            for name, value in vars(self).items()
        }


def live(number: int, years: int = YEARS, *, members: int | None = None) -> Outcome:
    """Let one branch live, planning each year in January and each month before its meeting."""
    branch, referee = Branch(number, years, members=members), Referee()
    found = Outcome(branches=1)
    for place, month in enumerate(branch.months):
        branch.live(place)
        present = branch.present()
        if month.month.month == 1:
            _plan_twice(branch, place, found)
        chosen = set[int]()
        if month.carries:
            chosen = {one.member_id for one in propose_month(branch.facts(place), month.month)}
        found.barred_chosen += len(chosen - present)
        reporters = _but_for_exceptions(branch, chosen, present)
        branch.given |= {Given(member, month.month) for member in reporters}
        found.turns += len(reporters)
        if reporters:
            referee.month(place, present, reporters)
    _settle(branch, referee, found)
    return found


def _plan_twice(branch: Branch, place: int, found: Outcome) -> None:
    year = branch.months[place].month.year
    once = propose(branch.facts(place), year)
    again = propose(branch.facts(place, shuffled=True), year)
    found.plans += 1
    found.plans_that_differ += once != again


def _but_for_exceptions(branch: Branch, chosen: set[int], present: set[int]) -> set[int]:
    """Now and then the chair gives a turn to somebody else, or nobody reports."""
    others = sorted(present - chosen)
    if chosen and others and branch.rng.random() < branch.exceptions:
        return (chosen - {max(chosen)}) | {branch.rng.choice(others)}
    return set() if branch.rng.random() < branch.exceptions / 4 else chosen


def _settle(branch: Branch, referee: Referee, found: Outcome) -> None:
    """Compare what the referee counted with what the rotation itself counted."""
    distance, turn = furthest(branch.facts(len(branch.months)))
    found.members = len(branch.people)
    found.largest, found.largest_bare = referee.largest, referee.largest_bare
    found.bare_over_one = int(referee.largest_bare > 1)
    # Parts of a turn that don't divide evenly are rounded, by far less than this.
    close = abs(Fraction(distance, turn) - referee.largest) < Fraction(1, 10**6)
    found.accounts_that_differ = int(not close)


def live_many(numbers: Iterable[int]) -> Outcome:
    """Let many branches live, one after the other."""
    found = Outcome()
    for number in numbers:
        found.add(live(number))
    return found


def main() -> int:
    """Let the branches live and print what came of them."""
    found = live_all(live_many, Outcome())
    sys.stdout.write(json.dumps(found.shown()) + "\n")
    wrong = found.barred_chosen + found.plans_that_differ + found.accounts_that_differ
    return int(found.largest > 1 or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
