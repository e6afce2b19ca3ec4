"""On which day of a month a unit meets, and in which months, by its settings."""

from calendar import monthrange
from collections.abc import Callable, Collection
from datetime import date, timedelta

from webapp.core import clock
from webapp.organizations.settings import LAST_WEEK, BranchSettings

_DAY = timedelta(days=1)
_WEEKEND = (5, 6)


def meets_in(month: date, settings: BranchSettings) -> bool:
    """Whether the unit meets in a month at all: every month, or in the last of so many."""
    return month.month % settings.meets_every_months == 0


def is_thematic(month: date, settings: BranchSettings) -> bool:
    """Whether a month is one of those that the settings keep for a thematic session.

    Where a unit meets once in a quarter, that meeting carries reports; a topic can be added to it.
    """
    if sum(meets_in(one, settings) for one in clock.months_of_quarter(month)) == 1:
        return False
    return month.month in settings.thematic_months and meets_in(month, settings)


def nominal_day(month: date, settings: BranchSettings) -> date:
    """The day by the rule alone: a date, or a weekday of the first to fourth or the last week."""
    if not settings.meeting_week:
        return month.replace(day=min(settings.meeting_day, _last(month).day))
    if settings.meeting_week >= LAST_WEEK:
        last = _last(month)
        return last - _DAY * ((last.weekday() - settings.meeting_weekday) % 7)
    first = month.replace(day=1)
    ahead = (settings.meeting_weekday - first.weekday()) % 7
    return first + _DAY * (ahead + 7 * (settings.meeting_week - 1))


def meeting_day(
    month: date, settings: BranchSettings, holidays: Collection[date] = frozenset()
) -> date:
    """The day on which a month's meeting is held unless it is called for another one.

    It makes way for public holidays, and for weekends where the unit wants so: to the next working
    day, or the one before. It never leaves its month: there it turns the other way.
    """
    day = nominal_day(month, settings)
    if not _is_off(day, settings, holidays):
        return day
    step = -_DAY if settings.meeting_moves_earlier else _DAY
    for way in (step, -step):
        moved = _first(day, way, lambda one: _is_working(one, holidays))
        if moved.month == month.month:
            return moved
    return day


def _is_off(day: date, settings: BranchSettings, holidays: Collection[date]) -> bool:
    avoids_weekends = settings.meeting_off_weekends and day.weekday() in _WEEKEND
    return day in holidays or avoids_weekends


def _is_working(day: date, holidays: Collection[date]) -> bool:
    return day not in holidays and day.weekday() not in _WEEKEND


def _first(day: date, step: timedelta, fits: Callable[[date], bool]) -> date:
    while not fits(day):
        day += step
    return day


def _last(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
