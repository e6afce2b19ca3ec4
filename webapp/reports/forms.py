"""What browsers send about reports: the outline with its answers, remarks by section, reasons."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, TextAreaField

from webapp.core.vietnamese import nfc
from webapp.reports.outline import (
    Section,
    Written,
    answer_field,
    is_key,
    not_due_field,
    section_field,
)
from webapp.reports.rules import BasedOn
from webapp.reports.service import NewRemark, remark_field
from webapp.web.forms import Form

#: Nobody is asked more than this; further fields are ignored.
_MOST_ANSWERS = 200


def written_in(form: MultiDict[str, str]) -> Written:
    """What a member wrote; unknown fields are left out, line breaks are plain ones."""
    answers = {key: _plain(text) for key, text in _keyed(form, answer_field(""))}
    not_due = frozenset(key for key, _mark in _keyed(form, not_due_field("")))
    sections: dict[str, str] = {
        section: _plain(form.get(section_field(section), "")) for section in Section
    }
    return Written(sections, answers, not_due=not_due)


def _keyed(form: MultiDict[str, str], before: str) -> list[tuple[str, str]]:
    """What stands in the fields whose names end in the key of something asked."""
    named = [(n.removeprefix(before), text) for n, text in form.items() if n.startswith(before)]
    return [(key, text) for key, text in named if is_key(key)][:_MOST_ANSWERS]


def based_on_in(form: MultiDict[str, str]) -> BasedOn:
    """The version a save began from."""
    return BasedOn.read(form.get("based_on", ""))


def remarks_in(form: MultiDict[str, str]) -> list[NewRemark]:
    """What somebody of the committee said to the sections and to the whole, in order."""
    places: list[Section | None] = [*Section, None]
    return [
        NewRemark(place, _plain(form.get(remark_field(place), "")), _asks(form, place))
        for place in places
    ]


def version_in(form: Mapping[str, str]) -> int:
    """The number of the version a reviewer has read; 0 for anything else."""
    number = form.get("version", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0


def _asks(form: MultiDict[str, str], place: Section | None) -> bool:
    return f"asks-{place or 'whole'}" in form


def _plain(text: str) -> str:
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


class ReasonForm(Form):
    """Why something out of the ordinary is done."""

    reason = TextAreaField("Lý do")


class PostponeForm(ReasonForm):
    """Why a report is put off, and the month in which the member reports instead."""

    again_in = SelectField("Phân công lại vào", validate_choice=False)
