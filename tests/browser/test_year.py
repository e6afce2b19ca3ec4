"""The year's plan and thematic sessions in a real browser: axe, both widths, no script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.cast import NOW
from tests.service.plans.agreed import agree
from webapp.core.db import db
from webapp.plans import service as planning
from webapp.plans.rules import MonthKind
from webapp.thematic import service
from webapp.thematic.rules import Link

pytestmark = pytest.mark.browser

PAGES = (
    "ke-hoach?nam=2026",
    "ke-hoach?nam=2027",
    "ke-hoach/2026-12",
    "ke-hoach/ban-in?nam=2026",
    "chuyen-de?nam=2027",
    "chuyen-de/2027-01",
    "chuyen-de/2027-02",
    "chuyen-de/2027-01/phan-cong",
    "chuyen-de/2027-01/chuan-bi",
    "chuyen-de/2027-01/ket-luan",
    "thiet-lap",
)


@pytest.fixture
def planned(cast, scope_of):
    """A plan that was agreed to and changed, and a session that is prepared."""
    lan = scope_of(cast.lan)
    agree(cast.k1.id)
    december = date(2026, 12, 1)
    planning.change_month(lan, december, MonthKind.NONE, "", reason="Trùng đợt kiểm tra.")
    month, ids = date(2027, 1, 1), [cast.binh.member_id, cast.hung.member_id]
    service.arrange(lan, month, "Nêu gương", ids, based_on=0, now=NOW)
    links = [Link("Tài liệu quý I", "https://example.vn/quy-1")]
    service.prepare(lan, month, "Một?\nHai?", links, based_on=1, now=NOW)
    db.session.commit()


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_in_the_year(visit, cast, planned, width):
    page = visit(cast.lan, width)
    for path in PAGES:
        page.goto(f"/o/k1/{path}")
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_session_is_prepared_without_any_script(visit, cast, planned):
    page = visit(cast.binh, 390, script=False)
    page.goto("/o/k1/chuyen-de/2027-01")
    page.get_by_role("link", name="Ghi câu hỏi và tài liệu").click()
    page.get_by_role("button", name="Thêm tài liệu").click()
    page.locator("[name=materials-2-title]").fill("Bài đọc thêm")
    page.locator("[name=materials-2-address]").fill("khong-phai-dia-chi")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#materials-2-address-error")).to_be_visible()
    expect(page.locator("[name=materials-2-title]")).to_have_value("Bài đọc thêm")
    page.locator("[name=materials-2-address]").fill("https://example.vn/them")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("link", name="Bài đọc thêm")).to_be_visible()


def test_a_refused_change_of_a_month_is_shown_in_place(visit, cast, planned):
    page = visit(cast.lan, 1366)
    page.goto("/o/k1/ke-hoach/2026-12")
    page.get_by_label("Báo cáo liên hệ").check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Báo cáo liên hệ")).to_be_checked()
    page.get_by_label("Lý do thay đổi").fill("Đợt kiểm tra đã hoãn.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#changes")).to_contain_text("Đợt kiểm tra đã hoãn.")
