"""For every state of a report: who must act, by which day of the month, what happens otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.reports.rules import ReportState


class Awaited(StrEnum):
    """Whose turn it is to act."""

    AUTHOR = "author"
    COMMITTEE = "committee"
    CHAIR = "chair"


class Due(StrEnum):
    """The day of the month's plan by which it should be done; names a field of the due days."""

    DRAFT = "draft_on"
    COMMITTEE = "committee_on"
    SUPPLEMENT = "supplement_on"
    MEETING = "meeting_on"
    FINAL = "final_on"


class Otherwise(StrEnum):
    """What happens when the day passes."""

    AUTHOR_IS_REMINDED = "author_is_reminded"
    COMMITTEE_IS_REMINDED = "committee_is_reminded"
    PRESENTED_LATER = "presented_later"
    FILED_LATE = "filed_late"


class Tone(StrEnum):
    """The colour a state is shown in, beside its words and its sign."""

    NEUTRAL = "neutral"
    PROGRESS = "progress"
    SOON = "soon"
    OK = "ok"


@dataclass(frozen=True)
class Progress:
    """What one line says about a report: nothing is awaited once it is closed."""

    tone: Tone
    awaited: Awaited | None = None
    due: Due | None = None
    otherwise: Otherwise | None = None


_WRITING = (Awaited.AUTHOR, Due.DRAFT, Otherwise.AUTHOR_IS_REMINDED)

_TABLE: dict[ReportState, Progress] = {
    ReportState.ASSIGNED: Progress(Tone.NEUTRAL, *_WRITING),
    ReportState.DRAFTING: Progress(Tone.PROGRESS, *_WRITING),
    ReportState.SUBMITTED: Progress(
        Tone.PROGRESS, Awaited.COMMITTEE, Due.COMMITTEE, Otherwise.COMMITTEE_IS_REMINDED
    ),
    ReportState.RETURNED: Progress(
        Tone.SOON, Awaited.AUTHOR, Due.SUPPLEMENT, Otherwise.PRESENTED_LATER
    ),
    ReportState.ACCEPTED: Progress(Tone.OK, Awaited.CHAIR, Due.MEETING, Otherwise.PRESENTED_LATER),
    ReportState.PRESENTED: Progress(Tone.PROGRESS, Awaited.CHAIR, Due.MEETING),
    ReportState.FINALIZING: Progress(
        Tone.PROGRESS, Awaited.AUTHOR, Due.FINAL, Otherwise.FILED_LATE
    ),
    ReportState.FILED: Progress(Tone.OK),
    ReportState.POSTPONED: Progress(Tone.NEUTRAL),
    ReportState.WITHDRAWN: Progress(Tone.NEUTRAL),
}


def progress_of(state: ReportState) -> Progress:
    """Who must act now, by when, and what happens otherwise."""
    return _TABLE[state]
