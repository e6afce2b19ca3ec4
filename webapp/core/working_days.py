"""Working days in Viet Nam: weekends, public holidays, Tết and the swaps the government decides."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

#: From which month and day to which one a holiday, or a day off in place of one, can lie at all:
#: the turn of the year, Tết, the Hùng kings with the days around 1 May, the National day, the day
#: of culture.
_SEASONS = (
    ((12, 31), (12, 31)),
    ((1, 1), (1, 3)),
    ((1, 19), (2, 26)),
    ((3, 31), (5, 4)),
    ((8, 30), (9, 5)),
    ((11, 23), (11, 26)),
)


@cache
def _viet_nam() -> Any:
    # Seven megabytes that a process needs only once it has somebody to tell something.
    import holidays

    return holidays.country_holidays("VN")


@lru_cache(maxsize=2000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return bool(_viet_nam().is_working_day(day))


@lru_cache(maxsize=2000)
def holidays_around(day: date) -> frozenset[date]:
    """The public holidays within a fortnight of a day, if that day or a weekend's end may be one.

    Most days of the year need no calendar for the answer: nothing is near.
    """
    if not any(map(_in_season, _near(day))):
        return frozenset()
    around = (day + timedelta(days=n) for n in range(-14, 15))
    return frozenset(one for one in around if one in _viet_nam())


def _in_season(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in _SEASONS)


def _near(day: date) -> list[date]:
    """A weekday itself; a weekend with the days on either side of it."""
    if day.weekday() < 5:
        return [day]
    return [day + timedelta(days=n) for n in range(-3, 4)]
