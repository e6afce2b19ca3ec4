"""The months in their order, and who is first in the queue of each.

First comes whose turn was put off; then who has no turn yet while another would have a third in the
same time; then volunteers of the month within their limit; then the member who is owed most; then,
if the settings say so, leaders; then the member who has waited longest; between equal ones a draw
decides. The same facts give the same order in whatever order they are given.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from heapq import nsmallest

from webapp.plans.rotation.availability import Facts, Lines, Person
from webapp.plans.rotation.capacity import turns_by_month
from webapp.plans.rotation.fairness import Accounts
from webapp.plans.rotation.reasons import Order, Record
from webapp.plans.rotation.volunteers import Held

#: Accounts are compared, and printed, in parts of a turn.
HUNDREDTHS = 100


@dataclass(frozen=True)
class Step:
    """One month after its turns were given and chosen."""

    month: date
    reporters: frozenset[int]
    #: Who is chosen, in the order of the queue.
    chosen: list[int]
    #: Everybody who can report, where the month is looked at closely.
    records: Mapping[int, Record]
    #: The places of those who had no turn in it yet.
    orders: Mapping[int, Order]
    furthest: int
    turn: int


def walk(
    facts: Facts, out: Lines, looked_at: Collection[date], seats: Mapping[date, set[int]]
) -> Iterator[Step]:
    """Let the months pass; in those looked at everybody's record is made.

    `seats` are turns that somebody chose: they count like given ones, and have a record.
    """
    given: defaultdict[date, set[int]] = defaultdict(set)
    for one in facts.given:
        given[one.month].add(one.member_id)
    wanted = turns_by_month(facts, out)
    passing = _Passing(facts, Held(facts, seats))
    for position, month in enumerate(facts.months):
        at = month.month
        here, seated = given[at] & out.keys(), seats.get(at, set()) & out.keys()
        is_free = month.is_open and at not in seats
        free = max(0, wanted.get(at, 0) - len(here)) if is_free else 0
        may = {m for m, line in out.items() if line[position] is None}
        if here or seated or (free and may):
            yield passing.step(position, may, (here, seated - here, free), closely=at in looked_at)


class _Passing:
    """What is known of everybody on the way through the months."""

    def __init__(self, facts: Facts, held: Held) -> None:
        self.facts, self.held = facts, held
        self.accounts = Accounts(len(facts.people))
        self.leaders = {one.id for one in facts.people if one.leads and facts.leaders_first}
        self.lots = {person.id: _draw(facts.seed, person) for person in facts.people}
        self.turns: defaultdict[int, int] = defaultdict(int)
        self.to_come: defaultdict[int, int] = defaultdict(int)
        #: The months in which each member could report.
        self.months: defaultdict[int, int] = defaultdict(int)
        self.last: dict[int, date] = {}
        self.last_is_ahead: dict[int, bool] = {}
        self.first: dict[int, date] = {}

    def step(
        self, position: int, may: set[int], turns: tuple[set[int], set[int], int], *, closely: bool
    ) -> Step:
        """Let one month pass: given turns, seats that somebody chose, and free ones."""
        given, seated, free = turns
        month = self.facts.months[position]
        # A member who reported counts as one who could, whatever the stored status says.
        present = may | given | seated
        self.first |= dict.fromkeys(present - self.first.keys(), month.month)
        self.accounts.admit(present, position)
        rivals = (may | seated) - given
        promised = self.held.promised(month.month)
        orders: dict[int, Order] = {}
        if free or closely:
            orders = self._orders(rivals, free + len(seated), month.month, promised)
        chosen = [order[-1] for order in nsmallest(free, orders.values())]
        records = {}
        if closely:
            known = orders | {m: self._order(m, {}, set(), is_late=False) for m in given}
            records = {m: self._record(order, promised) for m, order in known.items()}
        reporters = given | seated | set(chosen)
        self.accounts.take(reporters)
        self._remember(month.month, present, reporters, is_ahead=month.is_ahead or month.is_open)
        furthest, turn = self.accounts.furthest, self.accounts.turn
        return Step(month.month, frozenset(reporters), chosen, records, orders, furthest, turn)

    def _orders(
        self, rivals: set[int], seats: int, month: date, promised: Mapping[int, date]
    ) -> dict[int, Order]:
        """Where each member stands in the queue for so many seats."""
        ahead = self.held.volunteers(month, rivals)
        orders = {m: self._order(m, promised, ahead, is_late=False) for m in rivals}
        while True:
            chosen = {order[-1] for order in nsmallest(seats, orders.values())}
            passed = rivals - chosen
            found = self.held.late_first_turns(chosen - promised.keys(), passed)
            if not found:
                return orders
            first = min(found, key=lambda member_id: orders[member_id])
            orders[first] = self._order(first, promised, ahead, is_late=True)

    def _order(
        self, member_id: int, promised: Mapping[int, date], ahead: set[int], *, is_late: bool
    ) -> Order:
        return (
            member_id not in promised,
            not is_late,
            member_id not in ahead,
            -(self.accounts.owed(member_id) * HUNDREDTHS // self.accounts.turn),
            member_id not in self.leaders,
            self.last.get(member_id) or self.first[member_id],
            self.lots[member_id],
            member_id,
        )

    def _record(self, order: Order, promised: Mapping[int, date]) -> Record:
        member_id = order[-1]
        return Record(
            member_id,
            self.turns[member_id],
            self.to_come[member_id],
            self.months[member_id],
            self.first[member_id],
            self.last.get(member_id),
            last_is_to_come=self.last_is_ahead.get(member_id, False),
            owed=-order[3],
            leads=not order[4],
            volunteers=not order[2],
            is_late=not order[1],
            promised=promised.get(member_id),
        )

    def _remember(
        self, month: date, present: set[int], reporters: set[int], *, is_ahead: bool
    ) -> None:
        for member_id in present:
            self.months[member_id] += 1
        for member_id in reporters:
            self.turns[member_id] += 1
            self.to_come[member_id] += is_ahead
            self.last[member_id] = month
            self.last_is_ahead[member_id] = is_ahead
        self.held.remember(month, present, reporters)


def _draw(seed: int, person: Person) -> int:
    """A member's lot; the same seed always gives the same one."""
    return int.from_bytes(blake2b(f"{seed}:{person.id}".encode(), digest_size=8).digest())
