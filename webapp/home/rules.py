"""The first screen of one member, read off the table of duties; and the six steps of a month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.duties.facts import Contact, ReportFact, UnitFacts
from webapp.duties.rules import Matter, due_on, is_late, row_key
from webapp.duties.stages import DutyKind, Whose
from webapp.duties.table import TABLE
from webapp.plans.rules import MonthKind, MonthPlan
from webapp.reports.rules import OVER, ReportState

_ORDER = {kind: number for number, kind in enumerate(DutyKind)}


@dataclass(frozen=True)
class Duty:
    """One row of somebody's first screen: what it is about, by when, and how many."""

    kind: DutyKind
    due_on: date | None = None
    month: date | None = None
    name: str = ""
    count: int = 0
    subject: str = ""
    #: The member it is about.
    of: int | None = None
    #: What its address takes.
    values: Mapping[str, str | int] = field(default_factory=dict)
    #: Whether there is nothing to do now, but something to know.
    waits: bool = False
    first: bool = False
    #: The words in which those who lead may remind whoever is late with it.
    reminds: DutyKind | None = None
    contact: Contact = Contact()
    words: str = ""
    people: Sequence[str] = ()

    @property
    def key(self) -> str:
        """What its reminders are about."""
        return row_key(self.kind, self.subject)


@dataclass(frozen=True)
class Viewer:
    """Who looks at the first screen, and what they may decide in the unit."""

    member_id: int | None
    leads: bool = False
    reviews: bool = False


def duties(matters: Iterable[Matter], viewer: Viewer, today: date) -> list[Duty]:
    """What one member has to do, nearest day first; what is only to know comes last."""
    found = [duty for matter in matters for duty in _rows(matter, viewer, today)]
    return sorted(found, key=_place)


def _place(duty: Duty) -> tuple[bool, bool, date, int]:
    return not duty.first, duty.waits, duty.due_on or date.max, _ORDER[duty.kind]


def first_words(text: str, longest: int = 60) -> str:
    """The beginning of a text in one line, whole words only, with dots where more follows."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rpartition(" ")[0].rstrip(",;:.–- ") + " …"


def names(people: Sequence[str], most: int = 3) -> str:
    """The names that fit into a row, and how many more there are."""
    shown = ", ".join(people[:most])
    return f"{shown} và {len(people) - most} người nữa" if len(people) > most else shown


def _rows(matter: Matter, viewer: Viewer, today: date) -> Iterator[Duty]:
    owed = TABLE[matter.stage]
    due = due_on(owed, matter.days)
    left = (due - today).days if due else 0
    for row in owed.rows:
        late = is_late(due, today)
        if not _sees(viewer, row.to, matter) or (row.when_late and not late):
            continue
        if row.entered not in (None, matter.contact.is_entered_for):
            continue
        if row.shown_from is None or left <= row.shown_from:
            waits = row.waits or (row.waits_until is not None and left > row.waits_until)
            yield Duty(
                row.kind,
                due,
                matter.month,
                matter.name,
                matter.count,
                matter.subject,
                matter.member_id,
                matter.values,
                waits,
                row.first,
                row.reminds if late and viewer.leads and matter.contact.signs_in else None,
                matter.contact,
                matter.words,
                matter.people,
            )


def _sees(viewer: Viewer, whose: Whose, matter: Matter) -> bool:
    is_own = matter.member_id is not None and matter.member_id == viewer.member_id
    keeps_record = matter.clerk_id is not None and matter.clerk_id == viewer.member_id
    return {
        Whose.MEMBER: is_own,
        Whose.COMMITTEE: viewer.reviews and not is_own,
        Whose.REVIEWERS: viewer.reviews and not is_own,
        Whose.LEADERS: viewer.leads and not is_own,
        Whose.EVERYBODY: True,
        Whose.CLERK: keeps_record and not viewer.leads,
        Whose.ATTENDERS: not viewer.leads and not keeps_record,
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


@dataclass(frozen=True)
class MonthCard:
    """A month with its reports and how far they are."""

    month: date
    reports: Sequence[ReportFact]
    #: Whether somebody can still be named to report in it.
    still_assigns: bool

    @property
    def steps(self) -> dict[MonthStep, str]:
        """The six steps over all its reports."""
        return month_steps([report.state for report in self.reports])


def month_cards(facts: UnitFacts, viewer: Viewer) -> list[MonthCard]:
    """The month in hand, then those before it in which a report still waits to be completed.

    In hand is the first month whose meeting is to come, or whose reports wait for it. Who is not
    on the committee sees of earlier months only those with an own report.
    """
    ahead = [plan for plan in facts.to_meet if _is_in_hand(plan, facts)]
    in_hand = ahead[0] if ahead else None
    cards = [_card(in_hand.month, facts)] if in_hand else []
    open_months = {
        report.month
        for report in facts.reports
        if report.state not in OVER and (viewer.reviews or report.member_id == viewer.member_id)
    }
    last = in_hand.month if in_hand else date.max
    return cards + [_card(m, facts) for m in sorted(open_months, reverse=True) if m < last]


def _is_in_hand(plan: MonthPlan, facts: UnitFacts) -> bool:
    if plan.is_held:
        return False
    waits = any(r.month == plan.month and _REACHED.get(r.state, 6) < 5 for r in facts.reports)
    runs = facts.running is not None and facts.running.month == plan.month
    return plan.meeting_on >= facts.today or waits or runs


def _card(month: date, facts: UnitFacts) -> MonthCard:
    plan = next((one for one in facts.to_meet if one.month == month), None)
    return MonthCard(
        month,
        [report for report in facts.reports if report.month == month],
        still_assigns=plan is not None
        and plan.kind is MonthKind.REPORTS
        and plan.meeting_on >= facts.today,
    )


def month_steps(states: list[ReportState]) -> dict[MonthStep, str]:
    """For each step of a month “done”, “now” or “next”, over all its reports."""
    reached = [_REACHED[state] for state in states if state in _REACHED]
    done = min(reached, default=0)
    furthest = max(reached, default=0)
    return {
        step: "done" if position < done else "now" if position <= furthest else "next"
        for position, step in enumerate(MonthStep)
    }
