"""Who may report in which month: the facts the rotation reads, and who is left out by them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from webapp.accounts.rules import MAY_REPORT, MemberStatus
from webapp.organizations.settings import BranchSettings


class WhyLeftOut(StrEnum):
    """Why a member can't be given a turn in a month."""

    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    ELSEWHERE = "temporarily_elsewhere"
    NOT_HERE = "left"
    LEAVE = "leave"
    ILLNESS = "illness"
    AWAY = "away"
    OTHER = "other"


def left_out_by(status: MemberStatus) -> WhyLeftOut | None:
    """Why members of a status are left out; none for those who may report."""
    return None if status in MAY_REPORT else WhyLeftOut(status.value)


@dataclass(frozen=True)
class Stretch:
    """How a member stood from one day to another; `out` is none while the member may report."""

    from_on: date
    until_on: date | None
    out: WhyLeftOut | None = None


@dataclass(frozen=True)
class Absence:
    """Days that a member told to be away; every month they touch is left out."""

    from_on: date
    until_on: date
    why: WhyLeftOut


@dataclass(frozen=True)
class Person:
    """A member as the rotation sees one. Of two stretches on one day the later one counts."""

    id: int
    leads: bool
    stretches: tuple[Stretch, ...]
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True)
class Month:
    """A month, written as its first day, with the day of its meeting."""

    month: date
    meeting_on: date
    #: Whether it carries reports.
    carries: bool = True
    #: Whether turns may still be proposed for it.
    is_open: bool = False
    #: How many turns somebody chose for it; none if it follows the settings.
    own_turns: int | None = None
    #: Whether its reports are still to come, also where nothing more is proposed for it.
    is_ahead: bool = False


@dataclass(frozen=True)
class Given:
    """A turn that stands or is planned."""

    member_id: int
    month: date


@dataclass(frozen=True)
class Facts:
    """Everything the rotation looks at; the months follow each other without a gap."""

    people: tuple[Person, ...]
    months: tuple[Month, ...]
    given: frozenset[Given]
    #: Offers that wait for an answer, as member and month.
    offers: frozenset[tuple[int, date]]
    #: How many turns the settings allow in a month.
    most: int
    leaders_first: bool
    #: Decides between equal ones.
    seed: int
    #: Members whose turn was put off, with the month it was in; they come first in a later one.
    first: frozenset[tuple[int, date]] = frozenset()
    #: How many turns of a year volunteers have before the others while somebody has none.
    volunteer_turns: int = BranchSettings.volunteer_turns_a_year


#: For each member, month by month, why the member is left out; none for who may report.
Lines = Mapping[int, list[WhyLeftOut | None]]


def lines(facts: Facts) -> Lines:
    """Why each member is left out of each month.

    The status on the day of the meeting counts; a person without one was not a member then.
    """
    # A meeting held late, after the next one, counts like the next one.
    days = list(accumulate((month.meeting_on for month in facts.months), max))
    months = [month.month for month in facts.months]
    return {person.id: _line(person, days, months) for person in facts.people}


def _line(person: Person, days: list[date], months: list[date]) -> list[WhyLeftOut | None]:
    line: list[WhyLeftOut | None] = [WhyLeftOut.NOT_HERE] * len(days)
    for stretch in sorted(person.stretches, key=lambda one: one.from_on):
        first = bisect_left(days, stretch.from_on)
        until = bisect_right(days, stretch.until_on) if stretch.until_on else len(days)
        line[first:until] = [stretch.out] * max(0, until - first)
    for absence in person.absences:
        first = bisect_left(months, absence.from_on.replace(day=1))
        for position in range(first, bisect_right(months, absence.until_on)):
            line[position] = line[position] or absence.why
    return line


@dataclass(frozen=True)
class LeftOut:
    """A member who can't be given a turn in some open months of a year, or in all of them."""

    member_id: int
    why: WhyLeftOut
    months: tuple[date, ...]
    is_whole_year: bool


def left_out(facts: Facts, out: Lines, year: int) -> Iterator[LeftOut]:
    """Who is left out of open months of a year, one row for each reason.

    Somebody who is not a member in any of them is left away.
    """
    open_months = _open_months(facts, year)
    for member_id in sorted(out):
        line = out[member_id]
        reasons = {line[position] for position, _month in open_months} - {None}
        if len(reasons) == 1 and WhyLeftOut.NOT_HERE in reasons:
            continue
        for why in sorted(reason for reason in reasons if reason):
            months = tuple(month for position, month in open_months if line[position] is why)
            yield LeftOut(member_id, why, months, len(months) == len(open_months))


def able_in(facts: Facts, out: Lines, year: int) -> set[int]:
    """Who may report in at least one open month of a year, or in its last one if all are over."""
    positions = [position for position, _month in _open_months(facts, year)]
    if not positions:
        carrying = [
            n for n, one in enumerate(facts.months) if one.carries and one.month.year == year
        ]
        positions = carrying[-1:]
    return {m for m, line in out.items() if any(line[position] is None for position in positions)}


def _open_months(facts: Facts, year: int) -> list[tuple[int, date]]:
    return [
        (position, month.month)
        for position, month in enumerate(facts.months)
        if month.month.year == year and month.is_open and month.carries
    ]
