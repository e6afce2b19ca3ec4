"""For every state of a report: who must do what, by which day, and what happens otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.core import clock
from webapp.plans.rules import Deadlines
from webapp.reports.rules import Capacity, ReportState, agrees_until


class ReportTask(StrEnum):
    """What somebody must do next; the label names who and what."""

    HAND_IN = "hand_in"
    REVIEW = "review"
    SUPPLEMENT = "supplement"
    PRESENT = "present"
    CONCLUDE = "conclude"
    COMPLETE = "complete"
    AGREE = "agree"


class Otherwise(StrEnum):
    """What happens when the day passes."""

    AUTHOR_IS_REMINDED = "author_is_reminded"
    COMMITTEE_IS_REMINDED = "committee_is_reminded"
    PRESENTED_LATER = "presented_later"
    FILED_LATE = "filed_late"
    COUNTS_AS_AGREED = "counts_as_agreed"


class Tone(StrEnum):
    """The colour a state is shown in, beside its words and its sign."""

    NEUTRAL = "neutral"
    PROGRESS = "progress"
    SOON = "soon"
    OK = "ok"


@dataclass(frozen=True)
class Progress:
    """What one line says about a report; nothing is awaited once it is closed."""

    tone: Tone
    task: ReportTask | None = None
    #: Who is awaited.
    by: Capacity | None = None
    #: The field of the month's due days that names the last day.
    due: str | None = None
    otherwise: Otherwise | None = None


_HAND_IN = (ReportTask.HAND_IN, Capacity.AUTHOR, "draft_on", Otherwise.AUTHOR_IS_REMINDED)

#: Follows from the day of filing and not from the meeting.
AGREES_UNTIL = "agrees_until"

_TABLE: dict[ReportState, Progress] = {
    ReportState.ASSIGNED: Progress(Tone.NEUTRAL, *_HAND_IN),
    ReportState.DRAFTING: Progress(Tone.PROGRESS, *_HAND_IN),
    ReportState.SUBMITTED: Progress(
        Tone.PROGRESS,
        ReportTask.REVIEW,
        Capacity.REVIEWER,
        "committee_on",
        Otherwise.COMMITTEE_IS_REMINDED,
    ),
    ReportState.RETURNED: Progress(
        Tone.SOON,
        ReportTask.SUPPLEMENT,
        Capacity.AUTHOR,
        "supplement_on",
        Otherwise.PRESENTED_LATER,
    ),
    ReportState.ACCEPTED: Progress(
        Tone.OK, ReportTask.PRESENT, Capacity.CHAIR, "meeting_on", Otherwise.PRESENTED_LATER
    ),
    ReportState.PRESENTED: Progress(
        Tone.PROGRESS, ReportTask.CONCLUDE, Capacity.CHAIR, "meeting_on"
    ),
    ReportState.FINALIZING: Progress(
        Tone.PROGRESS, ReportTask.COMPLETE, Capacity.MEMBER, "final_on", Otherwise.FILED_LATE
    ),
    ReportState.FILED_FOR: Progress(
        Tone.SOON, ReportTask.AGREE, Capacity.MEMBER, AGREES_UNTIL, Otherwise.COUNTS_AS_AGREED
    ),
    ReportState.FILED: Progress(Tone.OK),
    ReportState.POSTPONED: Progress(Tone.NEUTRAL),
    ReportState.WITHDRAWN: Progress(Tone.NEUTRAL),
}


def due_of(state: ReportState, deadlines: Deadlines, filed_at: datetime | None) -> date | None:
    """The last day of whoever must act now; none where nobody must."""
    due = _TABLE[state].due
    if due == AGREES_UNTIL:
        return agrees_until(clock.in_hanoi(filed_at).date()) if filed_at else None
    day: date | None = getattr(deadlines, due) if due else None
    return day


def progress_of(state: ReportState) -> Progress:
    """Who must act now, by when, and what happens otherwise."""
    return _TABLE[state]
