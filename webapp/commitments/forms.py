"""The rows of a registration, as many as somebody asked for; nothing typed is ever lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField

from webapp.commitments.queries import Item
from webapp.commitments.rules import MOST_ITEMS
from webapp.commitments.service import Wanted
from webapp.web.fields import DayField
from webapp.web.forms import Form

_COLUMNS = ("text", "measure", "due_on")
#: Empty rows a new registration begins with.
_TO_BEGIN = 3

Row = Mapping[str, str]


class RegistrationForm(Form):
    """What the form carries besides its rows."""

    based_on = HiddenField()

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each row, in order."""
        count = sum(name.startswith("text-") for name in self._fields)
        return [tuple(self[f"{column}-{n}"] for column in _COLUMNS) for n in range(count)]

    def wanted(self) -> list[Wanted]:
        """What was typed, row by row."""
        return [
            Wanted((text.data or "").strip(), (measure.data or "").strip(), due_on.data)
            for text, measure, due_on in self.rows
        ]

    @property
    def base(self) -> int:
        """The number of the save that was on the screen."""
        typed = str(self.based_on.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _with_rows(count: int) -> type[RegistrationForm]:
    fields: dict[str, Any] = {}
    for n in range(count):
        fields[f"text-{n}"] = TextAreaField(f"Mục {n + 1}: nội dung đăng ký")
        fields[f"measure-{n}"] = TextAreaField(f"Mục {n + 1}: kết quả cần đạt (nếu có)")
        fields[f"due_on-{n}"] = DayField(f"Mục {n + 1}: thời hạn (nếu có)")
    return type("RegistrationForm", (RegistrationForm,), fields)


def stored_form(items: Iterable[Item], revision: int) -> RegistrationForm:
    """The form with what is stored, or with some empty rows."""
    data: dict[str, Any] = {"based_on": str(revision)}
    listed = list(items)
    for n, item in enumerate(listed):
        data |= {f"text-{n}": item.text, f"measure-{n}": item.measure, f"due_on-{n}": item.due_on}
    return _with_rows(len(listed) or _TO_BEGIN)(formdata=None, data=data)


def typed_rows(sent: Mapping[str, str]) -> list[Row]:
    """The rows somebody typed, as they were sent."""
    count = 0
    while count < MOST_ITEMS + 1 and f"text-{count}" in sent:
        count += 1
    return [{c: sent.get(f"{c}-{n}", "") for c in _COLUMNS} for n in range(count)]


def typed_form(sent: Mapping[str, str], rows: Iterable[Row]) -> RegistrationForm:
    """The form with rows that were typed, and everything else as it was sent."""
    kept = MultiDict(
        {name: value for name, value in sent.items() if name.split("-")[0] not in _COLUMNS}
    )
    listed = list(rows)
    for n, row in enumerate(listed):
        for column in _COLUMNS:
            kept[f"{column}-{n}"] = row[column]
    return _with_rows(len(listed))(formdata=kept)


def without_empty(rows: Iterable[Row]) -> list[Row]:
    """The rows in which anything was typed."""
    return [row for row in rows if any(value.strip() for value in row.values())]


def changed(rows: list[Row], act: str) -> list[Row]:
    """The rows after a row was added or taken away by a button of the form."""
    if act == "add":
        return [*rows, dict.fromkeys(_COLUMNS, "")]
    number = act.removeprefix("remove-")
    return [row for n, row in enumerate(rows) if str(n) != number]
