"""Working days in Viet Nam: weekends, public holidays, Tết and the swaps the government decides."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

#: The first and last month and day on which a holiday, or a day off in place of one, can be: New
#: Year, Tết, the Hùng kings with the days around 1 May, the National day, the day of culture.
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
    # Seven megabytes that most processes never need.
    import holidays

    return holidays.country_holidays("VN")


@lru_cache(maxsize=2000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return bool(_viet_nam().is_working_day(day))


@lru_cache(maxsize=2000)
def holidays_around(day: date) -> frozenset[date]:
    """The public holidays within 14 days of a day; none unless the day may be one itself.

    A weekend counts with the three days on either side of it.
    """
    reach = 0 if day.weekday() < 5 else 3
    near = [day + timedelta(days=n) for n in range(-reach, reach + 1)]
    if not any(first <= (d.month, d.day) <= last for d in near for first, last in _SEASONS):
        # Without loading the calendar.
        return frozenset()
    around = (day + timedelta(days=n) for n in range(-14, 15))
    return frozenset(one for one in around if one in _viet_nam())
