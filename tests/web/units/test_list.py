"""GET /o/<code>/don-vi: the units below, with how far each is."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.as_owner import from_outside
from tests.cast import NOW, found
from tests.conftest import HTMX
from webapp.accounts.models import Invitation, Membership
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind

PAGE = "/o/db/don-vi"


def rows_of(page):
    rows = re.findall(r'<li class="task"(.*?)</li>', page.text, re.DOTALL)
    return [" ".join(re.sub(r"^[^>]*>|<[^>]+>", " ", row).split()) for row in rows]


def row(cast, code):
    return db.session.get_one(Organization, cast.organizations[code].id)


def test_units_stand_with_members_and_state(as_, cast):
    row(cast, "k1").member_count = 5
    first = rows_of(as_(cast.duc).get(PAGE))[0]
    assert first == "Chi bộ Khoa Khám bệnh 5 người ✓ Đang hoạt động"


def test_a_unit_further_down_tells_its_superior(as_, cast):
    inner = found(row(cast, "db"), Kind.COMMITTEE, "a", "Đảng bộ bộ phận")
    found(inner, Kind.YOUTH, "trong", "Chi đoàn trong")
    told = rows_of(as_(cast.duc).get(PAGE))[-1]
    assert told.startswith("Chi đoàn trong Đảng bộ bộ phận · 0 người")
    assert "Chưa có người đứng đầu" in told


def test_a_new_unit_says_which_step_comes_next(as_, cast):
    k2 = row(cast, "k2")
    k2.is_new, k2.settings, k2.member_count = True, {"meeting_day": 5}, 1
    told = next(r for r in rows_of(as_(cast.duc).get(PAGE)) if "Khoa Nội" in r)
    assert "Bước 2/3: Danh sách đảng viên" in told


def test_a_chair_who_has_not_come_is_told_apart(as_, cast):
    with tenancy.tenant(cast.k2.id):
        khanh = db.session.get_one(Membership, (cast.k2.id, cast.khanh.member_id))
        khanh.account_id = None
        db.session.commit()
    assert "Người đứng đầu chưa tham gia" in as_(cast.duc).get(PAGE).text
    with tenancy.tenant(cast.k2.id):
        db.session.add(
            Invitation(
                organization_id=cast.k2.id,
                member_id=cast.khanh.member_id,
                email="khanh@example.vn",
                token_hash=b"x",
                created_at=NOW,
                expires_at=NOW + timedelta(hours=3),
            )
        )
        db.session.commit()
    assert "Đã mời người đứng đầu" in as_(cast.duc).get(PAGE).text


@pytest.mark.parametrize("search", ["Nội", "khoa noi", "k2"])
def test_units_are_found_by_name_or_code_without_marks(as_, cast, search):
    from_outside(update(Organization).where(Organization.code == "k2").values(code="khoa-noi-k2"))
    rows = rows_of(as_(cast.duc).get(PAGE, query_string={"tim": search}))
    assert [r[:15] for r in rows] == ["Chi bộ Khoa Nội"]


def test_nothing_found_is_said(as_, cast):
    assert "Không có đơn vị nào khớp" in as_(cast.duc).get(f"{PAGE}?tim=zz").text


def test_closed_units_stand_apart(as_, cast):
    row(cast, "cd").closed_on = NOW.date()
    client = as_(cast.oanh)
    assert "Tổ công đoàn" not in client.get(PAGE).text
    assert "Kết thúc từ 16/11/2026" in rows_of(client.get(f"{PAGE}?xem=da-ket-thuc"))[0]


def test_a_piece_is_swapped_by_htmx(as_, cast):
    page = as_(cast.duc).get(PAGE, headers=HTMX)
    assert (page.status_code, "<html" in page.text, 'id="units"' in page.text) == (200, False, True)


def test_no_name_of_a_person_goes_up(as_, cast):
    page = as_(cast.duc).get(PAGE).text + as_(cast.duc).get(f"{PAGE}/k1").text
    assert not any(name in page for name in ("Nguyễn Thị Lan", "lan@example.vn"))


def test_who_looks_sees_the_list_and_no_button(as_, cast):
    page = as_(cast.oanh).get(PAGE)
    assert (page.status_code, "Mở đơn vị" in page.text) == (200, False)


@pytest.mark.parametrize(("who", "code"), [("lan", "k1"), ("mai", "k1"), ("khanh", "k2")])
def test_a_unit_that_meets_has_no_such_list(as_, cast, who, code):
    assert as_(cast.people[who]).get(f"/o/{code}/don-vi").status_code == 404


def test_the_list_asks_as_much_for_many_units_as_for_few(as_, cast, queries, record_property):
    client = as_(cast.duc)
    client.get(PAGE)
    with queries() as few:
        client.get(PAGE)
    for number in range(27):
        found(row(cast, "db"), Kind.YOUTH, f"d{number}", f"Chi đoàn {number}")
    with queries() as many:
        page = client.get(PAGE)
    assert len(rows_of(page)) == 30
    record_property("queries of the list of units", many.count)
    assert many.count == few.count <= 8


def test_pages_of_the_list_keep_the_search(as_, cast):
    for number in range(31):
        found(row(cast, "db"), Kind.YOUTH, f"d{number}", f"Chi đoàn {number}")
    page = as_(cast.duc).get(f"{PAGE}?tim=chi+đoàn&trang=2")
    assert len(rows_of(page)) == 1
    assert "Dòng 31–31 trong 31" in page.text
