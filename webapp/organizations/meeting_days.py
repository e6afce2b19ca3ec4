"""On which day of a month a unit meets, and in which months, by its settings."""

from collections.abc import Collection
from datetime import date, timedelta

from webapp.core import clock
from webapp.organizations.settings import LAST_WEEK, BranchSettings

_DAY = timedelta(days=1)
_WEEKEND = (5, 6)


def meets_in(month: date, settings: BranchSettings) -> bool:
    """Whether the unit meets in a month at all: every month, or in the last of so many."""
    return month.month % settings.meets_every_months == 0


def is_thematic(month: date, settings: BranchSettings) -> bool:
    """Whether a month is one of those that the settings name for a thematic session.

    Where a unit meets once in a quarter, that meeting carries reports; a topic can be added to it.
    """
    if sum(meets_in(one, settings) for one in clock.months_of_quarter(month)) == 1:
        return False
    return month.month in settings.thematic_months and meets_in(month, settings)


def nominal_day(month: date, settings: BranchSettings) -> date:
    """The day by the rule alone: a date, or a weekday of the first to fourth or the last week."""
    if not settings.meeting_week:
        return month.replace(day=min(settings.meeting_day, clock.last_day_of(month).day))
    if settings.meeting_week >= LAST_WEEK:
        last = clock.last_day_of(month)
        return last - _DAY * ((last.weekday() - settings.meeting_weekday) % 7)
    first = month.replace(day=1)
    ahead = (settings.meeting_weekday - first.weekday()) % 7
    return first + _DAY * (ahead + 7 * (settings.meeting_week - 1))


def meeting_day(
    month: date, settings: BranchSettings, holidays: Collection[date] = frozenset()
) -> date:
    """The day of a month's meeting, unless it is called for another one.

    It avoids public holidays, and weekends where the settings say so: it moves to the next working
    day, or to the one before. It stays in its month, and moves the other way at its end.
    """
    day = nominal_day(month, settings)
    avoids_day = settings.meeting_off_weekends and day.weekday() in _WEEKEND
    if day not in holidays and not avoids_day:
        return day
    step = -_DAY if settings.meeting_moves_earlier else _DAY
    for way in (step, -step):
        moved = day
        while moved in holidays or moved.weekday() in _WEEKEND:
            moved += way
        if moved.month == month.month:
            return moved
    return day
