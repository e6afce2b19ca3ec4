"""Filters, the list of former members, the list on paper and as a workbook."""

import re
import unicodedata
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.cast import NOW, join
from webapp.accounts.models import Invitation, Membership, RoleGrant
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db

LIST = "/o/k1/thanh-vien"


def names_in(page):
    return re.findall(r'<p class="task-title"><a [^>]*>([^<]+)</a>', page.text)


@pytest.fixture
def hoa(cast):
    """Hòa of K1 has no account, no e-mail address, and a link that waits."""
    member_id = join(cast.k1, "Đỗ Thị Hòa", None, None, status=MemberStatus.PROBATIONARY)
    tenancy.bind(cast.k1.id)
    db.session.add(
        Invitation(
            organization_id=cast.k1.id,
            member_id=member_id,
            token_hash=b"waits",
            created_at=NOW,
            expires_at=NOW + timedelta(hours=72),
        )
    )
    db.session.commit()
    return member_id


@pytest.mark.parametrize(
    "typed",
    [
        "do thi hoa",
        "ĐỖ",
        "thi hoà",
        "thị hòa",
        unicodedata.normalize("NFD", "Đỗ Thị Hòa"),
        "hoa do",
    ],
)
def test_however_it_is_typed_a_name_is_found(cast, as_, hoa, typed):
    page = as_(cast.lan).get(LIST, query_string={"tim": typed})
    assert names_in(page) == ["Đỗ Thị Hòa"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("trang-thai=probationary", ["Đỗ Thị Hòa"]),
        ("chuc-vu=deputy", ["Trần Tiến Dũng"]),
        ("con-thieu=account", ["Đỗ Thị Hòa"]),
        ("con-thieu=email", ["Đỗ Thị Hòa"]),
        ("con-thieu=answer", ["Đỗ Thị Hòa"]),
        ("chuc-vu=deputy&trang-thai=probationary", []),
        ("da-chuyen=1", ["Lý Hồng Phúc"]),
    ],
)
def test_the_list_is_narrowed(cast, as_, hoa, asked, found):
    assert names_in(as_(cast.lan).get(f"{LIST}?{asked}")) == found


def test_what_nobody_knows_in_the_address_is_passed_over(cast, as_, hoa):
    page = as_(cast.lan).get(f"{LIST}?trang-thai=king&chuc-vu=x&con-thieu=&organization=k2")
    assert len(names_in(page)) == 6
    assert "/o/k2" not in page.text


def test_the_filters_stay_in_the_links_to_paper_and_workbook(cast, as_, hoa):
    page = as_(cast.lan).get(f"{LIST}?con-thieu=account&_external=1&_scheme=javascript")
    assert f'href="{LIST}/ban-in?con-thieu=account"' in page.text
    assert "javascript:" not in page.text


def test_a_term_that_ends_soon_is_shown_to_those_who_lead(cast, as_):
    grant = db.session.scalars(
        select(RoleGrant).where(RoleGrant.member_id == cast.hung.member_id)
    ).one()
    grant.until_on = date(2026, 12, 31)
    db.session.commit()
    assert "hết ngày 31/12/2026 (còn 45 ngày)" in as_(cast.lan).get(LIST).text
    assert "sắp hết nhiệm kỳ" not in as_(cast.hung).get(LIST).text
    assert "Có chức vụ sắp hết nhiệm kỳ" in as_(cast.lan).get("/o/k1/").text


def test_the_list_on_paper_follows_the_filters(cast, as_, hoa):
    page = as_(cast.hung).get(f"{LIST}/ban-in?trang-thai=probationary")
    assert page.status_code == 200
    assert "DANH SÁCH ĐẢNG VIÊN" in page.text
    assert "Danh sách đã lọc" in page.text
    assert "Cộng: 1 người." in page.text
    assert as_(cast.mai).get(f"{LIST}/ban-in").status_code == 404


def test_the_workbook_holds_text_alone_and_is_remembered(cast, as_, hoa):
    member = db.session.scalars(select(Membership).where(Membership.id == hoa)).one()
    member.full_name = "=HYPERLINK(1)"
    answer = as_(cast.lan).post(f"{LIST}/tai-ve?con-thieu=account")
    assert answer.status_code == 200
    assert "danh-sach-k1-2026-11-16.xlsx" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Họ và tên", "'=HYPERLINK(1)"]
    assert rows[1][-1] == "chưa có"
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.MEMBERS_EXPORTED]


@pytest.mark.parametrize("who", ["hung", "mai"])
def test_only_those_who_lead_take_the_workbook_away(cast, as_, who):
    client = as_(getattr(cast, who))
    assert client.post(f"{LIST}/tai-ve").status_code == 404
    assert client.get(f"{LIST}/tai-ve").status_code in (404, 405)
