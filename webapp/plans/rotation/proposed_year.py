"""The proposal of a year as its page shows it: months, who is reached, who is left out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.plans import rules
from webapp.plans.rotation.availability import Given, LeftOut, left_out, lines
from webapp.plans.rotation.capacity import Capacity
from webapp.plans.rotation.proposal import Later, Proposed, YearProposal, propose
from webapp.plans.rotation.queries import History
from webapp.plans.rotation.volunteers import YearTurns
from webapp.plans.rules import MonthKind, MonthPlan

#: By month the members who are to report in it.
Chosen = Mapping[date, Sequence[int]]


@dataclass(frozen=True)
class Seat:
    """One turn of a month: whose it is, and why, if the rotation proposed it."""

    member_id: int
    name: str
    proposed: Proposed | None


@dataclass(frozen=True)
class MonthRow:
    """One month of the year with its turns."""

    plan: MonthPlan
    is_open: bool
    #: Whether the chair chose the members of this month.
    is_fixed: bool
    standing: list[str]
    seats: list[Seat]

    @property
    def name(self) -> str:
        """The month as addresses and fields write it."""
        return f"{self.plan.month:%Y-%m}"


@dataclass(frozen=True)
class YearView:
    """Everything the page of a year's proposal shows."""

    year: int
    capacity: Capacity
    rows: list[MonthRow]
    #: Members with a turn in the year, by name.
    reached: list[str]
    #: How many members have so many turns in the year, most turns first.
    shares: list[tuple[int, int]]
    later: list[tuple[str, Later]]
    left_out: list[tuple[str, LeftOut]]

    @property
    def has_open_months(self) -> bool:
        """Whether there is anything left to plan."""
        return any(row.is_open for row in self.rows)

    @property
    def has_seats(self) -> bool:
        """Whether anybody is proposed or chosen."""
        return any(row.seats for row in self.rows)

    @property
    def months_left(self) -> int:
        """How many months are still to come."""
        return sum(row.is_open for row in self.rows)

    @property
    def turns_had(self) -> int:
        """The turns of the months that are over."""
        return sum(len(row.standing) for row in self.rows if not row.is_open)

    @property
    def turns_left(self) -> int:
        """The turns of the months to come, assigned or foreseen."""
        return sum(len(row.standing) + len(row.seats) for row in self.rows if row.is_open)

    @property
    def is_uneven(self) -> bool:
        """Whether somebody has several turns while somebody has none."""
        return bool(self.later) and any(turns > 1 for turns, _members in self.shares)


def view_of(
    past: History, year: int, chosen: Chosen | None, fixed: frozenset[date] = frozenset()
) -> YearView:
    """The proposal of a year with the members chosen, or with those the rotation proposes if none.

    The months in `fixed` are the chair's own choice; the rotation fills the others.
    """
    free = past.planning(year)
    if chosen is None:
        chosen = filled(propose(free, year), {})
    # What the page tells follows from what it shows, so nothing more is proposed here.
    seats = {
        month.month: chosen.get(month.month, ())
        for month in free.months
        if month.is_open and month.month.year == year
    }
    outcome = propose(free, year, seats)
    why = {(one.member_id, one.month): one for one in outcome.proposed if one.month not in fixed}
    names = past.names
    shares = Counter(outcome.turns.values())
    return YearView(
        year,
        outcome.capacity,
        _rows(past, year, chosen, fixed, why),
        [names[member_id] for member_id in names if member_id in outcome.turns],
        sorted(shares.items(), reverse=True),
        [(names[one.member_id], one) for one in outcome.later],
        [(names[one.member_id], one) for one in left_out(free, lines(free), year)],
    )


def filled(proposal: YearProposal, own: Chosen) -> dict[date, list[int]]:
    """The members the chair chose, and those the rotation proposes for other months."""
    found = {month: list(members) for month, members in own.items()}
    for one in proposal.proposed:
        if one.month not in own:
            found.setdefault(one.month, []).append(one.member_id)
    return found


def around(past: History, year: int, chosen: Chosen, fixed: frozenset[date]) -> Chosen:
    """The chosen members of fixed months, and the rotation's proposal for all others."""
    own = {month: chosen.get(month, ()) for month in fixed}
    return filled(propose(past.planning(year), year, own), own)


def beside_offers(past: History, opened: str, chosen: Chosen) -> YearTurns | None:
    """How the turns of the year lie, for the volunteers of the month that is being chosen."""
    month = rules.month_named(opened)
    position = next((n for n, one in enumerate(past.facts.months) if one.month == month), None)
    if month is None or position is None:
        return None
    turns = Counter(one.member_id for one in past.standing if one.month.year == month.year)
    for members in chosen.values():
        turns.update(members)
    may = [m for m, line in lines(past.facts).items() if line[position] is None]
    offered = {member_id for member_id, at in past.facts.offers if at == month}
    shown = Counter({member_id: turns[member_id] for member_id in offered if turns[member_id]})
    return YearTurns(shown, sum(not turns[member_id] for member_id in may))


def confirmed(past: History, year: int) -> dict[date, list[int]]:
    """What the confirmed plan foresees for the open months of a year."""
    open_months = {m.month for m in past.facts.months if m.is_open and m.month.year == year}
    found: dict[date, list[int]] = {}
    for member_id in past.names:
        for month in sorted(open_months):
            if Given(member_id, month) in past.foreseen:
                found.setdefault(month, []).append(member_id)
    return found


def _rows(
    past: History,
    year: int,
    chosen: Chosen,
    fixed: frozenset[date],
    why: Mapping[tuple[int, date], Proposed],
) -> list[MonthRow]:
    standing: dict[date, set[int]] = {}
    for one in past.standing:
        standing.setdefault(one.month, set()).add(one.member_id)
    return [
        MonthRow(
            plan=past.plans[month.month],
            is_open=month.is_open,
            is_fixed=month.month in fixed,
            standing=[past.names[m] for m in past.names if m in standing.get(month.month, ())],
            seats=[
                Seat(member, past.names[member], why.get((member, month.month)))
                for member in chosen.get(month.month, ())
                if member in past.names
            ],
        )
        for month in past.facts.months
        if month.month.year == year and past.plans[month.month].kind is MonthKind.REPORTS
    ]
