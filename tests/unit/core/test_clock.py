"""Days are Hanoi's days."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from webapp.core import clock

MONTHS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(clock.month_of)


def test_late_evening_in_london_is_tomorrow_in_hanoi():
    assert clock.in_hanoi(datetime(2026, 11, 16, 18, 0, tzinfo=UTC)).date() == date(2026, 11, 17)


def test_a_moment_named_in_hanoi_is_seven_hours_earlier_in_utc():
    moment = clock.from_hanoi(date(2026, 11, 16), 15, 30)
    assert moment == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)


@given(MONTHS)
def test_the_month_before_the_next_one_is_this_one(month):
    assert clock.previous_month(clock.next_month(month)) == month
    assert clock.next_month(clock.previous_month(month)) == month
