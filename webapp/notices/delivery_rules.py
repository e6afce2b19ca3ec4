"""When an e-mail may leave, how often it is tried, and how many reminders a month are mailed."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

#: An e-mail about an act is worth sending this long when nobody said otherwise.
USEFUL_FOR = timedelta(days=7)
#: A letter about something that may change again waits this long for corrections, and a line in the
#: inbox is corrected for as long.
CORRECTABLE_FOR = timedelta(minutes=10)
#: How long to wait after the first, second … refusal; the eighth one is the last.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MOST_TRIES = len(BACK_OFF) + 1


def retry_at(tries: int, now: datetime) -> datetime | None:
    """When a refused e-mail is tried again after so many tries; none when it is given up."""
    return now + BACK_OFF[tries - 1] if tries < MOST_TRIES else None


def may_leave_at(
    moment: datetime,
    *,
    quiet_from_hour: int,
    quiet_until_hour: int,
    is_working_day: Callable[[date], bool],
) -> datetime:
    """The first moment from the given one on that is neither in quiet hours nor on a day off.

    The moment must be on a clock in Hanoi; so is the answer. Equal hours mean no quiet time.
    """
    morning = time(quiet_until_hour, tzinfo=moment.tzinfo)
    if is_quiet(moment.hour, quiet_from_hour, quiet_until_hour):
        in_the_evening = moment.hour >= quiet_until_hour
        moment = datetime.combine(moment.date() + timedelta(days=int(in_the_evening)), morning)
    while not is_working_day(moment.date()):
        moment = datetime.combine(moment.date() + timedelta(days=1), morning)
    return moment


def leaves_at(
    moment: datetime,
    *,
    useful_until: datetime | None,
    quiet_from_hour: int,
    quiet_until_hour: int,
    is_working_day: Callable[[date], bool],
) -> datetime:
    """When a letter leaves that would leave at a moment on a clock in Hanoi.

    It waits for the morning and for a working day, but not until it is of no use any more.
    """
    quiet = {"quiet_from_hour": quiet_from_hour, "quiet_until_hour": quiet_until_hour}
    for is_day in (is_working_day, lambda day: True):
        wanted = may_leave_at(moment, **quiet, is_working_day=is_day)
        if useful_until is None or wanted < useful_until:
            return wanted
    return moment


def waits_for_corrections(now: datetime, useful_until: datetime | None) -> timedelta:
    """How long a letter about something that may change again waits; not at all if it is urgent."""
    is_urgent = useful_until is not None and useful_until - now < 6 * CORRECTABLE_FOR
    return timedelta() if is_urgent else CORRECTABLE_FOR


def is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether a moment in an hour lies in quiet hours; equal hours mean no quiet time."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def may_still_remind(already: int, most_a_month: int) -> bool:
    """Whether one more reminder may be mailed to a member this month."""
    return already < most_a_month
