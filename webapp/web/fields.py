"""Fields for days and hours, and where a refusal stands on a form.

A browser draws its own fields for both in its own language, where 03/12 may be the 12th of March;
so a day is plain text here, and an hour is chosen from a list.
"""

import re
from datetime import date, time
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField
from wtforms.widgets import TextInput

from webapp.core.errors import DomainError
from webapp.web import dates
from webapp.web.wording import message, message_of

_DAY_FIRST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
#: As a phone's keyboard for numbers has it, which knows no slash.
_DIGITS = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:(?::| ?giờ ?| ?h ?)(\d\d)?(?::\d\d)?)?", re.ASCII)
#: The hours a list offers; what is stored or sent besides stays in it.
_OFFERED = tuple(time(half // 2, half % 2 * 30) for half in range(10, 46))


def day_in(typed: str) -> date:
    """The day somebody typed, with the day before the month, or the year first.

    Raises ValueError for anything else and for days there are not.
    """
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(typed):
        day, _, month, year = found.groups()
    elif found := _DIGITS.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise ValueError("this is no day")
    return date(int(year), int(month), int(day))


def hour_in(typed: str) -> time:
    """The time of day somebody sent: 19:30, 19h30, 19 giờ 30, 19h.

    Raises ValueError for anything else.
    """
    found = _HOUR.fullmatch(typed)
    if found is None:
        raise ValueError("this is no time")
    return time(int(found[1]), int(found[2] or 0))


class DayField(Field):
    """A day as people write it: 03/02/2026; the macro `field` adds the calendar and the words."""

    widget = TextInput()

    def __init__(self, label: str = "", validators: Any = None, **options: Any) -> None:
        given = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": "ngày/tháng/năm",
            "data-day": True,
        }
        super().__init__(label, validators, render_kw=given, **options)

    def _value(self) -> str:
        return " ".join(self.raw_data) if self.raw_data else dates.day(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError, with how to write a day, where it is none."""
        typed = " ".join(valuelist).strip()
        self.data: date | None = None
        if not typed:
            return
        try:
            self.data = day_in(typed)
        except ValueError:
            raise ValueError(message("page.bad_day", typed=typed[:20])) from None


class HourField(SelectField):
    """A time of day, chosen from half hours."""

    def __init__(self, label: str = "", validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, coerce=_hour, validate_choice=False, **options)

    def iter_choices(self) -> Any:
        """The half hours of a day, with the one that is stored or was sent."""
        offered = {*_OFFERED, *([self.data] if self.data else [])}
        self.choices = [(f"{o:%H:%M}", f"{o.hour} giờ {o.minute:02d}") for o in sorted(offered)]
        return super().iter_choices()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent. Raises ValueError, with how to write a time, where it is none."""
        typed = " ".join(valuelist).strip()
        self.data: time | None = None
        if not typed:
            return
        try:
            self.data = hour_in(typed)
        except ValueError:
            raise ValueError(message("page.bad_hour", typed=typed[:20])) from None


def _hour(value: Any) -> time:
    return value if isinstance(value, time) else hour_in(str(value))


def blame(form: FlaskForm, error: DomainError) -> None:
    """Write a refusal beside the field it is about, or above the form."""
    sentence = message_of(error)
    if error.field and error.field in form:
        form[error.field].errors = [*form[error.field].errors, sentence]
    else:
        form.form_errors.append(sentence)
