"""When a report was heard, or may be heard at the latest: what is of the past for later comers."""

from datetime import date, datetime

from webapp.core import clock
from webapp.reports.rules import CLOSED_EARLY, ReportState


def last_day(
    month: date,
    presented_at: datetime | None,
    state: ReportState,
    meeting_on: date | None,
) -> date:
    """The day a report was heard, or the last one on which it can be; later comers read none.

    The meeting of a month may be called for a day after it, and is led by whoever leads by then.
    """
    if presented_at is not None:
        return clock.day_of(presented_at)
    ends = clock.last_day_of(month)
    return ends if state in CLOSED_EARLY or meeting_on is None else max(ends, meeting_on)
