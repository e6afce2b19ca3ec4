"""The only clock: moments in UTC, days in Hanoi."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
#: The years that can be planned, stored or shown.
FIRST_YEAR, LAST_YEAR = 2000, 2100

_stopped: ContextVar[datetime | None] = ContextVar("stopped clock", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at one moment, for the demo and the tests."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)


def today() -> date:
    """Today's date in Hanoi."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day a moment falls on in Hanoi."""
    return in_hanoi(moment).date()


def in_hanoi(moment: datetime) -> datetime:
    """The same moment on a clock in Hanoi."""
    return moment.astimezone(HANOI)


def from_hanoi(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The moment a Hanoi clock shows this day, hour and minute."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)


def last_day_of(month: date) -> date:
    """The last day of the month that begins on a day."""
    return next_month(month) - date.resolution


def month_of(day: date) -> date:
    """The month a day belongs to, written as its first day."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The month after, written as its first day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def quarter_of(day: date) -> int:
    """The quarter a day lies in, 1 to 4."""
    return (day.month + 2) // 3


def months_of_quarter(day: date) -> list[date]:
    """The three months of the quarter a day lies in."""
    return [date(day.year, 3 * quarter_of(day) - 2 + n, 1) for n in range(3)]


def previous_month(month: date) -> date:
    """The month before, written as its first day."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
