"""The proposal of a year and of a month: who reports, why, and who is reached when.

The order of the queue stands in `ordering.py`, what a reason may say in `reasons.py`.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.plans.rotation.availability import Facts, LeftOut, able_in, left_out, lines
from webapp.plans.rotation.capacity import Capacity, capacity_of
from webapp.plans.rotation.ordering import Step, walk
from webapp.plans.rotation.reasons import TIES, Reason, Record, WhyProposed, reason_of


@dataclass(frozen=True)
class Proposed:
    """One member for a month, why, and what that rests on."""

    member_id: int
    month: date
    reason: Reason
    record: Record

    @property
    def why(self) -> WhyProposed:
        """What put the member before the others."""
        return self.reason.why

    @property
    def breaks_tie(self) -> bool:
        """Whether the first ones were equal, and something else decided."""
        return self.why in TIES


@dataclass(frozen=True)
class Later:
    """Who could report in an open month of the year and isn't reached."""

    member_id: int
    #: The month expected later, if there is one as far as is looked ahead.
    month: date | None
    #: What was known of the member in the year, if anything was.
    record: Record | None


@dataclass(frozen=True)
class YearProposal:
    """The proposal for the open months of a year."""

    year: int
    capacity: Capacity
    proposed: tuple[Proposed, ...]
    #: How many turns each member has in the year, given or proposed, if any.
    turns: Mapping[int, int]
    later: tuple[Later, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def reached(self) -> frozenset[int]:
        """Members with a turn in the year."""
        return frozenset(self.turns)


def propose(
    facts: Facts, year: int, seats: Mapping[date, Collection[int]] | None = None
) -> YearProposal:
    """Fill the open months of a year, and look as far ahead as it takes to reach everybody.

    `seats` are months whose members somebody chose; they have a reason where the queue agrees.
    """
    out = lines(facts)
    proposed: list[Proposed] = []
    turns: Counter[int] = Counter()
    expected: dict[int, date] = {}
    records: dict[int, Record] = {}
    able = able_in(facts, out, year)
    looked_at = {month.month for month in facts.months if month.month.year == year}
    taken = {month: set(members) for month, members in (seats or {}).items()}
    for step in walk(facts, out, looked_at, taken):
        if step.month.year == year:
            proposed += explained(step, [*step.chosen, *sorted(taken.get(step.month, ()))])
            turns.update(step.reporters)
            records |= step.records
        elif step.month.year > year:
            new = step.reporters - turns.keys() - expected.keys()
            expected |= dict.fromkeys(new, step.month)
            if able <= turns.keys() | expected.keys():
                break
    later = [Later(m, expected.get(m), records.get(m)) for m in able - turns.keys()]
    return YearProposal(
        year,
        capacity_of(facts, out, year),
        tuple(proposed),
        dict(turns),
        tuple(sorted(later, key=lambda one: (one.month or date.max, one.member_id))),
        tuple(left_out(facts, out, year)),
    )


def look_at(facts: Facts, month: date) -> tuple[list[Proposed], Mapping[int, Record]]:
    """The members proposed for one month, and what is known of everybody who can report.

    Everything given or proposed before it counts.
    """
    for step in walk(facts, lines(facts), {month}, {}):
        if step.month >= month:
            found = step.month == month
            return (explained(step, step.chosen), step.records) if found else ([], {})
    return [], {}


def propose_month(facts: Facts, month: date) -> list[Proposed]:
    """The members proposed for one month, after everything given or proposed before it."""
    return look_at(facts, month)[0]


def furthest(facts: Facts) -> tuple[int, int]:
    """The largest distance of any member from the share in any month, and one turn in its unit."""
    found = [(step.furthest, step.turn) for step in walk(facts, lines(facts), (), {})]
    return max(found, default=(0, 1))


def explained(step: Step, members: list[int]) -> list[Proposed]:
    """Members of a month with the reason each has against all who are passed over."""
    here = [member_id for member_id in members if member_id in step.orders]
    passed = step.orders.keys() - set(here)
    others = [(step.records[m], step.orders[m]) for m in passed]
    found = []
    for member_id in here:
        record = step.records[member_id]
        reason = reason_of(record, step.orders[member_id], others)
        if reason is not None:
            found.append(Proposed(member_id, step.month, reason, record))
    return found
