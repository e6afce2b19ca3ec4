"""Spreadsheets that go out: the template to fill in, and the faulty rows to put right."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from webapp.accounts.rules import Role
from webapp.core.spreadsheet import harmless, open_book
from webapp.imports import wording
from webapp.imports.rules import Column
from webapp.imports.sheet import Row, shown
from webapp.organizations.wording import Words

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: The columns of the template, in this order, with their widths.
_COLUMNS = {
    Column.FULL_NAME: 28,
    Column.EMAIL: 28,
    Column.PHONE: 16,
    Column.JOINED_ON: 16,
    Column.ADMITTED_ON: 18,
    Column.STATUS: 28,
    Column.ROLE: 24,
}
_DAYS = frozenset({Column.JOINED_ON, Column.ADMITTED_ON})
#: Rows of the template with lists to choose from.
_ROOM = 1000
_WIDTH = 22


def template(words: Words, offices: Sequence[Role]) -> bytes:
    """An empty list with headings, hints, lists to choose from, and a sheet of explanations."""
    target = BytesIO()
    with open_book(target) as book:
        head = book.add_format({"bold": True, "bg_color": "#e6eef6", "border": 1})
        sheet = book.add_worksheet(wording.LIST_SHEET)
        _fillable(book, sheet, words, offices, head)
        _notes(book.add_worksheet(wording.NOTES_SHEET), words, head)
    return target.getvalue()


def _fillable(book: Any, sheet: Any, words: Words, offices: Sequence[Role], head: Any) -> None:
    as_text = book.add_format({"num_format": "@"})
    as_day = book.add_format({"num_format": "dd/mm/yyyy"})
    statuses, roles = list(wording.STATUS_NAMES.values()), wording.role_names(offices, words)
    listed = {Column.STATUS: statuses, Column.ROLE: roles}
    for position, (column, width) in enumerate(_COLUMNS.items()):
        look = as_day if column in _DAYS else as_text
        sheet.set_column(position, position, width, look)
        sheet.write_string(0, position, wording.column_name(column, words), head)
        rule: dict[str, Any] = {}
        if column in _DAYS:
            span = {"minimum": date(1930, 2, 3), "maximum": date(2100, 1, 1)}
            rule = {"validate": "date", "criteria": "between", **span}
        elif listed.get(column):
            rule = {"validate": "list", "source": listed[column]}
        if rule:
            # Excel only warns: other words for a status or an office are understood, too.
            rule["error_type"] = "warning"
            sheet.data_validation(1, position, _ROOM, position, rule)
    sheet.freeze_panes(1, 0)


def _notes(sheet: Any, words: Words, head: Any) -> None:
    sheet.set_column(0, len(_COLUMNS), _WIDTH)
    for number, note in enumerate(wording.NOTES):
        sheet.write_string(number, 0, f"{number + 1}. {note}")
    first = len(wording.NOTES) + 1
    sheet.write_string(first, 0, wording.EXAMPLES_TITLE)
    for position, column in enumerate(_COLUMNS):
        sheet.write_string(first + 1, position, wording.column_name(column, words), head)
        for row, example in enumerate(wording.EXAMPLES, first + 2):
            sheet.write_string(row, position, example.get(column, ""))


def faulty(headings: Sequence[str], rows: Sequence[tuple[Row, Sequence[str]]]) -> bytes:
    """The faulty rows as they came, with what is wrong in a last column; it can be sent again."""
    target = BytesIO()
    with open_book(target) as book:
        head = book.add_format({"bold": True, "bg_color": "#e6eef6", "border": 1})
        wrong = book.add_format({"font_color": "#7a0d0d", "text_wrap": True})
        sheet = book.add_worksheet(wording.LIST_SHEET)
        sheet.set_column(0, len(headings), _WIDTH)
        for position, heading in enumerate([*headings, wording.FAULT_HEADING]):
            sheet.write_string(0, position, harmless(heading), head)
        for number, (row, said) in enumerate(rows, 1):
            for position, cell in enumerate(row):
                if cell != "":
                    sheet.write_string(number, position, harmless(shown(cell)))
            sheet.write_string(number, len(headings), "\n".join(said), wrong)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
