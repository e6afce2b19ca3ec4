"""What a spreadsheet program gets is text, whatever it begins with."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from webapp.core.spreadsheet import harmless, workbook


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84912", "-2", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠a", "\t=1", "  =1", "\u200b=1"],
)
def test_what_looks_like_a_formula_is_marked_as_text(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["Nguyễn Thị Hạnh", "0912345678", "a=b", "", "'=1"])
def test_everything_else_stays_as_it_is(text):
    assert harmless(text) == text


def test_control_characters_are_left_out():
    assert harmless("Lan\x00\x07") == "Lan"


def test_a_sheet_holds_its_lines_as_text_and_no_formula():
    made = workbook("Danh sách: [1]", ["Họ tên", "Số"], [["Lan", "=HYPERLINK(1)"], ["Mai", "012"]])
    sheet = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
    assert sheet == [["Họ tên", "Số"], ["Lan", "'=HYPERLINK(1)"], ["Mai", "012"]]
    assert b"<f>" not in made
