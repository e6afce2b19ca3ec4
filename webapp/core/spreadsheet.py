"""Workbooks for spreadsheet programs, in which every cell is a text and none a formula."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

#: The beginnings that spreadsheet programs take for a formula, also in East Asian wide forms.
_FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－﹣−＠\t\r]")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def harmless(text: str) -> str:
    """A cell's text that no spreadsheet program will calculate."""
    shown = _HIDDEN.sub("", text)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def open_book(target: BytesIO) -> Any:
    """A workbook to write into, in which texts stay texts."""
    # Large, and needed for a few downloads only.
    import xlsxwriter

    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(target, safe)


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet with a bold first line that stays in view; built for a few hundred rows."""
    file = BytesIO()
    book = open_book(file)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31])
    lines = [head, *rows]
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, line in enumerate(lines):
        for position, text in enumerate(line):
            sheet.write_string(number, position, harmless(text), bold if number == 0 else None)
    for position in range(len(head)):
        longest = max(len(line[position]) for line in lines)
        sheet.set_column(position, position, min(longest + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
