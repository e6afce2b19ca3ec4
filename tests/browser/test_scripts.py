"""Dialogs, focus, messages and where htmx comes from, as a person meets them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.look.demo import Desk, serve
from webapp.web.assets import HTMX_CDN, htmx_file

pytestmark = [pytest.mark.browser, pytest.mark.real_time]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def opened(browser: Browser, desk: Desk) -> Iterator[Any]:
    """Open a path of the demo under some settings; what the browser complains of fails the test."""
    ends, complaints = [], []

    def open_page(path: str, prepare=None, expected_complaints: bool = False, **config) -> Page:
        server, base = serve(desk, **config)
        context = browser.new_context(base_url=base)
        ends.extend((context.close, server.shutdown))
        page = context.new_page()
        if not expected_complaints:
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda line: complaints.append(line.text))
        if prepare:
            prepare(page)
        page.goto(path)
        page.wait_for_function("() => Boolean(window.htmx)", timeout=8000)
        return page

    yield open_page
    for end in ends:
        end()
    assert complaints == []


def abort(page: Page) -> None:
    page.route(HTMX_CDN, lambda route: route.abort())


def hang(page: Page) -> None:
    page.route(HTMX_CDN, lambda _route: None)


def answer_nonsense(page: Page) -> None:
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    page.route(HTMX_CDN, lambda route: route.fulfill(body="window.htmx = 0", headers=headers))


def answer_missing(page: Page) -> None:
    page.route(HTMX_CDN, lambda route: route.fulfill(status=404, body=""))


def answer_well(page: Page) -> None:
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    body = htmx_file().read_bytes()
    page.route(HTMX_CDN, lambda route: route.fulfill(body=body, headers=headers))


@pytest.mark.parametrize("cdn", [abort, hang, answer_nonsense, answer_missing, answer_well])
def test_htmx_works_whatever_becomes_of_the_cdn(opened, desk, cdn):
    page = opened("/", prepare=cdn, expected_complaints=True, HTMX_SOURCE="cdn")
    page.click("#task-2 button")
    expect(page.locator("#task-2")).to_contain_text("Đã nhắc 2 lần")
    assert desk.saves == 1


def test_a_changed_row_and_its_notice_show_without_a_reload(opened):
    page = opened("/")
    page.evaluate("window.stayed = true")
    page.click("#task-2 button")
    expect(page.locator("#notices")).to_contain_text("Đã nhắc.")
    expect(page.locator("#live")).to_contain_text("Đã nhắc.")
    assert page.evaluate("window.stayed")


def test_a_refusal_shows_above_the_page_and_the_row_stays(opened, desk):
    desk.answer = 422
    page = opened("/", expected_complaints=True)
    page.click("#task-2 button")
    expect(page.locator("#notices #problem")).to_contain_text("Vừa nhắc hôm nay rồi.")
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#task-2")).to_contain_text("chưa nộp")


def test_an_act_that_asks_happens_only_after_yes(opened, desk):
    page = opened("/")
    page.click("text=Nhắc tất cả")
    expect(page.locator("#dialog-confirm")).to_contain_text("Gửi lời nhắc tới 3 chi bộ?")
    page.click("#dialog-confirm >> text=Không")
    assert desk.saves == 0
    page.click("text=Nhắc tất cả")
    page.click("#dialog-confirm >> text=Đồng ý")
    expect(page.locator("#notices")).to_contain_text("Đã nhắc.")
    assert desk.saves == 1


def test_the_list_of_errors_takes_the_focus(opened):
    page = opened("/mau-don", expected_complaints=True)
    page.click("text=Lưu nháp")
    expect(page.locator(".error-summary")).to_be_focused()
    page.click(".error-summary a >> nth=0")
    expect(page.locator("#full_name")).to_be_focused()


def test_text_size_changes_in_place_and_stays(opened):
    page = opened("/mau-don")
    page.fill("#full_name", "Nguyễn Thị Hạnh")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator(".only-wide [value='150']").click()
    expect(page.locator("html")).to_have_attribute("data-size", "150")
    assert page.input_value("#full_name") == "Nguyễn Thị Hạnh"
    page.wait_for_load_state("networkidle")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-size", "150")


def test_a_password_can_be_looked_at(opened):
    page = opened("/mau-don")
    page.check("#reveal")
    assert page.get_attribute("#password", "type") == "text"


def test_the_end_of_a_sign_in_is_told_five_minutes_ahead(opened, desk):
    desk.session_seconds = 6
    page = opened("/")
    expect(page.locator("#dialog-session")).to_be_visible(timeout=9000)
    page.click("text=Ở lại")
    expect(page.locator("#dialog-session")).to_be_hidden()


def test_escape_closes_the_text_sizes_of_a_phone(opened):
    page = opened("/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.click(".looks summary")
    expect(page.locator(".looks form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".looks form")).to_be_hidden()
    expect(page.locator(".looks summary")).to_be_focused()


def test_the_bar_of_buttons_never_covers_the_field_in_use(opened):
    page = opened("/bao-cao")
    page.set_viewport_size({"width": 390, "height": 700})
    for _ in range(30):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const bar = document.querySelector('.action-bar'), e = document.activeElement;
                const isField = bar.closest('form').contains(e) && !bar.contains(e);
                const isLower = e.getBoundingClientRect().top >= bar.getBoundingClientRect().top;
                return isField && isLower ? e.outerHTML : ''; }"""
        )
        assert covered == ""
