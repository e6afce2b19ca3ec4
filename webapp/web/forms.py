"""What forms share: Vietnamese sentences, checks of the domain, numbers, acting only once."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from flask_wtf.form import _Auto
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from webapp.core import idempotency
from webapp.core.errors import DomainError
from webapp.core.plain_text import plain
from webapp.web.incoming import LARGEST_ID
from webapp.web.interrupted_forms import shows_text
from webapp.web.unsent_forms import typed_here
from webapp.web.wording import message_of

_SENTENCES = {
    "This field is required.": "Cần điền mục này.",
    "Invalid input.": "Nội dung không đúng dạng.",
    "Invalid Choice: could not coerce.": "Hãy chọn một trong các mục có sẵn.",
    "Not a valid choice.": "Hãy chọn một trong các mục có sẵn.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Hãy chọn trong các mục có sẵn."
    ),
    "'%(value)s' is not a valid choice for this field.": "Hãy chọn trong các mục có sẵn.",
    "Not a valid integer value.": "Cần là một số nguyên.",
    "Not a valid decimal value.": "Cần là một số.",
    "Number must be at least %(min)s.": "Số nhỏ nhất là %(min)s.",
    "Number must be at most %(max)s.": "Số lớn nhất là %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Cần là số từ %(min)s đến %(max)s.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Không dài quá %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Field must be equal to %(other_name)s.": "Hai ô chưa giống nhau.",
}


class Vietnamese:
    """The sentences of the form library, which brings none in Vietnamese."""

    def gettext(self, text: str) -> str:
        """The Vietnamese sentence."""
        return _SENTENCES.get(text, text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The Vietnamese sentence, which knows no plural."""
        return _SENTENCES.get(singular, singular)


class Form(FlaskForm):
    """A form that speaks Vietnamese."""

    class Meta(FlaskForm.Meta):
        """Settings of the form library."""

        def get_translations(self, form: Any) -> Any:
            """The Vietnamese sentences."""
            return Vietnamese()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent: files for file fields only, long texts as they are stored.

            When a form that keeps its text is shown, its draft.
            """
            if formdata is _Auto and request.method == "GET" and shows_text():
                formdata = typed_here()
            sent = super().wrap_formdata(form, formdata)
            return None if sent is None else MultiDict(_fitting(form, sent))


def _fitting(form: Any, sent: Any) -> Iterator[tuple[str, Any]]:
    for name, values in sent.lists():
        field = form._fields.get(name)
        for value in values:
            if isinstance(value, str):
                yield name, plain(value) if isinstance(field, TextAreaField) else value
            elif isinstance(field, FileField):
                yield name, value


def number_in(typed: object) -> int:
    """The number somebody sent, such as an identifier; 0 for anything else."""
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def row_id(chosen: Any) -> int:
    """The identifier a chooser names.

    Raises ValueError for what no row can have.
    """
    number = int(chosen)
    if abs(number) > LARGEST_ID:
        raise ValueError("no row has this identifier")
    return number


class RevisionForm(Form):
    """A form about a thing that others may change too; it carries the revision it shows."""

    revision = HiddenField()

    @property
    def based_on(self) -> int:
        """The revision the form was shown with; 0 where none was sent."""
        return number_in(self.revision.data)


class Fits:
    """A validator that runs a check of the domain, so that all wrong fields are shown at once."""

    def __init__(self, check: Callable[[str], object]) -> None:
        self.check = check

    def __call__(self, form: Any, field: Any) -> None:
        """Run the check. Raises ValidationError with its sentence."""
        try:
            self.check(field.data or "")
        except DomainError as error:
            raise ValidationError(message_of(error)) from error


def first_time() -> bool:
    """Whether the form of this request is carried out for the first time; spends its key."""
    is_first = idempotency.spend(g.scope, request.form.get("idempotency_key", ""))
    g.act_was_done_before = not is_first
    return is_first
