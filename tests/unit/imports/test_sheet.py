"""Headings as lists have them, wherever they stand."""

import pytest

from webapp.imports.rules import Column
from webapp.imports.sheet import filled_rows, find_headings, shown, without
from webapp.imports.vocabulary import column_named
from webapp.organizations.rules import OrganizationKind as Kind


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Họ và tên", Column.FULL_NAME),
        ("HỌ TÊN", Column.FULL_NAME),
        ("ho va ten", Column.FULL_NAME),
        ("Họ và tên đảng viên", Column.FULL_NAME),
        ("Họ đệm", Column.FAMILY_NAMES),
        ("Họ và tên đệm", Column.FAMILY_NAMES),
        ("Tên", Column.GIVEN_NAME),
        ("Địa chỉ e-mail", Column.EMAIL),
        ("Email", Column.EMAIL),
        ("Số ĐT", Column.PHONE),
        ("SĐT", Column.PHONE),
        ("Điện thoại di động", Column.PHONE),
        ("Ngày vào Đảng", Column.ADMITTED_ON),
        ("Ngày kết nạp", Column.ADMITTED_ON),
        ("Ngày vào Đảng (dự bị)", Column.ADMITTED_ON),
        ("Ngày vào Đảng chính thức", Column.UNUSED),
        ("Ngày vào Đoàn", Column.UNUSED),
        ("Ngày chuyển đến", Column.JOINED_ON),
        ("Ngày về chi bộ", Column.JOINED_ON),
        ("Tình trạng", Column.STATUS),
        ("Tình trạng hôn nhân", Column.UNUSED),
        ("Chức vụ", Column.ROLE),
        ("Chức vụ Đảng", Column.ROLE),
        ("Chức vụ chính quyền", Column.UNUSED),
        ("Ngày sinh", Column.UNUSED),
        ("STT", Column.UNUSED),
        ("Số CCCD", Column.NEVER_KEPT),
        ("Số thẻ đảng viên", Column.NEVER_KEPT),
        ("Căn cước công dân", Column.NEVER_KEPT),
        ("Số lý lịch", Column.NEVER_KEPT),
        ("Kỷ luật", Column.NEVER_KEPT),
        ("", Column.UNUSED),
    ],
)
def test_a_heading_is_understood(heading, column):
    assert column_named(heading, Kind.PARTY_BRANCH) == column


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (Kind.YOUTH, "Ngày vào Đoàn"),
        (Kind.UNION, "Ngày gia nhập công đoàn"),
        (Kind.WOMEN, "Ngày vào Hội"),
        (Kind.VETERANS, "Ngày vào hội"),
    ],
)
def test_each_kind_of_organization_has_its_own_day_of_admission(kind, heading):
    assert column_named(heading, kind) == Column.ADMITTED_ON
    assert column_named("Ngày vào Đảng", kind) == Column.UNUSED


LETTERHEAD = [
    ["ĐẢNG BỘ BỆNH VIỆN"],
    ["DANH SÁCH ĐẢNG VIÊN", "", "Tên chi bộ: Khám bệnh"],
    [],
]


def test_headings_are_found_below_a_letterhead():
    found = find_headings([*LETTERHEAD, ["TT", "Họ và tên", "Email"]], Kind.PARTY_BRANCH)
    assert found.index == 3
    assert found.columns == [Column.UNUSED, Column.FULL_NAME, Column.EMAIL]


def test_a_sheet_without_a_name_column_has_no_headings():
    assert find_headings([["TT", "Email", "SĐT"], [1, "a@b.vn", ""]], Kind.PARTY_BRANCH) is None
    assert find_headings([], Kind.PARTY_BRANCH) is None


def test_each_meaning_belongs_to_one_column_and_a_lone_given_name_is_the_whole_one():
    columns = find_headings([["Tên", "Email", "Email 2"]], Kind.PARTY_BRANCH).columns
    assert columns == [Column.FULL_NAME, Column.EMAIL, Column.UNUSED]
    columns = find_headings([["Họ đệm", "Tên"]], Kind.PARTY_BRANCH).columns
    assert columns == [Column.FAMILY_NAMES, Column.GIVEN_NAME]


def test_rows_keep_the_numbers_of_the_sheet_and_empty_ones_are_left_out():
    head = ["TT", "Họ và tên", "Email"]
    columns = [Column.UNUSED, Column.FULL_NAME, Column.EMAIL]
    rows = [head, ["(1)", "(2)", "(3)"], [1, "An"], [2], [], head, [3, "", "a@b.vn"], ["Tổng: 3"]]
    assert [number for number, _row in filled_rows(rows, 4, columns)] == [6, 10]


def test_numbers_of_papers_are_gone_before_anything_is_kept():
    rows = [["x"], ["Họ và tên", "CCCD"], ["An", "079123456789"], ["Bình"]]
    kept = without(rows, [Column.FULL_NAME, Column.NEVER_KEPT], 1)
    assert kept == [["Họ và tên", "CCCD"], ["An", ""], ["Bình"]]


def test_cells_are_shown_as_people_see_them():
    assert [shown(cell) for cell in (["1999-02-03"], 912345678.0, 1.5, "An", 7)] == [
        "03/02/1999",
        "912345678",
        "1.5",
        "An",
        "7",
    ]
