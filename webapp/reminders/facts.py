"""What reminders are computed from, as plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.plans.rules import Deadlines, MonthPlan
from webapp.reports.rules import ReportState


@dataclass(frozen=True)
class ReportFact:
    """One report under way, with the days that follow from its meeting."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: ReportState
    assigned_on: date
    submitted_on: date | None
    deadlines: Deadlines
    #: When it was filed for the member, where it waits for their word.
    filed_for_on: date | None = None


@dataclass(frozen=True)
class MeetingFact:
    """One meeting that is called and not yet begun."""

    id: int
    month: date
    starts_at: datetime
    starts_on: date
    place: str


@dataclass(frozen=True)
class WeaknessFact:
    """One weakness whose remedy is not reported yet."""

    id: int
    member_id: int
    pointed_out_on: date
    due_on: date


@dataclass(frozen=True)
class MonthFact:
    """One month of the plan that lies near, and how many turns it has."""

    plan: MonthPlan
    #: The day of the meeting before, at which its reporters are named.
    assign_on: date
    turns: int


@dataclass(frozen=True)
class QuarterFact:
    """The quarter of today, where no thematic session is planned in it."""

    first_day: date
    last_month: date
    last_day: date


@dataclass(frozen=True)
class SeatFact:
    """The chair whose term is over and who acts on, or the seat in which nobody sits."""

    #: Who acts, and since when their term is over; nobody where a term runs or the seat is empty.
    acting: dict[int, tuple[str, date]] = field(default_factory=dict)
    #: Who may propose a chair, where the seat is empty and nothing is proposed.
    asked: frozenset[int] = frozenset()


@dataclass(frozen=True)
class UnitFacts:
    """Everything the reminders of one unit follow from."""

    code: str
    chairs: frozenset[int] = frozenset()
    reviewers: frozenset[int] = frozenset()
    invited: frozenset[int] = frozenset()
    reports: list[ReportFact] = field(default_factory=list)
    meetings: list[MeetingFact] = field(default_factory=list)
    weaknesses: list[WeaknessFact] = field(default_factory=list)
    months: list[MonthFact] = field(default_factory=list)
    without_thematic: QuarterFact | None = None
    seat: SeatFact = field(default_factory=SeatFact)
    today: date = date.min
    #: The running month, where nothing of it is stored yet.
    begun: date | None = None
