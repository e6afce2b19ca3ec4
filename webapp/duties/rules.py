"""Who owes what by when: what a row of the table says, and when its day has passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.duties.facts import Contact
from webapp.duties.stages import AnyStage, Day, DutyKind, Otherwise, Task, Tone, Whose
from webapp.notices.rules import NoticeKind

#: One of the days of a matter, and how many days after it; a negative number is before it.
DayFrom = tuple[Day, int]


@dataclass(frozen=True)
class Row:
    """Who sees an obligation on the first screen, as which row, and from when on; in days."""

    kind: DutyKind
    to: Whose
    #: Something to know and not to do: always, or until so many days before its day.
    waits: bool = False
    waits_until: int | None = None
    #: It is shown so many days before its day at the earliest.
    shown_from: int | None = None
    #: It is shown only when its day has passed.
    when_late: bool = False
    #: Those who lead may remind whoever has to act, in the words of this row, once it is late.
    reminds: DutyKind | None = None
    #: It is shown where those who lead have to write for the member, or only elsewhere.
    entered: bool | None = None
    #: It stands above everything else.
    first: bool = False


@dataclass(frozen=True)
class Reminding:
    """Whom to tell of an obligation, and on which days as long as it is not met."""

    notice: NoticeKind
    to: Whose
    on: tuple[DayFrom, ...]
    #: The last day on which it makes sense.
    until: DayFrom
    #: The endpoint it leads to; it takes the values of the matter.
    page: str = ""
    #: Whose words and address it has, where the notice has none of its own.
    row: DutyKind | None = None


@dataclass(frozen=True)
class Obligation:
    """What a stage asks for: of whom, by which day, and what happens when the day passes."""

    by: Whose = Whose.NOBODY
    due: Day | None = None
    rows: tuple[Row, ...] = ()
    reminders: tuple[Reminding, ...] = ()
    #: Whether the figures count it as overdue once its day has passed.
    is_counted: bool = False
    #: What the line on a report's page says.
    tone: Tone = Tone.NEUTRAL
    task: Task | None = None
    otherwise: Otherwise | None = None


@dataclass(frozen=True)
class Matter:
    """One thing under way: where it stands, whom it is about, and the days it has."""

    stage: AnyStage
    days: Mapping[Day, date] = field(default_factory=dict)
    member_id: int | None = None
    name: str = ""
    month: date | None = None
    count: int = 0
    #: The row it is about, as reminders name it: “report:12”.
    subject: str = ""
    #: What its address takes.
    values: Mapping[str, str | int] = field(default_factory=dict)
    #: Names, months and dates for a reminder.
    facts: Mapping[str, Any] = field(default_factory=dict)
    contact: Contact = Contact()
    #: Who keeps the record of the meeting it is.
    clerk_id: int | None = None
    #: The first words of it, for its member alone.
    words: str = ""
    #: Who waits for an answer.
    people: Sequence[str] = ()
    #: Days before this one were told of by the act that began it.
    told_from: date = date.min


def row_key(kind: DutyKind, subject: str) -> str:
    """What a row is known by in reminders: its kind and what it is about."""
    return f"{kind}:{subject}"


def due_on(obligation: Obligation, days: Mapping[Day, date]) -> date | None:
    """The day by which somebody must act; none where nobody must, or no day is set."""
    return days.get(obligation.due) if obligation.due else None


def is_late(due: date | None, today: date) -> bool:
    """Whether a day has passed: what is due today is not late."""
    return due is not None and due < today


def is_overdue(obligation: Obligation, days: Mapping[Day, date], today: date) -> bool:
    """Whether the figures count it as overdue: its day has passed and nothing was done."""
    return obligation.is_counted and is_late(due_on(obligation, days), today)


def days_from(days: Mapping[Day, date], wanted: tuple[DayFrom, ...]) -> list[date]:
    """The days that are so many days from others; those that a matter has not are left out."""
    return [days[day] + timedelta(days=offset) for day, offset in wanted if day in days]


# The short forms in which the rows of the table are written.


def tell(
    notice: NoticeKind,
    to: Whose,
    day: Day,
    *offsets: int,
    until: DayFrom = (Day.MEETING, 0),
    page: str = "reports.show",
) -> Reminding:
    """A reminder in a notice of its own, so many days from one of the days."""
    return Reminding(notice, to, tuple((day, offset) for offset in offsets), until, page)


def remind(kind: DutyKind, to: Whose, day: Day, *offsets: int) -> Reminding:
    """A reminder in the words of a row, until its day or the last of the offsets after it."""
    on = tuple((day, offset) for offset in offsets)
    return Reminding(NoticeKind.DUTY, to, on, until=(day, max(0, *offsets)), row=kind)


def asks(
    whose: Whose, kind: DutyKind, due: Day | None = None, *reminders: Reminding, **row: Any
) -> Obligation:
    """An obligation that only those who must act see on their first screen."""
    return Obligation(whose, due, (Row(kind, whose, **row),), reminders)


def late(kind: DutyKind, reminds: DutyKind, **row: Any) -> Row:
    """What those who lead see of somebody who is late, whom they may remind."""
    return Row(kind, Whose.LEADERS, when_late=True, reminds=reminds, **row)
