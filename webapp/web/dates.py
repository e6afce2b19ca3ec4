"""Dates, times and numbers as they are written in Vietnamese; filters for templates.

Plain formatting instead of strftime: pages show hundreds of dates, and locales differ.
"""

from datetime import date, datetime

from flask import Flask

from webapp.core import clock

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
#: How many days ahead a deadline starts to be called near.
SOON_DAYS = 3


def _day(when: date | datetime) -> date:
    return clock.day_of(when) if isinstance(when, datetime) else when


def weekday(when: date | datetime) -> str:
    """“thứ Sáu”."""
    return _WEEKDAYS[_day(when).weekday()]


def day(when: date | datetime | None) -> str:
    """“27/11/2026”; nothing for none."""
    if when is None:
        return ""
    shown = _day(when)
    return f"{shown.day:02d}/{shown.month:02d}/{shown.year}"


def short_day(when: date | datetime | None) -> str:
    """“27/11”; nothing for none."""
    return day(when)[:5]


def long_day(when: date | datetime | None) -> str:
    """“thứ Sáu, 27/11/2026”; nothing for none."""
    return "" if when is None else f"{weekday(when)}, {day(when)}"


def month(when: date | datetime | None) -> str:
    """“tháng 11/2026”; nothing for none."""
    return "" if when is None else f"tháng {_day(when).month}/{_day(when).year}"


def clock_time(when: datetime | None) -> str:
    """“15 giờ 00”, as a meeting's time is written; nothing for none."""
    if when is None:
        return ""
    local = clock.in_hanoi(when)
    return f"{local.hour} giờ {local.minute:02d}"


def hour_minute(when: datetime | None) -> str:
    """“09:42”, for the moment of a save; nothing for none."""
    if when is None:
        return ""
    local = clock.in_hanoi(when)
    return f"{local.hour:02d}:{local.minute:02d}"


def moment(when: datetime | None) -> str:
    """“20:15 ngày 21/11/2026”; nothing for none."""
    return "" if when is None else f"{hour_minute(when)} ngày {day(when)}"


def days_left(when: date | datetime | None, today: date | None = None) -> str:
    """“còn 4 ngày”, “hôm nay”, “ngày mai”, “đã qua 2 ngày”; nothing for none."""
    if when is None:
        return ""
    days = (_day(when) - (today or clock.today())).days
    if days < 0:
        return f"đã qua {-days} ngày"
    return {0: "hôm nay", 1: "ngày mai"}.get(days, f"còn {days} ngày")


def due(when: date | datetime | None, today: date | None = None) -> str:
    """“Đến hạn ngày mai”, “Còn 4 ngày”, “Quá hạn 2 ngày”; “Chưa có hạn” for none."""
    if when is None:
        return "Chưa có hạn"
    days = (_day(when) - (today or clock.today())).days
    if days < 0:
        return f"Quá hạn {-days} ngày"
    return {0: "Đến hạn hôm nay", 1: "Đến hạn ngày mai"}.get(days, f"Còn {days} ngày")


def due_tone(when: date | datetime | None, today: date | None = None) -> str:
    """The tone of a deadline's badge: late, soon or neutral."""
    if when is None:
        return "neutral"
    days = (_day(when) - (today or clock.today())).days
    if days < 0:
        return "late"
    return "soon" if days <= SOON_DAYS else "neutral"


def number(value: float | int | None, decimals: int | None = None) -> str:
    """“1.250,5”: dots between thousands, a comma before decimals; “–” for none.

    Without a wish at most two decimals, and none that would be zero.
    """
    if value is None:
        return "–"
    text = f"{value:,.{2 if decimals is None else decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def percent(part: float | None, whole: float | None) -> str:
    """“86%” of a whole, rounded down so that 100% means all of it; “–” without a whole."""
    if part is None or not whole:
        return "–"
    return f"{int(part * 100 // whole)}%"


def init_app(app: Flask) -> None:
    """Give templates the filters and `today`."""
    for written in (weekday, day, short_day, long_day, month, clock_time, hour_minute, moment):
        app.add_template_filter(written)
    for counted in (days_left, due, due_tone, number, percent):
        app.add_template_filter(counted)
    app.jinja_env.globals["today"] = clock.today
