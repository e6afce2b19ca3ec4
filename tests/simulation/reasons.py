"""`python -m tests.simulation.reasons [branches]`: is every reason true by what is printed?

Thousands of branches live for five years with volunteers, some of whom offer every month, with
absences, churn, exceptions the chair makes and turns put off. A reader decides of each reason, on
the month's page and in the year's plan, whether the printed lines contradict it; the lines are
counted again from the turns themselves. Also looked at: somebody without a turn while another, who
could be passed over, has a third in the same time.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from tests.simulation.branch import Branch
from tests.simulation.many_branches import live_all
from tests.simulation.reader import Printed, contradicted
from webapp.plans.rotation.availability import Facts, Given, lines
from webapp.plans.rotation.ordering import walk
from webapp.plans.rotation.proposal import Proposed, explained, look_at
from webapp.plans.rotation.reasons import Record, WhyProposed

YEARS = 5


@dataclass
class Outcome:
    """What came of one branch, or of many."""

    branches: int = 0
    reasons: int = 0
    contradicted: int = 0
    miscounted: int = 0
    unexplained: int = 0
    third_before_first: int = 0
    by_reason: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Outcome") -> None:
        """Join what came of other branches."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def wrong(self) -> int:
        """What should never happen."""
        return self.contradicted + self.miscounted + self.unexplained + self.third_before_first


@dataclass
class Counts:
    """Turns and months counted from what happened, month by month."""

    turns: defaultdict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    #: Turns the rotation gave, not the chair.
    proposed: defaultdict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    could: defaultdict[int, set[date]] = field(default_factory=lambda: defaultdict(set))

    def month(self, month: date, present: set[int], reporters: set[int], chosen: set[int]) -> int:
        """Count a month; returns how many third turns came before somebody's first."""
        for member in present:
            self.could[member].add(month)
        for member in reporters:
            self.turns[member].append(month)
            if member in chosen:
                self.proposed[member].add(month)
        without = [m for m in present - reporters if not self.turns[m]]
        return sum(
            len(self.proposed[member] & self.could[other]) > 2
            for member in reporters & chosen
            for other in without
        )

    def agrees(self, record: Record) -> bool:
        """Whether a printed line says what was counted."""
        turns = self.turns[record.member_id]
        counted = (len(turns), len(self.could[record.member_id]), turns[-1] if turns else None)
        return counted == (record.turns, record.months, record.last_month)


def live(number: int, years: int = YEARS) -> Outcome:
    """Let one branch live, planning each year in January and each month before its meeting."""
    branch, counts, found = Branch(number, years), Counts(), Outcome(branches=1)
    eager = set(sorted(branch.here)[-3:]) if number % 3 == 0 else set()
    put_off: set[tuple[int, date]] = set()
    for place, month in enumerate(branch.months):
        branch.live(place)
        if number % 2 or place < 12:
            branch.offers |= {(m, month.month) for m in eager & branch.here}
        facts = replace(branch.facts(place), first=frozenset(put_off))
        if month.month.month == 1:
            _read_year(facts, month.month.year, found)
        if not month.carries:
            continue
        proposed, records = look_at(facts, month.month)
        _read(facts, proposed, records.values(), found)
        found.miscounted += sum(not counts.agrees(record) for record in records.values())
        chosen, present = {one.member_id for one in proposed}, branch.present()
        reporters = _as_it_goes(branch, chosen, present, put_off, month.month)
        branch.given |= {Given(member, month.month) for member in reporters}
        if reporters:
            free = {one.member_id for one in proposed if one.why is not WhyProposed.PROMISED}
            found.third_before_first += counts.month(month.month, present, reporters, free)
    return found


def _as_it_goes(
    branch: Branch, chosen: set[int], present: set[int], put_off: set[tuple[int, date]], month: date
) -> set[int]:
    """Now and then the chair gives a turn to somebody else, or somebody's turn is put off."""
    reporters, others = set(chosen), sorted(present - chosen)
    if chosen and others and branch.rng.random() < branch.exceptions:
        reporters = (chosen - {max(chosen)}) | {branch.rng.choice(others)}
    late = {m for m in reporters if branch.rng.random() < branch.exceptions}
    reporters -= late
    put_off -= {one for one in put_off if one[0] in reporters}
    put_off |= {(member, month) for member in late}
    return reporters


def _read_year(facts: Facts, year: int, found: Outcome) -> None:
    looked_at = {month.month for month in facts.months if month.month.year == year}
    for step in walk(facts, lines(facts), looked_at, {}):
        if step.month in looked_at:
            proposed = explained(step, step.chosen)
            found.unexplained += len(step.chosen) - len(proposed)
            _read(facts, proposed, step.records.values(), found)


def _read(
    facts: Facts, proposed: list[Proposed], records: Collection[Record], found: Outcome
) -> None:
    here = {one.member_id for one in proposed}
    late = {member for member, month in facts.first for one in proposed if month < one.month}
    passed = [_printed(record, facts, late) for record in records if record.member_id not in here]
    for one in proposed:
        offered = (one.member_id, one.month) in facts.offers
        mine = replace(_printed(one.record, facts, late), offered=offered)
        by_account = one.reason.by_account
        found.reasons += 1
        found.contradicted += contradicted(str(one.why), mine, passed, by_account=by_account)
        if one.why is WhyProposed.LATE_FIRST_TURN:
            found.contradicted += not any(record.turns > 1 for record in records)
        found.by_reason[f"{one.why}{' by account' if by_account else ''}"] += 1


def _printed(record: Record, facts: Facts, late: set[int]) -> Printed:
    since = record.last_month or record.first_month
    leads = record.leads and facts.leaders_first
    late_here = record.member_id in late
    return Printed(record.turns, record.months, since, record.owed, leads, put_off=late_here)


def live_many(numbers: Iterable[int]) -> Outcome:
    """Let many branches live, one after the other."""
    found = Outcome()
    for number in numbers:
        found.add(live(number))
    return found


def main() -> int:
    """Let the branches live and print what came of them."""
    found = live_all(live_many, Outcome())
    sys.stdout.write(json.dumps(vars(found)) + "\n")
    return int(found.wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
