"""A form that saves itself: nothing typed is lost, whatever the network or the sign-in does."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.look.demo import Desk, serve

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

SECTION = "#text-1"
SOON = 8_000


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    server, base = serve(desk)
    yield base
    server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    opened = context.new_page()
    opened.goto("/bao-cao", wait_until="networkidle")
    yield opened
    context.close()


def write(page: Page, text: str) -> None:
    """Type at the end of the first section."""
    page.focus(SECTION)
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def unsaved(page: Page):
    return page.locator(".is-unsaved")


def test_what_is_typed_is_saved_and_the_next_save_builds_on_it(page, desk):
    write(page, " Thêm một ý.")
    expect(page.locator("#saved")).to_have_text("Đã tự lưu lúc 09:43.", timeout=SOON)
    assert desk.texts["text-1"].endswith("Thêm một ý.")
    assert page.input_value("[name=based_on]") == "13"

    write(page, " Ý nữa.")
    expect(page.locator("[name=based_on]")).to_have_value("14", timeout=SOON)
    assert desk.saves == 2


def test_leaving_a_field_without_a_change_sends_nothing(page, desk):
    page.focus(SECTION)
    page.focus("#text-2")
    page.wait_for_timeout(2000)
    assert desk.saves == 0


def test_sending_waits_for_the_text_on_its_way(page, desk):
    write(page, " Vừa viết xong.")
    page.click("text=Gửi lại chi ủy")
    page.wait_for_url("**/")
    assert desk.saves == 1
    assert desk.sent[0]["based_on"] == "13"
    assert desk.sent[0]["text-1"].endswith("Vừa viết xong.")
    assert desk.sent[0]["act"] == "send"


def test_a_failing_server_is_told_and_tried_again(page, desk):
    desk.answer = 503
    write(page, " Khi máy chủ hỏng.")
    expect(unsaved(page)).to_contain_text("Chưa lưu được vì máy chủ gặp lỗi.", timeout=SOON)
    desk.answer = 200
    expect(unsaved(page)).to_have_count(0, timeout=SOON)
    assert desk.texts["text-1"].endswith("Khi máy chủ hỏng.")


def test_without_network_the_text_waits_for_it(page, desk):
    page.context.set_offline(True)
    write(page, " Khi mất mạng.")
    expect(unsaved(page)).to_contain_text("Hãy giữ trang này mở", timeout=SOON)
    page.context.set_offline(False)
    expect(unsaved(page)).to_have_count(0, timeout=SOON)
    assert desk.texts["text-1"].endswith("Khi mất mạng.")


def test_a_save_on_top_of_an_older_version_keeps_both(page, desk):
    desk.number = 20
    write(page, " Bản của mình.")
    expect(page.locator("#saved")).to_contain_text("vừa được sửa ở nơi khác", timeout=SOON)
    assert page.input_value(SECTION).endswith("Bản của mình.")
    assert page.locator("#saved a").get_attribute("href") == "/ban-in"

    page.click("text=Giữ bản này")
    expect(page.locator("#saved")).to_have_text("Đã tự lưu lúc 09:43.", timeout=SOON)
    assert (desk.number, desk.saves) == (21, 1)
    assert desk.texts["text-1"].endswith("Bản của mình.")


def test_an_ended_sign_in_keeps_the_page_and_the_text(page, desk):
    desk.answer = 401
    write(page, " Hết phiên.")
    expect(unsaved(page)).to_contain_text("Phiên làm việc đã hết.", timeout=SOON)
    assert page.url.endswith("/bao-cao")
    assert page.locator(".is-unsaved a").get_attribute("href") == "/dang-nhap?next=%2Fbao-cao"
    assert page.input_value(SECTION).endswith("Hết phiên.")

    desk.answer = 200
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(unsaved(page)).to_have_count(0, timeout=SOON)
    assert desk.texts["text-1"].endswith("Hết phiên.")


def test_leaving_with_unsaved_text_asks_first(page, desk):
    desk.answer = 503
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    write(page, " Chưa lưu.")
    page.evaluate("location.assign('/')")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/bao-cao")


def test_hiding_the_page_saves_at_once(page, desk):
    write(page, " Chuyển sang việc khác.")
    page.evaluate(
        """() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });
                   document.dispatchEvent(new Event('visibilitychange')); }"""
    )
    page.wait_for_timeout(500)
    assert desk.saves == 1


def test_nothing_is_kept_in_the_browser(page, desk):
    write(page, " Máy dùng chung.")
    expect(page.locator("[name=based_on]")).to_have_value("13", timeout=SOON)
    page.goto("/")
    kept = page.evaluate("[Object.entries(localStorage), Object.entries(sessionStorage)]")
    assert "Máy dùng chung" not in str(kept)
    assert not re.search("text-1", str(kept))


def test_without_scripts_the_same_form_is_sent(browser, address, desk):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/bao-cao")
    page.fill(SECTION, "Viết không cần kịch bản.")
    page.click("text=Gửi lại chi ủy")
    page.wait_for_url("**/")
    assert desk.sent[0]["text-1"] == "Viết không cần kịch bản."
    assert desk.sent[0]["based_on"] == "12"
    context.close()
