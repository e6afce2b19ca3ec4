"""Working days in Viet Nam: weekends, public holidays, Tết and the swaps the government decides."""

from datetime import date
from functools import cache, lru_cache
from typing import Any


@cache
def _viet_nam() -> Any:
    # Seven megabytes that a process needs only once it has somebody to tell something.
    import holidays

    return holidays.country_holidays("VN")


@lru_cache(maxsize=2000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return bool(_viet_nam().is_working_day(day))
