"""What the first screen is computed from, as plain values."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from webapp.meetings.rules import MeetingState
from webapp.plans.rules import Deadlines, MonthKind
from webapp.reports.rules import ReportState


@dataclass(frozen=True)
class ReportFact:
    """One report of the unit, with the days that follow from its meeting."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: ReportState
    deadlines: Deadlines
    #: The last day of the member's word to what was filed for them, where it waits.
    agrees_until: date | None = None


@dataclass(frozen=True)
class MeetingFact:
    """One meeting that is called or open."""

    id: int
    month: date
    state: MeetingState
    starts_on: date
    papers_out: bool
    today: date
    #: In Hanoi.
    starts_at: datetime
    place: str

    @property
    def near(self) -> bool:
        """Whether it is held within three days."""
        return self.starts_on - self.today <= timedelta(days=3)


@dataclass(frozen=True)
class MonthFact:
    """One month of the plan that lies near."""

    month: date
    kind: MonthKind
    meeting_on: date
    #: The day of the meeting before, at which the next reporters are named; none where the unit
    #: was opened after it.
    assign_by: date | None
    turns: int
    volunteers: int


@dataclass(frozen=True)
class WeaknessFact:
    """One open weakness of the member, without its words."""

    id: int
    due_on: date | None


@dataclass(frozen=True)
class UnitFact:
    """What of the unit itself waits for those who lead it."""

    arrivals: int = 0
    #: Members another unit did not receive.
    refused: int = 0
    #: The last day of the office that ends first, if one ends soon; the chair's may be over.
    term_ends_on: date | None = None
    #: Since when the member chairs, if that is not long ago.
    chairs_since: date | None = None
    #: Requests about turns that wait for this member, and for whoever leads.
    requests_to_answer: int = 0
    requests_to_decide: int = 0
    #: Threads that people brought along from a unit that was merged into this one.
    carried: int = 0
    #: Months whose thematic session this member prepares and has no questions for yet.
    unprepared: tuple[date, ...] = ()


@dataclass(frozen=True)
class SessionFact:
    """A thematic session this member prepares, whose questions are not written yet."""

    month: date
    #: A week before the meeting, as drafts are.
    due_on: date


@dataclass(frozen=True)
class BranchFacts:
    """Everything the duties of one member in one unit follow from."""

    member_id: int
    today: date
    is_countable: bool
    has_registered: bool
    #: Nothing was due in the unit before that day.
    opened_on: date = date.min
    reports: list[ReportFact] = field(default_factory=list)
    meetings: list[MeetingFact] = field(default_factory=list)
    months: list[MonthFact] = field(default_factory=list)
    own_weaknesses: list[WeaknessFact] = field(default_factory=list)
    remedies_reported: int = 0
    commitments_submitted: int = 0
    #: Items of this year the member may look back on and has not.
    items_to_assess: int = 0
    thematic_missing_by: date | None = None
    unit: UnitFact = field(default_factory=UnitFact)
    to_prepare: list[SessionFact] = field(default_factory=list)
    #: Whether somebody is proposed as chair and the unit may still answer.
    nominations: int = 0

    @property
    def still_assigns(self) -> bool:
        """Whether somebody can still be named to report this month."""
        this = self.today.replace(day=1)
        return any(
            m.kind is MonthKind.REPORTS and m.meeting_on >= self.today
            for m in self.months
            if m.month == this
        )

    @property
    def next_meeting_on(self) -> date | None:
        """The day of the next meeting, called or usual."""
        coming = [m.meeting_on for m in self.months if m.meeting_on >= self.today]
        return min(coming, default=None)
