"""A row that spells a person in another way means that person, and no second entry comes in."""

from datetime import date

import pytest

from tests.unit.imports.test_matching import fault_of, known, only, verdicts
from webapp.imports import stored_rows
from webapp.imports.cell_values import Wanted
from webapp.imports.rules import Fault, RowOutcome

DAY, PHONE = date(2020, 1, 1), "0912345678"
SPELLED = [
    ("Đặng Thị Hòa", "Đặng Thị Hoà"),
    ("Lê Thị Thúy", "Lê Thị Thuý"),
    ("Trần Quý", "Trần Quí"),
    ("H'Hen Niê", "H’Hen Niê"),
    ("Nguyễn Văn Đức", "NGUYỄN VĂN ĐỨC"),
]


@pytest.mark.parametrize(("one", "other"), SPELLED)
def test_another_spelling_is_the_member_who_is_here(one, other):
    by_phone = only(Wanted(2, other, phone=PHONE, joined_on=DAY), known(1, one, phone=PHONE))
    assert by_phone.member_id == 1
    assert only(Wanted(2, other), known(1, one)).member_id == 1


@pytest.mark.parametrize(("one", "other"), SPELLED)
def test_two_rows_that_spell_one_person_in_two_ways_are_told(one, other):
    rows = [
        Wanted(2, one, phone=PHONE, joined_on=DAY),
        Wanted(3, other, phone=PHONE, joined_on=DAY),
    ]
    first, second = verdicts(rows, [])
    assert first.outcome is RowOutcome.NEW
    assert fault_of(second) is Fault.TWICE


def test_a_name_with_other_marks_is_somebody_else():
    assert only(Wanted(2, "Đặng Thị Hoa"), known(1, "Đặng Thị Hòa")).outcome is RowOutcome.NEW


@pytest.mark.parametrize(
    ("row", "member"),
    [
        # The same name and other days; the same number and day and another name.
        (Wanted(2, "Trần Quí", joined_on=date(2021, 5, 5)), known(1, "Trần Quý")),
        (Wanted(2, "Lê Minh", phone=PHONE, joined_on=DAY), known(1, "Trần Quý", phone=PHONE)),
    ],
)
def test_somebody_new_who_may_be_here_is_shown_with_who_is(row, member):
    verdict = only(row, member)
    assert (verdict.outcome, verdict.near) == (RowOutcome.NEW, [member])
    assert stored_rows.near_of(verdict)[0].startswith("Trần Quý (về đơn vị ngày 01/01/2020")


def test_namesakes_in_one_sheet_are_shown_to_each_other():
    rows = [Wanted(2, "Lê Hòa", phone="0911111111"), Wanted(3, "Lê Hoà", phone="0922222222")]
    first, second = verdicts(rows, [])
    assert (first.near, second.near) == ([], [rows[0]])
    assert stored_rows.near_of(second) == ["Lê Hòa (dòng 2, 0911111111)"]
