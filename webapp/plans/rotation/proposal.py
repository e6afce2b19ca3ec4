"""Who reports in which month: the order of the rotation, and why somebody's turn has come.

Whose turn was put off comes first; then volunteers of a month; then the member who is owed most,
that is, has the fewest turns for the months in which they could report; then, if the settings say
so, leaders; then the member who has waited longest; between equal ones a draw decides. The same
facts give the same plan in whatever order they are given.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from heapq import nsmallest

from webapp.plans.rotation.availability import Facts, LeftOut, Lines, Person, left_out, lines
from webapp.plans.rotation.capacity import Capacity, capacity_of, turns_by_month
from webapp.plans.rotation.fairness import Accounts


class WhyProposed(StrEnum):
    """What put a member before the first one who was not chosen."""

    PUT_OFF = "put_off"
    VOLUNTEERED = "volunteered"
    EVERYBODY = "everybody"
    NEVER_REPORTED = "never_reported"
    FEWEST_TURNS = "fewest_turns"
    LEADS = "leads"
    WAITED_LONGEST = "waited_longest"
    DRAWN = "drawn"


@dataclass(frozen=True)
class Proposed:
    """One member proposed for a month, why, and what that rests on."""

    member_id: int
    month: date
    why: WhyProposed
    #: Turns before this one, as far back as is looked at.
    turns: int
    #: Months with reports in which the member could have been given a turn.
    months: int
    last_month: date | None


@dataclass(frozen=True)
class YearProposal:
    """The proposal for the open months of a year."""

    year: int
    capacity: Capacity
    proposed: tuple[Proposed, ...]
    #: Members with a turn in the year, given or proposed.
    reached: frozenset[int]
    #: Who could report and isn't reached, with the month expected later; or none.
    later: tuple[tuple[int, date | None], ...]
    left_out: tuple[LeftOut, ...]


def propose(facts: Facts, year: int) -> YearProposal:
    """Fill the open months of a year, and look as far ahead as it takes to reach everybody."""
    out = lines(facts)
    proposed: list[Proposed] = []
    reached: set[int] = set()
    expected: dict[int, date] = {}
    # The members who may still report in the last month.
    staying = {member_id for member_id, line in out.items() if line and line[-1] is None}
    for step in _walk(facts, out):
        if step.month.year == year:
            proposed += step.proposed
            reached |= step.reporters
        elif step.month.year > year:
            new = step.reporters - reached - expected.keys()
            expected |= dict.fromkeys(new, step.month)
            if staying <= reached | expected.keys():
                break
    later = [(member_id, expected.get(member_id)) for member_id in staying - reached]
    return YearProposal(
        year,
        capacity_of(facts, out, year),
        tuple(proposed),
        frozenset(reached),
        tuple(sorted(later, key=lambda one: (one[1] or date.max, one[0]))),
        tuple(left_out(facts, out, year)),
    )


def propose_month(facts: Facts, month: date) -> list[Proposed]:
    """The members proposed for one month, after everything given or proposed before it."""
    for step in _walk(facts, lines(facts)):
        if step.month >= month:
            return step.proposed if step.month == month else []
    return []


def furthest(facts: Facts) -> tuple[int, int]:
    """The largest distance of any member from the share in any month, and one turn in its unit."""
    found = [(step.furthest, step.turn) for step in _walk(facts, lines(facts))]
    return max(found, default=(0, 1))


@dataclass(frozen=True)
class _Step:
    """One month after its turns were given and proposed."""

    month: date
    reporters: frozenset[int]
    proposed: list[Proposed]
    furthest: int
    turn: int


@dataclass
class _Walk:
    """What is known of everybody on the way through the months."""

    facts: Facts
    accounts: Accounts
    draw: dict[int, int]
    leaders: frozenset[int]
    offers: frozenset[tuple[int, date]]
    #: Whose turn was put off, until they are given one.
    put_off: set[int]
    turns: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    #: Who could report, for each month with turns.
    months: list[set[int]] = field(default_factory=list)
    last: dict[int, date] = field(default_factory=dict)
    first: dict[int, date] = field(default_factory=dict)

    def order(self, member_id: int, month: date) -> tuple[bool, bool, int, bool, date, int, int]:
        """Where a member stands in the queue for a month; the least one comes first."""
        return (
            member_id not in self.put_off,
            (member_id, month) not in self.offers,
            -self.accounts.owed(member_id),
            member_id not in self.leaders,
            self.last.get(member_id) or self.first[member_id],
            self.draw[member_id],
            member_id,
        )

    def step(self, position: int, may: set[int], given: set[int], free: int) -> _Step:
        """Let one month pass: the members with a turn report, then the first of the queue."""
        month = self.facts.months[position].month
        # A member who reported counts as one who could, whatever the stored status says.
        present = may | given
        self.first |= dict.fromkeys(present - self.first.keys(), month)
        self.accounts.admit(present, position)
        proposed = self.choose(month, may - given, free)
        reporters = given | {one.member_id for one in proposed}
        self.accounts.take(reporters)
        if self.facts.months[position].is_open:
            self.put_off -= reporters
        self.months.append(present)
        for member_id in reporters:
            self.turns[member_id] += 1
            self.last[member_id] = month
        furthest, turn = self.accounts.furthest, self.accounts.turn
        return _Step(month, frozenset(reporters), proposed, furthest, turn)

    def choose(self, month: date, may: set[int], free: int) -> list[Proposed]:
        """The next ones of the queue, each with the reason."""
        queue = nsmallest(free + 1, (self.order(m, month) for m in may)) if free else []
        behind = queue[free] if len(queue) > free else None
        return [self._explain(order, behind, month) for order in queue[:free]]

    def _explain(
        self, order: tuple[bool, bool, int, bool, date, int, int], behind: object, month: date
    ) -> Proposed:
        member_id = order[-1]
        turns = self.turns[member_id]
        why = _why(order, behind, turns)
        last = self.last.get(member_id)
        months = sum(member_id in may for may in self.months)
        return Proposed(member_id, month, why, turns, months, last)


#: What each place in the order says when it decides.
_DECIDES = (
    WhyProposed.PUT_OFF,
    WhyProposed.VOLUNTEERED,
    WhyProposed.FEWEST_TURNS,
    WhyProposed.LEADS,
    WhyProposed.WAITED_LONGEST,
    WhyProposed.DRAWN,
    WhyProposed.DRAWN,
)


def _why(order: tuple[object, ...], behind: object, turns: int) -> WhyProposed:
    if not order[0]:
        return WhyProposed.PUT_OFF
    if not order[1]:
        return WhyProposed.VOLUNTEERED
    if not isinstance(behind, tuple):
        return WhyProposed.EVERYBODY
    pairs = zip(_DECIDES, order, behind, strict=True)
    why = next(says for says, mine, theirs in pairs if mine != theirs)
    return WhyProposed.NEVER_REPORTED if why is WhyProposed.FEWEST_TURNS and not turns else why


def _walk(facts: Facts, out: Lines) -> Iterator[_Step]:
    """The months in their order, each after its given and its proposed turns."""
    given: defaultdict[date, set[int]] = defaultdict(set)
    for one in facts.given:
        given[one.month].add(one.member_id)
    wanted = turns_by_month(facts, out)
    leaders = {person.id for person in facts.people if person.leads and facts.leaders_first}
    lots = {person.id: _draw(facts.seed, person) for person in facts.people}
    accounts, put_off = Accounts(len(facts.people)), set(facts.put_off)
    walk = _Walk(facts, accounts, lots, frozenset(leaders), facts.offers, put_off)
    for position, month in enumerate(facts.months):
        here = given[month.month] & out.keys()
        free = max(0, wanted.get(month.month, 0) - len(here)) if month.is_open else 0
        if not here and not free:
            continue
        may = {m for m, line in out.items() if line[position] is None}
        if here or may:
            yield walk.step(position, may, here, free)


def _draw(seed: int, person: Person) -> int:
    """A member's lot; the same seed always gives the same one."""
    return int.from_bytes(blake2b(f"{seed}:{person.id}".encode(), digest_size=8).digest())
