"""The day a report was presented, or may be at the latest: who joins later does not see it."""

from datetime import date, datetime

from webapp.core import clock
from webapp.reports.rules import CLOSED_EARLY, ReportState


def last_day(
    month: date,
    presented_at: datetime | None,
    state: ReportState,
    meeting_on: date | None,
) -> date:
    """The day a report was presented, or else the last one on which it can be.

    The meeting of a month may be called for a day after the month.
    """
    if presented_at is not None:
        return clock.day_of(presented_at)
    ends = clock.last_day_of(month)
    return ends if state in CLOSED_EARLY or meeting_on is None else max(ends, meeting_on)
