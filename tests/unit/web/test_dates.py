"""How dates, times and numbers are written."""

from datetime import UTC, date, datetime

import pytest

from webapp.web import dates

FRIDAY = date(2026, 11, 27)
#: 15:00 in Hanoi.
MEETING = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
#: Already the 28th in Hanoi.
LATE = datetime(2026, 11, 27, 18, 5, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "when", "shown"),
    [
        (dates.day, FRIDAY, "27/11/2026"),
        (dates.day, LATE, "28/11/2026"),
        (dates.short_day, date(2026, 3, 5), "05/03"),
        (dates.long_day, FRIDAY, "thứ Sáu, 27/11/2026"),
        (dates.long_day, date(2026, 11, 29), "Chủ nhật, 29/11/2026"),
        (dates.month, FRIDAY, "tháng 11/2026"),
        (dates.month, date(2026, 3, 1), "tháng 3/2026"),
        (dates.clock_time, MEETING, "15 giờ 00"),
        (dates.hour_minute, LATE, "01:05"),
        (dates.moment, MEETING, "15:00 ngày 27/11/2026"),
    ],
)
def test_days_and_moments_are_written_as_on_paper_in_hanoi(written, when, shown):
    assert written(when) == shown


@pytest.mark.parametrize(
    "written",
    [dates.day, dates.short_day, dates.long_day, dates.month, dates.clock_time, dates.hour_minute,
     dates.moment, dates.days_left],
)  # fmt: skip
def test_nothing_is_written_for_no_date(written):
    assert written(None) == ""


@pytest.mark.parametrize(
    ("on", "left", "due", "tone"),
    [
        (date(2026, 11, 27), "còn 4 ngày", "Còn 4 ngày", "neutral"),
        (date(2026, 11, 26), "còn 3 ngày", "Còn 3 ngày", "soon"),
        (date(2026, 11, 24), "ngày mai", "Đến hạn ngày mai", "soon"),
        (date(2026, 11, 23), "hôm nay", "Đến hạn hôm nay", "soon"),
        (date(2026, 11, 21), "đã qua 2 ngày", "Quá hạn 2 ngày", "late"),
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), "ngày mai", "Đến hạn ngày mai", "soon"),
    ],
)
def test_a_deadline_says_how_near_it_is(on, left, due, tone):
    assert dates.days_left(on, TODAY) == left
    assert dates.due(on, TODAY) == due
    assert dates.due_tone(on, TODAY) == tone


def test_a_missing_deadline_is_said_so():
    assert (dates.due(None), dates.due_tone(None)) == ("Chưa có hạn", "neutral")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1250.5, None, "1.250,5"),
        (1250, None, "1.250"),
        (1234567, None, "1.234.567"),
        (0.25, None, "0,25"),
        (3.0, None, "3"),
        (-1250.5, None, "-1.250,5"),
        (2.5, 2, "2,50"),
        (100, 0, "100"),
        (None, None, "–"),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_decimal_comma(value, decimals, shown):
    assert dates.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (7, 12, "58%"),
        (12, 12, "100%"),
        (199, 200, "99%"),
        (0, 5, "0%"),
        (3, 0, "–"),
        (None, 3, "–"),
    ],
)
def test_only_all_of_it_is_a_hundred_per_cent(part, whole, shown):
    assert dates.percent(part, whole) == shown
