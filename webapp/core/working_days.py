"""Working days in Viet Nam: weekends, public holidays, Tết and the swaps the government decides."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

_TET = ((1, 19), (2, 26))
#: The first and last month and day on which a holiday, or a day off in place of one, can be: New
#: Year, Tết, the Hùng kings with the days around 1 May, the National day, the day of culture.
_SEASONS = (
    ((12, 31), (12, 31)),
    ((1, 1), (1, 3)),
    _TET,
    ((3, 31), (5, 4)),
    ((8, 30), (9, 5)),
    ((11, 23), (11, 26)),
)
_DAY = timedelta(days=1)
_WEEKEND = (5, 6)


@cache
def _viet_nam() -> Any:
    # Seven megabytes that most processes never need.
    import holidays

    return holidays.country_holidays("VN")


@lru_cache(maxsize=2000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return bool(_viet_nam().is_working_day(day))


@lru_cache(maxsize=2000)
def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday, or off in place of one."""
    # Without loading the calendar, unless the day may be one.
    return _may_be_holiday(day) and day in _viet_nam()


def is_tet(day: date) -> bool:
    """Whether a day is one of the days off around Tết."""
    return _TET[0] <= (day.month, day.day) <= _TET[1] and is_holiday(day)


def day_off(day: date, *, with_weekends: bool) -> bool:
    """Whether nothing is due on a day: a public holiday always, a weekend where a unit says so."""
    return is_holiday(day) or (with_weekends and day.weekday() in _WEEKEND)


def nearest_open(day: date, way: int, *, with_weekends: bool) -> date:
    """A day itself, or where it is off the first working day before (-1) or after it (1)."""
    if not day_off(day, with_weekends=with_weekends):
        return day
    while day_off(day, with_weekends=True):
        day += way * _DAY
    return day


def is_last_before_tet(day: date) -> bool:
    """Whether nothing but days off lie between a day and Tết."""
    after = day + _DAY
    while day_off(after, with_weekends=True):
        if is_tet(after):
            return True
        after += _DAY
    return False


def _may_be_holiday(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in _SEASONS)


@lru_cache(maxsize=2000)
def holidays_around(day: date) -> frozenset[date]:
    """The public holidays within 14 days of a day; none unless the day may be one itself.

    A weekend counts with the three days on either side of it.
    """
    reach = 0 if day.weekday() < 5 else 3
    near = [day + timedelta(days=n) for n in range(-reach, reach + 1)]
    if not any(_may_be_holiday(one) for one in near):
        # Without loading the calendar.
        return frozenset()
    around = (day + timedelta(days=n) for n in range(-14, 15))
    return frozenset(one for one in around if one in _viet_nam())
