"""The first screen of one member, read off the table of duties; and the six steps of a month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.duties.rules import Matter, due_on, is_late
from webapp.duties.stages import DutyKind, Whose
from webapp.duties.table import TABLE
from webapp.reports.rules import ReportState

_ORDER = {kind: number for number, kind in enumerate(DutyKind)}


@dataclass(frozen=True)
class Duty:
    """One row of somebody's first screen: what it is about, by when, and how many."""

    kind: DutyKind
    due_on: date | None = None
    month: date | None = None
    name: str = ""
    count: int = 0
    #: What its address takes.
    values: Mapping[str, str | int] = field(default_factory=dict)
    #: Whether there is nothing to do now, but something to know.
    waits: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who looks at the first screen, and what they may decide in the unit."""

    member_id: int | None
    leads: bool = False
    reviews: bool = False


def duties(matters: Iterable[Matter], viewer: Viewer, today: date) -> list[Duty]:
    """What one member has to do, nearest day first; what is only to know comes last."""
    found = [duty for matter in matters for duty in _rows(matter, viewer, today)]
    return sorted(found, key=lambda one: (one.waits, one.due_on or date.max, _ORDER[one.kind]))


def _rows(matter: Matter, viewer: Viewer, today: date) -> Iterator[Duty]:
    owed = TABLE[matter.stage]
    due = due_on(owed, matter.days)
    left = (due - today).days if due else 0
    for row in owed.rows:
        if not _sees(viewer, row.to, matter) or (row.when_late and not is_late(due, today)):
            continue
        if row.shown_from is None or left <= row.shown_from:
            waits = row.waits or (row.waits_until is not None and left > row.waits_until)
            yield Duty(row.kind, due, matter.month, matter.name, matter.count, matter.values, waits)


def _sees(viewer: Viewer, whose: Whose, matter: Matter) -> bool:
    is_own = matter.member_id is not None and matter.member_id == viewer.member_id
    return {
        Whose.MEMBER: is_own,
        Whose.COMMITTEE: viewer.reviews and not is_own,
        Whose.REVIEWERS: viewer.reviews and not is_own,
        Whose.LEADERS: viewer.leads and not is_own,
        Whose.EVERYBODY: True,
    }[whose]


class MonthStep(StrEnum):
    """The six steps of a month, as the card on the first screen shows them."""

    ASSIGN = "assign"
    DRAFT = "draft"
    REVIEW = "review"
    PRESENT = "present"
    CONCLUDE = "conclude"
    FILE = "file"


_REACHED = {
    ReportState.ASSIGNED: 1,
    ReportState.DRAFTING: 1,
    ReportState.SUBMITTED: 2,
    ReportState.RETURNED: 2,
    ReportState.ACCEPTED: 3,
    ReportState.PRESENTED: 4,
    ReportState.FINALIZING: 5,
    ReportState.FILED_FOR: 5,
    ReportState.FILED: 6,
}


def month_steps(states: list[ReportState]) -> dict[MonthStep, str]:
    """For each step of a month “done”, “now” or “next”, over all its reports."""
    reached = [_REACHED[state] for state in states if state in _REACHED]
    done = min(reached, default=0)
    furthest = max(reached, default=0)
    return {
        step: "done" if position < done else "now" if position <= furthest else "next"
        for position, step in enumerate(MonthStep)
    }
