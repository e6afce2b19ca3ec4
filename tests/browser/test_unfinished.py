"""What is unfinished, as it is seen: drafts, an ended sign-in, a page that had to be left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from webapp.core.db import db
from webapp.web import failures

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

NEW = "/o/k1/theo-doi/moi"
WORDS = "Chưa mạnh dạn góp ý trong buổi sinh hoạt, nhất là khi bàn việc chung."
LINE = "[data-saved-line]"


def looked_at(page: Page, folder, name: str) -> list[str]:
    """A picture of the page, and what is wrong with it."""
    width = page.viewport_size["width"]
    page.screenshot(path=folder / f"unfinished-{name}-{width}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*findings(page), *(["scrolls sideways"] if wide else [])]


@pytest.fixture(params=[390, 1366])
def typing(request, cast, visit):
    """The chair with words in a form, kept by the server."""
    db.session.commit()
    page: Page = visit(cast.lan, request.param)
    page.goto(NEW, wait_until="networkidle")
    page.locator("[name=wording]").fill(WORDS)
    expect(page.locator(LINE)).to_contain_text("Đã giữ bản viết dở lúc", timeout=8_000)
    return page


def test_a_draft_is_offered_on_its_form_on_the_first_screen_and_in_a_list(typing, screenshots):
    page = typing
    assert looked_at(page, screenshots, "kept") == []
    page.goto(NEW)
    assert page.locator("[name=wording]").input_value() == WORDS
    assert looked_at(page, screenshots, "offered") == []
    page.goto("/o/k1/")
    assert looked_at(page, screenshots, "first-screen") == []
    page.get_by_role("link", name="Xem và viết tiếp").click()
    page.locator("details summary").filter(has_text="Xem nội dung").click()
    expect(page.locator("details .prose")).to_have_text(WORDS)
    assert looked_at(page, screenshots, "list") == []
    page.get_by_role("button", name="Bỏ:").or_(page.get_by_role("button", name="Bỏ ")).click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Không có nội dung nào đang viết dở.")).to_be_visible()


def test_an_ended_sign_in_is_told_in_the_line_and_the_text_stays(typing, screenshots):
    page = typing
    page.context.clear_cookies()
    page.locator("[name=wording]").press_sequentially(" Thêm.")
    line = page.locator(LINE)
    expect(line).to_contain_text("Phiên làm việc đã hết.", timeout=8_000)
    there = "/dang-nhap?next=%2Fo%2Fk1%2Ftheo-doi%2Fmoi"
    expect(line.get_by_role("link")).to_have_attribute("href", there)
    assert looked_at(page, screenshots, "ended") == []
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("việc vừa bấm chưa được thực hiện")
    assert "Thêm." in page.locator("[name=wording]").input_value()
    assert looked_at(page, screenshots, "ended-and-pressed") == []


def test_without_scripts_the_sign_in_page_says_that_the_text_is_kept(cast, visit, screenshots):
    for width in (390, 1366):
        page = visit(cast.lan, width, script=False)
        page.goto(NEW)
        page.locator("[name=wording]").fill(WORDS)
        page.context.clear_cookies()
        page.get_by_role("button", name="Lưu", exact=True).click()
        expect(page.locator("main")).to_contain_text("được giữ lại cho người viết")
        assert WORDS not in page.content()
        page.screenshot(path=screenshots / f"unfinished-sign-in-{width}.png", full_page=True)


def test_a_failure_gives_back_what_was_typed(app, cast, visit, screenshots, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def away(*_args: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setitem(app.config, "SUPPORT_PHONE", "1900 0000")
    for width in (390, 1366):
        page = visit(cast.lan, width, script=False)
        page.goto(NEW)
        page.locator("[name=wording]").fill(WORDS)
        with monkeypatch.context() as patched:
            patched.setattr("webapp.accounts.queries.identify", away)
            page.get_by_role("button", name="Lưu", exact=True).click()
            expect(page.locator("h1")).to_have_text("Hệ thống tạm thời gián đoạn")
            expect(page.locator("main")).to_contain_text(WORDS)
            expect(page.locator("main")).to_contain_text("1900 0000")
            page.screenshot(path=screenshots / f"unfinished-away-{width}.png", full_page=True)
        page.get_by_role("button", name="Gửi lại").click()
        expect(page.locator(".error-summary")).to_be_visible()
        assert page.locator("[name=wording]").input_value() == WORDS
    assert failures.RETRY_AFTER > 0
