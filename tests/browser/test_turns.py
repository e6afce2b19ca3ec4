"""A swap in a real browser: asked, agreed to and granted on a phone without scripts; axe."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.cast import NOW, days_of
from webapp.core.db import db
from webapp.plans.models import Turn
from webapp.reports.models import SelfReport

pytestmark = pytest.mark.browser

WIDTHS = (390, 1366)


@pytest.fixture
def look(visit):
    """`look(person, path)`: somebody opens a page of branch K1."""

    def open_page(person, path, *, width=390, script=True):
        page = visit(person, width, script=script)
        page.goto(f"/o/k1/{path}")
        return page

    return open_page


@pytest.fixture
def december(cast) -> int:
    """Bình reports in December; his report is not begun."""
    key = {"organization_id": cast.k1.id, "member_id": cast.binh.member_id}
    key["month"] = date(2026, 12, 1)
    turn = Turn(source="assigned", assigned_at=NOW, **key)
    db.session.add(turn)
    db.session.flush()
    days = days_of(cast.k1.id, key["month"])
    db.session.add(SelfReport(turn_id=turn.id, state="assigned", **key, **days))
    db.session.commit()
    return turn.id


def ask(page: Page) -> None:
    """Mai asks for Bình's turn, from her report on."""
    page.get_by_text("Đổi lượt, hoãn, thôi, thay người").click()
    page.get_by_role("link", name="Xin đổi lượt").click()
    page.get_by_label("Đổi với lượt").select_option(label="tháng 12/2026: Hoàng Thanh Bình")
    page.get_by_label("Lý do").fill("Trùng lịch trực đêm.")
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.locator("main")).to_contain_text("Chờ Hoàng Thanh Bình trả lời")


def answer(page: Page, button: str, then: str) -> None:
    """Somebody comes from the first screen and answers."""
    page.get_by_role("link", name="đề nghị về lượt báo cáo").click()
    page.locator("main .tasks a.btn").first.click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("main")).to_contain_text(then)


def test_a_swap_is_asked_agreed_to_and_granted_without_scripts(look, cast, december):
    report = cast.report.id
    ask(look(cast.mai, f"bao-cao/{report}", script=False))
    answer(look(cast.binh, "", script=False), "Đồng ý", "Chờ bí thư quyết định")
    answer(look(cast.lan, "", script=False), "Chấp thuận", "Đã chấp thuận")
    mine = look(cast.mai, f"bao-cao/{report}", script=False)
    expect(mine.locator("h1")).to_contain_text("tháng 12/2026")
    expect(mine.locator("main")).to_contain_text("của tôi.")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages_of_turns(look, cast, december, width):
    turn = cast.report.turn_id
    page = look(cast.lan, f"doi-luot/luot/{turn}", width=width)
    page.goto(f"/o/k1/doi-luot/luot/{turn}/xin-doi")
    page.get_by_role("button", name="Ghi").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert findings(page) == [], "refused"
    page.get_by_label("Đổi với lượt").select_option(index=1)
    page.get_by_label("Lý do").fill("Trùng lịch trực đêm.")
    page.get_by_role("button", name="Ghi").click()
    page.wait_for_url("**/doi-luot/*")
    asked = page.url
    paths = ("", f"luot/{turn}", f"luot/{december}/xin-thoi", f"luot/{december}/xin-hoan")
    for address in (asked, *(f"/o/k1/doi-luot/{path}" for path in paths), "/o/k1/ke-hoach/2026-12"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(d => (d.open = true))")
        assert findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
