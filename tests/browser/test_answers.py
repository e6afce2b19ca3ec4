"""Every answer a save can get, and what the page then shows: only a kept text is called kept."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from webapp.core.db import db

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

#: What answers, and what stands in the line below the form.
ANSWERS = {
    "a page that is not ours": ((200, "<p>Đăng nhập Wi-Fi</p>"), "máy chủ không nhận được"),
    "a redirect": ((302, ""), "máy chủ không nhận được"),
    "400 again and again": ((400, ""), "Phiên làm việc đã hết"),
    "401": ((401, ""), "Phiên làm việc đã hết"),
    "403": ((403, ""), "đang đăng nhập bằng tài khoản khác"),
    "404": ((404, ""), "không còn mở cho tài khoản đang dùng"),
    "413": ((413, ""), "nội dung quá dài"),
    "422": ((422, ""), "Hãy sửa các mục đã đánh dấu"),
    "429": ((429, ""), "quá nhiều lượt lưu"),
    "500": ((500, ""), "máy chủ gặp lỗi"),
    "502": ((502, "<h1>Bad Gateway</h1>"), "máy chủ gặp lỗi"),
    "503": ((503, ""), "máy chủ gặp lỗi"),
    "lost": (None, "vì mất mạng"),
    "no answer": ("silence", "Máy chủ chưa trả lời"),
}
#: A form that keeps a draft, and one that saves a text of its own: page, field, where it saves.
FORMS = {
    "draft": ("/o/k1/theo-doi/moi", "wording", "**/dang-viet"),
    "report": ("/o/k1/bao-cao/{report}/viet", "section-present", "**/luu"),
}
TOO_LATE = {"no answer": 8.0}


def answer_with(route: Route, how) -> None:
    if how is None:
        route.abort()
    elif how != "silence":
        status, body = how
        headers = {"Location": "/dang-nhap"} if status == 302 else {}
        route.fulfill(status=status, body=body, headers=headers, content_type="text/html")


@pytest.fixture(params=list(FORMS))
def desk(request, cast, visit):
    """Somebody with a form open, the field they type in, and where it is saved to."""
    page_of, field, saves = FORMS[request.param]
    db.session.commit()
    person = cast.lan if request.param == "draft" else cast.mai
    page: Page = visit(person, 390)
    page.goto(page_of.format(report=cast.report.id), wait_until="networkidle")
    return page, f"[name={field}]", saves


def line_and_buttons_apart(page: Page) -> bool:
    """Whether, wherever the page stands, the red line covers no button and is seen whole."""
    return page.evaluate(
        """() => {
          const form = document.querySelector(".is-unsaved").closest("form"), found = [];
          const before = scrollY, buttons = Array.from(form.querySelectorAll(".actions .btn"));
          for (let y = 0; y <= document.body.scrollHeight; y += 40) {
            scrollTo(0, y);
            const line = document.querySelector(".is-unsaved"), a = line.getBoundingClientRect();
            const apart = (b) => a.bottom <= b.top + 1 || b.bottom <= a.top + 1
              || a.right <= b.left || b.right <= a.left;
            const isWhole = line.scrollHeight <= line.clientHeight + 1;
            found.push(isWhole && a.left >= 0 && a.right <= innerWidth + 1
              && buttons.every((button) => apart(button.getBoundingClientRect())));
          }
          scrollTo(0, before);
          return found.every(Boolean);
        }"""
    )


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_save_is_told_and_nothing_typed_is_lost(desk, name, screenshots):
    page, field, saves = desk
    how, words = ANSWERS[name]
    asked = []
    page.route(saves, lambda route: (asked.append(time.monotonic()), answer_with(route, how)))
    if name == "401":
        page.route("**/phien", lambda r: r.fulfill(json={"typed_by": "", "csrf_token": ""}))
    if name == "403":
        page.route("**/phien", lambda r: r.fulfill(json={"typed_by": "x", "csrf_token": "y"}))
    page.locator(field).press_sequentially("Lời vừa viết.")
    line = page.locator(".is-unsaved")
    expect(line).to_contain_text(words, timeout=12_000)
    assert time.monotonic() - asked[0] <= TOO_LATE.get(name, 3.0) + 0.5
    assert "Đã" not in line.inner_text().split("phiên")[0][:3]
    assert "Lời vừa viết." in page.locator(field).input_value()
    for width in (390, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        assert line_and_buttons_apart(page)
        page.screenshot(path=screenshots / f"answer-{name.replace(' ', '-')}-{width}.png")


@pytest.mark.parametrize("name", ["401", "500", "lost", "a redirect", "no answer"])
def test_once_the_answer_is_right_again_the_text_is_saved(desk, name):
    page, field, saves = desk
    broken = [True]
    page.route(saves, lambda r: answer_with(r, ANSWERS[name][0]) if broken[0] else r.continue_())
    page.locator(field).press_sequentially("Lời vừa viết.")
    expect(page.locator(".is-unsaved")).to_be_visible(timeout=12_000)
    broken[0] = False
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".is-unsaved")).to_have_count(0, timeout=40_000)
    expect(page.locator("[data-saved-line]").last).to_contain_text("lúc")
    page.reload()
    assert "Lời vừa viết." in page.locator(field).input_value()


def test_a_button_that_can_not_work_says_why(desk):
    page, field, saves = desk
    page.route(saves, lambda route: answer_with(route, (500, "")))
    page.locator(field).press_sequentially("Lời vừa viết.")
    expect(page.locator(".is-unsaved")).to_be_visible(timeout=12_000)
    before = page.url
    page.route("**/moi", lambda route: route.abort())
    page.locator("form:has([data-base]) .btn-primary").last.click()
    told = page.locator("#live, #notices")
    expect(told.filter(has_text="Chưa").first).to_be_attached(timeout=8_000)
    assert page.url == before
    assert "Lời vừa viết." in page.locator(field).input_value()


def test_without_network_it_is_told_at_once_and_saved_afterwards(desk):
    page, field, _saves = desk
    page.context.set_offline(True)
    page.locator(field).press_sequentially("Lời vừa viết.")
    expect(page.locator(".is-unsaved")).to_contain_text("mất mạng", timeout=8_000)
    page.context.set_offline(False)
    expect(page.locator(".is-unsaved")).to_have_count(0, timeout=20_000)
    page.reload()
    assert "Lời vừa viết." in page.locator(field).input_value()


def test_the_line_says_which_section_is_too_long_and_marks_it(cast, visit, screenshots):
    db.session.commit()
    page: Page = visit(cast.mai, 390)
    page.goto(f"/o/k1/bao-cao/{cast.report.id}/viet", wait_until="networkidle")
    section = page.locator("[name=section-present]")
    section.fill("a" * 42_700)
    line = page.locator(".is-unsaved")
    expect(line).to_contain_text("Mục 3 vượt 22.700 ký tự, tối đa 20.000.", timeout=8_000)
    expect(section).to_have_attribute("aria-invalid", "true")
    assert line_and_buttons_apart(page)
    page.screenshot(path=screenshots / "answer-too-long-390.png")
    section.fill("Đã viết ngắn lại.")
    expect(line).to_have_count(0, timeout=8_000)
    assert section.get_attribute("aria-invalid") is None
