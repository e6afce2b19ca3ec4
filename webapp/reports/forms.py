"""What browsers send about reports: the outline with its answers, remarks by section, reasons."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField, TextAreaField

from webapp.accounts.queries import Member
from webapp.core.plain_text import plain_lines
from webapp.plans.requests.rules import RequestKind
from webapp.reports.outline import Written, answer_field, is_key, not_due_field, section_field
from webapp.reports.rules import BasedOn
from webapp.reports.sections import Section
from webapp.reports.service import NewRemark, remark_field
from webapp.web.forms import Form, number_in

#: Nobody is asked more than this; further fields are ignored.
_MOST_ANSWERS = 200
#: The choice that names no replacement for a member who gives up a turn.
_EMPTY_PLACE = "Chưa chọn, để trống chỗ"


def written_in(form: MultiDict[str, str]) -> Written:
    """What a member wrote; unknown fields are left out, line breaks are plain ones."""
    answers = {key: plain_lines(text) for key, text in _keyed(form, answer_field(""))}
    not_due = frozenset(key for key, _mark in _keyed(form, not_due_field("")))
    sections: dict[str, str] = {
        section: plain_lines(form.get(section_field(section), "")) for section in Section
    }
    return Written(sections, answers, not_due=not_due)


def _keyed(form: MultiDict[str, str], before: str) -> list[tuple[str, str]]:
    """What stands in the fields whose names end in the key of something asked."""
    named = [(n.removeprefix(before), text) for n, text in form.items() if n.startswith(before)]
    return [(key, text) for key, text in named if is_key(key)][:_MOST_ANSWERS]


def based_on_in(form: MultiDict[str, str]) -> BasedOn:
    """The version a save began from; the value of the button that was pressed counts first."""
    return BasedOn.read(next(reversed(form.getlist("based_on")), ""))


def remarks_in(form: MultiDict[str, str]) -> list[NewRemark]:
    """What somebody of the committee said to the sections and to the whole, in order."""
    sections: list[Section | None] = [*Section, None]
    said = {section: plain_lines(form.get(remark_field(section), "")) for section in sections}
    return [
        NewRemark(section, text, f"asks-{section or 'whole'}" in form)
        for section, text in said.items()
    ]


def version_in(form: Mapping[str, str]) -> int:
    """The number of the version a reviewer has read; 0 for anything else."""
    return number_in(form.get("version"))


class ReasonForm(Form):
    """Why something out of the ordinary is done."""

    reason = TextAreaField("Lý do")


class PostponeForm(ReasonForm):
    """Why a report is put off, and the month in which the member reports instead."""

    again_in = SelectField("Phân công lại vào", validate_choice=False)

    def offer(self, months: Iterable[tuple[date, str]]) -> None:
        """The months that can take the report, and none; the next one is chosen by itself."""
        rows = [(f"{month:%Y-%m}", name) for month, name in months]
        self.again_in.choices = [*rows, ("", "Chưa chọn tháng")]
        if self.again_in.data is None and not self.is_submitted():
            self.again_in.data = next((value for value, _name in rows), "")


def _choice(label: str) -> SelectField:
    """Somebody or something named by its identifier, or nothing yet."""
    return SelectField(label, coerce=number_in, validate_choice=False)


def _offer(field: Any, rows: Iterable[tuple[int, str]], nothing: str = "Chưa chọn") -> None:
    """Set the choices of a field; the first one is none."""
    field.choices = [(0, nothing), *rows]


class GrantForm(Form):
    """Who reports instead of a member whose turn is given up."""

    replacement_id = _choice("Người báo cáo thay")

    def offer(self, members: Iterable[Member]) -> None:
        """The members who may report instead."""
        rows = [(member.id, member.full_name) for member in members]
        _offer(self.replacement_id, rows, _EMPTY_PLACE)


class DisagreeForm(Form):
    """A message to the member who asked."""

    words = TextAreaField("Lời nhắn")


class WishForm(ReasonForm):
    """What a member asks for about a turn; `keep` leaves the fields of one kind."""

    other_turn_id = _choice("Đổi với lượt")
    month = SelectField("Chuyển sang", validate_choice=False)
    other_member_id = _choice("Người báo cáo thay")
    on_behalf = BooleanField("Ghi theo đề nghị của người có lượt (nhập hộ)")
    at_once = BooleanField("Quyết định ngay")
    replacement_id = _choice("Người báo cáo thay, nếu quyết định ngay")

    def keep(self, kind: RequestKind, *, leads: bool, is_own: bool) -> None:
        """Remove the fields that this kind of request, or this visitor, has no use for."""
        alone = kind in (RequestKind.POSTPONE, RequestKind.REPLACE)
        wanted = {
            "other_turn_id": kind is RequestKind.SWAP,
            "month": kind is RequestKind.POSTPONE,
            "other_member_id": kind is RequestKind.REPLACE,
            "on_behalf": leads and not is_own and alone,
            "at_once": leads,
            "replacement_id": leads and kind is RequestKind.DECLINE,
        }
        for name, keeps in wanted.items():
            if not keeps:
                del self[name]

    def offer_turns(self, rows: Iterable[tuple[int, str]]) -> None:
        """The turns that can be swapped with."""
        _offer(self.other_turn_id, rows)

    def offer_months(self, rows: Iterable[tuple[date, str]]) -> None:
        """The months that can take another turn."""
        self.month.choices = [("", "Chưa chọn tháng"), *((f"{m:%Y-%m}", name) for m, name in rows)]

    def offer_members(self, members: Iterable[Member]) -> None:
        """The members who may report instead."""
        rows = [(member.id, member.full_name) for member in members]
        if self.other_member_id:
            _offer(self.other_member_id, rows)
        if self.replacement_id:
            _offer(self.replacement_id, rows, _EMPTY_PLACE)

    def chosen(self, name: str) -> int | None:
        """What was chosen in a field, if it is there and anything was."""
        return self[name].data or None if name in self else None
