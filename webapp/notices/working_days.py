"""Working days in Viet Nam: weekends, public holidays, Tết and the swaps the government decides."""

from datetime import date
from functools import lru_cache

import holidays

_VIET_NAM = holidays.country_holidays("VN")


@lru_cache(maxsize=2000)
def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    return bool(_VIET_NAM.is_working_day(day))
