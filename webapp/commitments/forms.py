"""The rows of a registration, as many as the member asked for, and the forms around them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from webapp.commitments.rules import MOST_ITEMS
from webapp.commitments.versions import Wanted
from webapp.core.plain_text import plain
from webapp.web.fields import DayField
from webapp.web.forms import Form, number_in

_COLUMNS = ("text", "measure", "due_on", "heading", "task", "weakness", "existing")
#: Columns that are typed; a row without any of them counts as empty.
_TYPED = ("text", "measure", "due_on", "task")
#: Empty rows of a new registration.
_TO_BEGIN = 3

Row = Mapping[str, str]


class Fields(NamedTuple):
    """The fields of one row."""

    text: Any
    measure: Any
    due_on: Any
    heading: Any
    task: Any
    weakness: Any
    existing: Any


@dataclass(frozen=True)
class Choices:
    """What may be chosen in a row: a heading of the year's form, an open weakness."""

    headings: Sequence[str] = ()
    #: Identifier and wording.
    weaknesses: Mapping[int, str] = field(default_factory=dict)


class RegistrationForm(Form):
    """The form without its rows, which `_with_rows` adds."""

    based_on = HiddenField()

    @property
    def rows(self) -> list[Fields]:
        """The fields of each row, in order."""
        count = sum(name.startswith("text-") for name in self._fields)
        return [Fields(*(self[f"{column}-{n}"] for column in _COLUMNS)) for n in range(count)]

    def wanted(self) -> list[Wanted]:
        """What was typed, row by row."""
        return [
            Wanted(
                text=plain(row.text.data or "").strip(),
                measure=plain(row.measure.data or "").strip(),
                due_on=row.due_on.data,
                heading=plain(row.heading.data or ""),
                task=plain(row.task.data or "").strip(),
                weakness_id=number_in(row.weakness.data) or None,
                item_id=number_in(row.existing.data) or None,
            )
            for row in self.rows
        ]

    @property
    def base(self) -> int:
        """The revision of the registration that was on the screen."""
        return number_in(self.based_on.data)


class AmendmentForm(RegistrationForm):
    """The same rows, and why they are to be amended."""

    reason = TextAreaField("Lý do điều chỉnh")


def _with_rows(base: type[RegistrationForm], count: int) -> type[RegistrationForm]:
    fields: dict[str, Any] = {}
    for n in range(count):
        about = f"Mục {n + 1}: "
        fields[f"text-{n}"] = TextAreaField(about + "nội dung đăng ký")
        fields[f"measure-{n}"] = TextAreaField(about + "kết quả cần đạt (nếu có)")
        fields[f"due_on-{n}"] = DayField(about + "thời hạn (nếu có)")
        fields[f"heading-{n}"] = SelectField(about + "nhóm nội dung")
        fields[f"task-{n}"] = StringField(about + "nhiệm vụ liên quan (nếu có)")
        fields[f"weakness-{n}"] = SelectField(about + "hạn chế cần khắc phục (nếu có)")
        fields[f"existing-{n}"] = HiddenField()
    return type(base.__name__, (base,), fields)


def _offering(form: RegistrationForm, choices: Choices) -> RegistrationForm:
    """The form with what may be chosen in its rows."""
    linked = [(str(key), wording) for key, wording in choices.weaknesses.items()]
    for row in form.rows:
        row.heading.choices = [("", "Chưa chọn nhóm"), *((one, one) for one in choices.headings)]
        row.weakness.choices = [("", "Không liên quan"), *linked]
    return form


def stored_form(
    items: Iterable[Wanted],
    revision: int,
    choices: Choices,
    base: type[RegistrationForm] = RegistrationForm,
) -> RegistrationForm:
    """The form with what is stored, or with some empty rows."""
    data: dict[str, Any] = {"based_on": str(revision)}
    listed = list(items)
    for n, item in enumerate(listed):
        row = (item.text, item.measure, item.due_on, item.heading, item.task)
        linked = (str(item.weakness_id or ""), str(item.item_id or ""))
        named = [f"{column}-{n}" for column in _COLUMNS]
        data |= dict(zip(named, (*row, *linked), strict=True))
    form = _with_rows(base, len(listed) or _TO_BEGIN)(formdata=None, data=data)
    return _offering(form, choices)


def typed_rows(sent: Mapping[str, str]) -> list[Row]:
    """The rows somebody typed, as they were sent."""
    count = 0
    while count < MOST_ITEMS + 1 and f"text-{count}" in sent:
        count += 1
    return [{c: sent.get(f"{c}-{n}", "") for c in _COLUMNS} for n in range(count)]


def typed_form(
    sent: Mapping[str, str],
    rows: Iterable[Row],
    choices: Choices,
    base: type[RegistrationForm] = RegistrationForm,
) -> RegistrationForm:
    """The form with rows that were typed, and everything else as it was sent."""
    fields = MultiDict(
        {name: value for name, value in sent.items() if name.split("-")[0] not in _COLUMNS}
    )
    listed = list(rows)
    for n, row in enumerate(listed):
        for column in _COLUMNS:
            fields[f"{column}-{n}"] = row[column]
    return _offering(_with_rows(base, len(listed))(formdata=fields), choices)


def without_empty(rows: Iterable[Row]) -> list[Row]:
    """The rows in which anything was typed."""
    return [row for row in rows if any(row[column].strip() for column in _TYPED)]


def changed(rows: list[Row], act: str) -> list[Row]:
    """The rows after a row was added or taken away by a button of the form."""
    if act == "add":
        return [*rows, dict.fromkeys(_COLUMNS, "")]
    number = act.removeprefix("remove-")
    return [row for n, row in enumerate(rows) if str(n) != number]


class ReasonForm(Form):
    """Why the committee gives something back."""

    reason = TextAreaField("Nội dung cần bổ sung, lý do")


class NoteForm(Form):
    """How an item goes on a day."""

    on = DayField("Ngày")
    text = TextAreaField("Việc đã làm, kết quả đến nay")
