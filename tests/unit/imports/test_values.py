"""Cells as lists have them: days, phone numbers, names, words."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.accounts.rules import MemberStatus, Role
from webapp.imports import cell_values, wording
from webapp.imports.cell_values import RowReader, Wrong
from webapp.imports.rules import Column, Fault
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

TODAY = date(2026, 11, 16)
FEBRUARY = date(1999, 2, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "03/02/1999",
        "3/2/1999",
        "3-2-1999",
        "3.2.1999",
        "03 / 02 / 1999",
        "1999-02-03",
        "1999-02-03 00:00:00",
        "3/2/1999 00:00",
        "ngày 3 tháng 2 năm 1999",
        "Ngày 03 tháng 02 năm 1999",
        36194,
        36194.0,
        ["1999-02-03"],
    ],
)
def test_a_day_is_read_in_every_form_that_lists_have(cell):
    assert cell_values.day(cell) == FEBRUARY


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31/02/1999", Fault.DAY),
        ("02/1999", Fault.DAY),
        ("03/02/99", Fault.DAY),
        ("hôm qua", Fault.DAY),
        (3021999, Fault.DAY),
        (-4, Fault.DAY),
        ("1999", Fault.DAY_YEAR_ONLY),
        (1999.0, Fault.DAY_YEAR_ONLY),
        ("17/11/2026", Fault.DAY_RANGE),
        ("02/02/1930", Fault.DAY_RANGE),
    ],
)
def test_what_is_no_day_says_why(cell, fault):
    with pytest.raises(Wrong) as wrong:
        cell_values.past_day(cell, TODAY)
    assert wrong.value.fault == fault


@given(st.dates(date(1930, 2, 3), TODAY))
@settings(max_examples=60, deadline=None)
def test_a_written_day_and_a_serial_number_mean_the_same(day):
    serial = (day - date(1899, 12, 30)).days
    assert cell_values.past_day(day.strftime("%d/%m/%Y"), TODAY) == day
    assert cell_values.past_day(serial, TODAY) == day


@given(st.one_of(st.text(max_size=20), st.floats(allow_nan=False), st.integers()))
@settings(max_examples=80, deadline=None)
def test_no_cell_at_all_breaks_a_reader(cell):
    for reader in (
        cell_values.day,
        cell_values.phone,
        cell_values.name,
        cell_values.email,
        cell_values.status,
        cell_values.role,
    ):
        # Anything but this would end the worker's task, and with it the whole list.
        with suppress(Wrong):
            reader(cell)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("'0912345678", "0912345678"),
        (912345678.0, "0912345678"),
        ("912345678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(024) 3825 5688", "02438255688"),
    ],
)
def test_a_phone_number_gets_back_what_the_spreadsheet_took(cell, kept):
    assert cell_values.phone(cell) == kept


@pytest.mark.parametrize("cell", ["12345", "0912345678; 0987654321", "+1 202 555 0123", "không có"])
def test_what_is_no_number_in_viet_nam_is_refused(cell):
    with pytest.raises(Wrong) as wrong:
        cell_values.phone(cell)
    assert wrong.value.fault == Fault.PHONE


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("NGUYỄN THỊ HẠNH", "Nguyễn Thị Hạnh"),
        ("nguyễn thị hạnh", "Nguyễn Thị Hạnh"),
        ("  Nguyễn   Thị  Hạnh ", "Nguyễn Thị Hạnh"),
        ("Nguye\u0302\u0303n Thị Hạnh", "Nguyễn Thị Hạnh"),
        ("H'HEN NIÊ", "H'hen Niê"),
        ("TÔN NỮ-ANH", "Tôn Nữ-Anh"),
        ("Trần McCarthy", "Trần McCarthy"),
    ],
)
def test_a_name_is_kept_as_names_are_written(cell, kept):
    assert cell_values.name(cell) == kept


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", Fault.NAME_MISSING),
        ("Nguyễn\u200bAn", Fault.NAME_HIDDEN),
        ("An\u202eiàgn", Fault.NAME_HIDDEN),
        ("Nguyễn Văn 2", Fault.NAME_ODD),
        ("Нгуен Ан", Fault.NAME_LOOK_ALIKE),
        ("Ðặng Văn Sơn", Fault.NAME_LOOK_ALIKE),
        ("Ｎguyễn An", Fault.NAME_LOOK_ALIKE),
        ("阮文安", Fault.NAME_FOREIGN),
        ("Nguyễn " * 30, Fault.NAME_LONG),
    ],
)
def test_a_name_that_deceives_the_eye_is_refused(cell, fault):
    with pytest.raises(Wrong) as wrong:
        cell_values.name(cell)
    assert wrong.value.fault == fault


def test_the_sentence_of_a_row_names_the_letter_and_what_was_meant():
    reader = cell_values.RowReader([Column.FULL_NAME], date(2026, 11, 16))
    _nobody, (found,) = reader.read(14, ("Ðặng Văn Sơn",))
    said = wording.sentence_of(
        found, 14, {Column.FULL_NAME: "Họ tên"}, words_of(OrganizationKind.PARTY_BRANCH), ()
    )
    assert said.startswith('Dòng 14, cột "Họ tên": "Ðặng Văn Sơn" có chữ “Ð”')
    assert said.endswith("Hãy gõ lại là “Đ”.")


def test_words_for_statuses_and_offices_need_no_marks_and_no_capitals():
    assert cell_values.status("ĐV DỰ BỊ".replace("ĐV", "Đảng viên")) is MemberStatus.PROBATIONARY
    assert cell_values.status("Chính thức") is MemberStatus.OFFICIAL
    assert cell_values.role("Phó Bí thư chi bộ") is Role.DEPUTY
    assert cell_values.role("UV BCH".replace("UV", "Ủy viên")) is Role.COMMITTEE
    assert cell_values.role("Đảng viên") is None


def test_a_row_tells_everything_that_is_wrong_with_it_at_once():
    columns = [Column.UNUSED, Column.FULL_NAME, Column.EMAIL, Column.PHONE]
    wanted, faults = RowReader(columns, TODAY).read(7, ["x", "", "a@", "1"])
    assert wanted is None
    assert [(one.fault, one.column) for one in faults] == [
        (Fault.NAME_MISSING, Column.FULL_NAME),
        (Fault.EMAIL, Column.EMAIL),
        (Fault.PHONE, Column.PHONE),
    ]


def test_a_name_in_two_columns_is_put_together():
    columns = [Column.FAMILY_NAMES, Column.GIVEN_NAME, Column.JOINED_ON]
    wanted, _faults = RowReader(columns, TODAY).read(2, ["Nguyễn Thị", "Hạnh"])
    assert (wanted.full_name, wanted.joined_on) == ("Nguyễn Thị Hạnh", None)
