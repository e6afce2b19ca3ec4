"""A field for days, and where a refusal stands on a form."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField

from webapp.core.errors import DomainError
from webapp.web.wording import message, message_of


class DayField(DateField):
    """A day, as a date picker sends it or as people write it: 03/02/2026."""

    def __init__(self, label: str = "", validators: Any = None, **options: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        super().__init__(label, validators, format=formats, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError, with how to write a day, where it is none."""
        typed = " ".join(valuelist).strip()
        self.data: date | None = None
        if not typed:
            return
        try:
            super().process_formdata([typed])
        except ValueError:
            raise ValueError(message("page.bad_day", typed=typed[:20])) from None


def blame(form: FlaskForm, error: DomainError) -> None:
    """Write a refusal beside the field it is about, or above the form."""
    sentence = message_of(error)
    if error.field and error.field in form:
        form[error.field].errors = [*form[error.field].errors, sentence]
    else:
        form.form_errors.append(sentence)
