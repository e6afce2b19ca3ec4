"""What is under way in a unit, or of it what concerns one member, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from webapp.core import clock
from webapp.duties.stages import AnyStage
from webapp.meetings.rules import MeetingState
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import Deadlines, MonthKind, MonthPlan, deadlines
from webapp.reports.rules import ReportState


@dataclass(frozen=True)
class Contact:
    """How those who lead reach the member a matter is about."""

    #: The number the unit knows, if any.
    phone: str = ""
    #: Whether the member has an account; who has none reads no reminder.
    signs_in: bool = True
    #: Whether those who lead may write the report for the member now.
    may_enter: bool = False

    @property
    def is_entered_for(self) -> bool:
        """Whether those who lead have to write the report, since the member can't."""
        return self.may_enter and not self.signs_in


@dataclass(frozen=True)
class ReportFact:
    """One report, with the days that follow from its meeting."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: ReportState
    deadlines: Deadlines
    #: The meeting of its month is over.
    is_held: bool = False
    #: When it was filed for the member, where it waits for their word.
    filed_for_on: date | None = None
    contact: Contact = Contact()
    #: Looked up for reminders only.
    assigned_on: date = date.min
    submitted_on: date | None = None
    returned_on: date | None = None


@dataclass(frozen=True)
class MeetingFact:
    """One meeting; its moment is in Hanoi."""

    id: int
    month: date
    state: MeetingState
    starts_at: datetime
    place: str
    papers_out: bool
    #: The day on which its papers are to go out.
    release_on: date
    clerk_id: int | None = None
    #: Counts its changes, for calendars; looked up for reminders only.
    revision: int = 0

    @classmethod
    def of(cls, row: Any, settings: BranchSettings, *, papers_out: bool = False) -> Self:
        """A stored meeting; by the settings of the unit its papers go out."""
        starts_at = clock.in_hanoi(row.starts_at)
        return cls(
            row.id,
            row.month,
            row.state,
            starts_at,
            row.place,
            papers_out,
            release_on=deadlines(starts_at.date(), settings).release_on,
            clerk_id=row.clerk_id,
            revision=getattr(row, "revision", 0),
        )

    @property
    def starts_on(self) -> date:
        """The day on which it is held."""
        return self.starts_at.date()


@dataclass(frozen=True)
class MonthFact:
    """One month of the plan that lies near, and the month before it."""

    plan: MonthPlan
    before: MonthPlan
    turns: int
    #: Who offered to report in it and waits for an answer.
    offered_by: Sequence[str] = ()


@dataclass(frozen=True)
class WeaknessFact:
    """One open weakness of a member."""

    id: int
    member_id: int
    due_on: date | None
    name: str = ""
    #: Its first words, where the member looks at the own one.
    words: str = ""
    contact: Contact = Contact()
    #: Looked up for reminders only.
    pointed_out_on: date = date.min


@dataclass(frozen=True)
class TermFact:
    """The term of an office that ends soon or is over; of whom where that is asked for."""

    until_on: date
    member_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Reminded:
    """How often somebody was reminded of one matter by hand, and when last."""

    times: int
    last_at: datetime


@dataclass(frozen=True)
class UnitFacts:
    """Everything that the duties of a unit follow from, or those of one member in it."""

    today: date
    #: Nothing was due in the unit before that day.
    opened_on: date = date.min
    #: Who asks; nobody where a scan looks at the whole unit.
    member_id: int | None = None
    reports: Sequence[ReportFact] = ()
    meetings: Sequence[MeetingFact] = ()
    months: Sequence[MonthFact] = ()
    #: The next month after these in which the unit meets.
    later: MonthPlan | None = None
    #: Who was to report last month by the plan, and was given no turn then or since.
    passed: Sequence[str] = ()
    #: Later months of reports for which somebody offered, each with who did.
    offered: Sequence[tuple[MonthPlan, Sequence[str]]] = ()
    #: The three months of the quarter.
    quarter: Sequence[MonthPlan] = ()
    weaknesses: Sequence[WeaknessFact] = ()
    #: Those of others with which the asking member is to help.
    helped: Sequence[WeaknessFact] = ()
    #: Months whose thematic session the asking member prepares and has no questions for yet.
    unprepared: Sequence[MonthPlan] = ()
    terms: Sequence[TermFact] = ()
    #: The asking member has not registered for the year, and should.
    lacks_registration: bool = False
    #: How many matters of a stage wait, where they are only counted.
    waiting: Mapping[AnyStage, int] = field(default_factory=dict)
    #: By row and matter, who was reminded by hand.
    reminded: Mapping[str, Reminded] = field(default_factory=dict)
    #: Since when the asking member chairs, if that is not long ago.
    chairs_since: date | None = None

    @property
    def to_meet(self) -> list[MonthPlan]:
        """This month and those that come, as far as they are known and the unit meets in them."""
        plans = [one.plan for one in self.months] + ([self.later] if self.later else [])
        return [plan for plan in plans if plan.kind is not MonthKind.NONE]

    @property
    def next_meeting_on(self) -> date | None:
        """The day of the next meeting, called or usual."""
        days = (plan.meeting_on for plan in self.to_meet if not plan.is_held)
        return min((day for day in days if day >= self.today), default=None)

    @property
    def running(self) -> MeetingFact | None:
        """The meeting that goes on now."""
        return next((one for one in self.meetings if one.state is MeetingState.OPEN), None)

    @property
    def coming(self) -> MeetingFact | None:
        """The next meeting that is called."""
        called = (one for one in self.meetings if one.state is MeetingState.CALLED)
        return next((one for one in called if one.starts_on >= self.today), None)
