"""Times in which a member is away: the kinds, and which days can be told."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from webapp.core.errors import RuleBroken

#: One time away lasts at most a year; longer ones are a status.
LONGEST = timedelta(days=366)
#: How far ahead, and how late, days away may be told.
FURTHEST_AHEAD = timedelta(days=366 * 2)
LATEST = timedelta(days=92)


class AbsenceKind(StrEnum):
    """Why a member is away; no word about anybody's health is kept."""

    LEAVE = "leave"
    ILLNESS = "illness"
    AWAY = "away"
    OTHER = "other"


def refuse_absence(
    from_on: date, until_on: date, *, today: date, told: Iterable[tuple[date, date]]
) -> None:
    """Refuse days in the wrong order, too far from today, or overlapping with days told before.

    Raises RuleBroken.
    """
    if until_on < from_on:
        raise RuleBroken("absence.ends_before", field="until_on")
    if until_on - from_on > LONGEST:
        raise RuleBroken("absence.too_long", field="until_on")
    if not today - LATEST <= from_on <= today + FURTHEST_AHEAD:
        raise RuleBroken("absence.when", field="from_on")
    if any(from_on <= until and since <= until_on for since, until in told):
        raise RuleBroken("absence.told_before", field="from_on")


def ends_on(from_on: date, until_on: date, today: date) -> date | None:
    """The last day of a time away that is ended today; none if it had not begun yet.

    Days that are over stay stored: past months were planned with them.
    """
    yesterday = today - timedelta(days=1)
    return None if from_on > yesterday else min(until_on, yesterday)
