"""The days given to the author of a report and to its committee: stored with it, moved by rules.

What was given is judged by itself: a later move or another setting makes nobody late.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from webapp.plans.rules import Deadlines
from webapp.reports.rules import HEARD, OVER, STAYS_WITH_AUTHOR, ReportState

#: What reaches somebody late is due so many days after it at the earliest.
_AFTER_REACHED = timedelta(days=2)


class GivenDay(StrEnum):
    """What a day is given for; the columns of a report and fields of `Deadlines`."""

    DRAFT = "draft_on"
    COMMITTEE = "committee_on"
    SUPPLEMENT = "supplement_on"
    FINAL = "final_on"


class HasDays(Protocol):
    """A report with the days given for it."""

    @property
    def draft_on(self) -> date: ...

    @property
    def committee_on(self) -> date: ...

    @property
    def supplement_on(self) -> date: ...

    @property
    def final_on(self) -> date: ...


#: What may still be asked for in a state; a draft that was handed in may be taken back.
_TO_COME: dict[ReportState, tuple[GivenDay, ...]] = {
    **dict.fromkeys({*STAYS_WITH_AUTHOR, ReportState.SUBMITTED}, tuple(GivenDay)),
    **dict.fromkeys({ReportState.ACCEPTED, *HEARD}, (GivenDay.FINAL,)),
    **dict.fromkeys(OVER, ()),
}
#: The day that somebody has to keep now.
_OWED = {
    ReportState.ASSIGNED: GivenDay.DRAFT,
    ReportState.DRAFTING: GivenDay.DRAFT,
    ReportState.SUBMITTED: GivenDay.COMMITTEE,
    ReportState.RETURNED: GivenDay.SUPPLEMENT,
    ReportState.FINALIZING: GivenDay.FINAL,
}


@dataclass(frozen=True)
class Moved:
    """One day of a report that becomes another one; `of` is what it is given for."""

    of: GivenDay
    was: date
    to: date
    #: Whether somebody waits for it or is told of it now; a supplement may never be asked for.
    is_told: bool


def of_report(report: HasDays, month: Deadlines) -> Deadlines:
    """The days of a report: those given for it, and its month's for papers and meeting."""
    return replace(month, **{day.value: getattr(report, day) for day in GivenDay})


def first_given(month: Deadlines, today: date, open_from: Callable[[date], date]) -> Deadlines:
    """The days of a report that begins today; where that is late, its draft has two days."""
    draft_on = reached(month.draft_on, today, month.meeting_on, open_from)
    return replace(month, draft_on=draft_on)


def reached(
    day: date, today: date, meeting_on: date | None, open_from: Callable[[date], date]
) -> date:
    """The day of what reaches somebody today: its own, or in two days where that is later.

    It does not lie after a meeting that is still to come; `open_from` avoids days off.
    """
    earliest = open_from(today + _AFTER_REACHED)
    if meeting_on is not None and meeting_on >= today:
        earliest = min(earliest, meeting_on)
    return max(day, earliest)


def moved(
    report: HasDays,
    state: ReportState,
    before: date,
    month: Deadlines,
    today: date,
    notice: timedelta,
    open_from: Callable[[date], date],
) -> list[Moved]:
    """What becomes of the days of a report when its meeting moves; `before` is where it was.

    A later day is given freely. An earlier one is `notice` away at least, never later than the one
    it takes the place of. Who is late already stays so, by as many days.
    """
    found, is_later = [], month.meeting_on >= before
    for day in _TO_COME[state]:
        had: date = getattr(report, day)
        new: date = getattr(month, day)
        is_owed = _OWED.get(state) is day
        if is_owed and had < today:
            continue
        if new < had:
            new = had if is_later else min(had, max(new, open_from(today + notice)))
        if day is not GivenDay.FINAL and month.meeting_on >= today:
            new = min(new, month.meeting_on)
        if new != had:
            is_told = is_owed or day is GivenDay.FINAL
            found.append(Moved(day, had, new, is_told))
    return found
