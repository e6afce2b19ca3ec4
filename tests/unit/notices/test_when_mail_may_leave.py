"""Quiet hours, days off, back-off: when an e-mail may leave."""

from datetime import date, datetime, timedelta

import pytest

from webapp.core.clock import HANOI
from webapp.core.working_days import is_working_day
from webapp.notices.delivery_rules import (
    BACK_OFF,
    MOST_TRIES,
    may_leave_at,
    may_still_remind,
    retry_at,
)


def hanoi(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def leave(moment, quiet_from=21, quiet_until=7, is_working_day=lambda day: True):
    return may_leave_at(
        moment,
        quiet_from_hour=quiet_from,
        quiet_until_hour=quiet_until,
        is_working_day=is_working_day,
    )


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (hanoi(16, 9, 30), hanoi(16, 9, 30)),
        (hanoi(16, 20, 59), hanoi(16, 20, 59)),
        (hanoi(16, 21), hanoi(17, 7)),
        (hanoi(16, 23, 59), hanoi(17, 7)),
        (hanoi(16, 0), hanoi(16, 7)),
        (hanoi(16, 6, 59), hanoi(16, 7)),
        (hanoi(16, 7), hanoi(16, 7)),
    ],
)
def test_mail_waits_for_the_end_of_quiet_hours(moment, expected):
    assert leave(moment) == expected


def test_equal_hours_mean_no_quiet_time():
    assert leave(hanoi(16, 3), quiet_from=0, quiet_until=0) == hanoi(16, 3)


def test_quiet_hours_may_lie_within_one_day():
    assert leave(hanoi(16, 12), quiet_from=11, quiet_until=14) == hanoi(16, 14)


def test_mail_of_a_weekend_leaves_on_monday_morning():
    saturday = hanoi(21, 10)
    assert leave(saturday, is_working_day=is_working_day) == hanoi(23, 7)


def test_mail_of_a_late_friday_evening_leaves_on_monday_morning():
    assert leave(hanoi(20, 22), is_working_day=is_working_day) == hanoi(23, 7)


def test_mail_of_tet_leaves_on_the_first_working_day_after_it():
    eve = datetime(2026, 2, 16, 9, tzinfo=HANOI)
    assert leave(eve, is_working_day=is_working_day).date() == date(2026, 2, 23)


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 4, 30), date(2026, 11, 22)])
def test_public_holidays_and_sundays_are_no_working_days(day):
    assert not is_working_day(day)


def test_an_ordinary_monday_is_a_working_day():
    assert is_working_day(date(2026, 11, 16))


def test_each_refusal_waits_longer_than_the_one_before():
    assert sorted(BACK_OFF) == list(BACK_OFF)
    assert sum(BACK_OFF, timedelta()) > timedelta(hours=20)


def test_the_eighth_refusal_is_the_last():
    now = hanoi(16, 9)
    assert retry_at(1, now) == now + timedelta(minutes=1)
    assert retry_at(MOST_TRIES - 1, now) == now + BACK_OFF[-1]
    assert (MOST_TRIES, retry_at(8, now)) == (8, None)


def test_reminders_by_mail_are_limited_by_month():
    assert may_still_remind(7, 8)
    assert not may_still_remind(8, 8)
