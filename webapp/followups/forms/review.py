"""The yearly review of the whole unit: one row or several for each member."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField, TextAreaField

from webapp.core.errors import RuleBroken
from webapp.core.vietnamese import search_key
from webapp.followups.rules import MOST_ROWS
from webapp.followups.service import Finding
from webapp.web.fields import DayField, blame
from webapp.web.forms import Form, number_in

#: The identifier of a member or helper nobody can tell.
UNKNOWN = 0
_COLUMNS = ("member_id", "wording", "due_on", "helper_id")
_Row = Mapping[str, str]


class ReviewForm(Form):
    """The form without its rows, which `_with_rows` adds."""

    reviewed_on = DayField("Ngày kiểm điểm")
    due_for_all = DayField("Hạn khắc phục chung (nếu có)")

    @property
    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """The fields of each row, in order."""
        count = sum(name.startswith("wording-") for name in self._fields)
        return [tuple(self[f"{column}-{n}"] for column in _COLUMNS) for n in range(count)]

    def findings(self, people: "People") -> list[Finding]:
        """The rows that are not empty; a helper nobody can tell is UNKNOWN."""
        found = []
        for number, (member, wording, due_on, helper) in enumerate(self.rows):
            said, typed = (wording.data or "").strip(), (helper.data or "").strip()
            if not (said or due_on.data or due_on.errors or typed):
                continue
            helper_id = (people.find(typed) or UNKNOWN) if typed else None
            due = due_on.data or self.due_for_all.data
            about = number_in(member.data) or UNKNOWN
            found.append(Finding(about, said, due, helper_id, number))
        return found

    def blame_rows(self, faults: Iterable[RuleBroken], people: "People") -> None:
        """Write each refusal at its row; one about an unclear name repeats the name."""
        for fault in faults:
            field = fault.field or ""
            typed = str(self[field].data or "").strip() if field.startswith("helper_id-") else ""
            if typed and people.find(typed) is None:
                fault = RuleBroken("weakness.helper_unclear", field=field, typed=typed[:60])
            blame(self, fault)


class People:
    """The members of the unit, found by the name somebody typed for a helper."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self.names = dict(names)
        shared = Counter(names.values())
        seen: Counter[str] = Counter()
        #: The name of each, numbered in the order of the list where several have the same.
        self.labels: dict[int, str] = {}
        for key, name in names.items():
            seen[name] += 1
            self.labels[key] = f"{name} ({seen[name]})" if shared[name] > 1 else name

    def find(self, typed: str) -> int | None:
        """The member a name means, with or without marks; none for nobody or several."""
        sought = search_key(typed)
        for listed in (self.labels, self.names):
            alike = [key for key, name in listed.items() if search_key(name) == sought]
            if len(alike) == 1:
                return alike[0]
        return None


def _with_rows(count: int, names: Mapping[str, str]) -> type[ReviewForm]:
    fields: dict[str, Any] = {}
    for n in range(count):
        whose = names.get(str(n), "")
        fields[f"member_id-{n}"] = HiddenField(whose or f"Dòng {n + 1}")
        fields[f"wording-{n}"] = TextAreaField(f"{whose}: hạn chế, khuyết điểm")
        fields[f"due_on-{n}"] = DayField(f"{whose}: hạn khắc phục")
        fields[f"helper_id-{n}"] = StringField(f"{whose}: người giúp đỡ")
    return type("ReviewForm", (ReviewForm,), fields)


def empty_form(people: People, data: Mapping[str, Any]) -> ReviewForm:
    """The form with one empty row for each member."""
    rows = {f"member_id-{n}": str(key) for n, key in enumerate(people.names)}
    names = {str(n): name for n, name in enumerate(people.labels.values())}
    return _with_rows(len(rows), names)(formdata=None, data={**data, **rows})


def typed_rows(sent: Mapping[str, str]) -> list[_Row]:
    """The rows somebody typed, as they were sent."""
    count = 0
    while count <= MOST_ROWS and f"member_id-{count}" in sent:
        count += 1
    return [{c: sent.get(f"{c}-{n}", "") for c in _COLUMNS} for n in range(count)]


def typed_form(sent: Mapping[str, str], rows: Iterable[_Row], people: People) -> ReviewForm:
    """The form with rows that were typed, and everything else as it was sent."""
    listed = list(rows)
    fields = MultiDict({k: v for k, v in sent.items() if k.split("-")[0] not in _COLUMNS})
    for n, row in enumerate(listed):
        for column in _COLUMNS:
            fields[f"{column}-{n}"] = row[column]
    names = {
        str(n): people.labels.get(number_in(row["member_id"]), "") for n, row in enumerate(listed)
    }
    return _with_rows(len(listed), names)(formdata=fields)


def changed(rows: list[_Row], act: str) -> list[_Row]:
    """The rows after a button of the form added one below a row, or removed one.

    The last row of a member is emptied instead of removed.
    """
    kind, _, number = act.partition("-")
    at = int(number) if number.isdecimal() and len(number) < 6 else len(rows)
    if at >= len(rows):
        return rows
    blank = dict.fromkeys(_COLUMNS, "") | {"member_id": rows[at]["member_id"]}
    if kind == "add":
        return rows if len(rows) >= MOST_ROWS else [*rows[: at + 1], blank, *rows[at + 1 :]]
    others = [*rows[:at], *rows[at + 1 :]]
    has_another = any(row["member_id"] == blank["member_id"] for row in others)
    return others if has_another else [*rows[:at], blank, *rows[at + 1 :]]
