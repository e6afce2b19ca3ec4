"""Where a page that keeps what is typed stops doing so."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from webapp.core.db import db
from webapp.texts.models import Text

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

NEW = "/o/k1/theo-doi/moi"
LINE = "[data-saved-line]"
PROBLEM = '<section id="problem" class="problem"><p>Không được.</p></section>'


@pytest.fixture
def page(cast, visit) -> Page:
    db.session.commit()
    opened: Page = visit(cast.lan, 1366)
    opened.goto(NEW, wait_until="networkidle")
    return opened


def kept(page: Page, words: str) -> None:
    page.locator("[name=wording]").press_sequentially(words)
    expect(page.locator(LINE)).to_contain_text("Đã giữ bản viết dở lúc", timeout=8_000)


def words_stored() -> str:
    db.session.rollback()
    return " ".join(db.session.scalars(select(Text.stored)))


def unsaved(page: Page) -> bool:
    return page.evaluate("window.so.hasUnsaved()")


def test_pressed_after_the_end_of_the_sign_in_the_words_are_still_unsaved(page):
    kept(page, "Câu một.")
    page.context.clear_cookies()
    page.locator("[name=wording]").press_sequentially(" Câu hai.")
    expect(page.locator(LINE)).to_contain_text("Phiên làm việc đã hết.", timeout=8_000)
    assert unsaved(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("việc vừa bấm chưa được thực hiện")
    assert unsaved(page)


def test_and_the_page_is_not_loaded_again_over_them(page):
    page.clock.install()
    page.reload(wait_until="networkidle")
    page.locator("[name=wording]").fill("Câu một, chưa lưu.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("việc vừa bấm chưa được thực hiện")
    page.clock.fast_forward(24 * 60 * 1000)
    page.clock.run_for(3000)
    page.wait_for_timeout(1500)
    assert page.url.endswith(NEW)
    assert page.locator("[name=wording]").input_value() == "Câu một, chưa lưu."


@pytest.mark.parametrize("status", [404, 409, 422])
def test_an_act_refused_above_the_page_leaves_the_form_saving_itself(page, status):
    saves = []
    page.on("request", lambda asked: saves.append(asked.url) if "dang-viet" in asked.url else None)
    page.route(
        lambda url: url.endswith(NEW),
        lambda route: (
            route.fulfill(status=status, body=PROBLEM, content_type="text/html")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.locator("[name=wording]").fill("Câu vừa viết.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#notices")).to_contain_text("Không được.")
    page.wait_for_timeout(6000)
    assert saves or unsaved(page)
    assert saves


def test_throwing_away_goes_to_its_own_address(page):
    kept(page, "Câu một.")
    page.goto(NEW, wait_until="networkidle")
    posts = []
    page.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    page.get_by_role("button", name="Bỏ bản viết dở").click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.locator("main")).to_contain_text("Đã bỏ nội dung viết dở.")
    assert [url.split("/o/k1")[1] for url in posts] == ["/dang-viet/bo"]
    assert page.locator("[name=wording]").input_value() == ""


def test_throwing_away_by_the_keyboard_too(page):
    kept(page, "Câu một.")
    page.goto(NEW, wait_until="networkidle")
    posts = []
    page.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    page.get_by_role("button", name="Bỏ bản viết dở").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đồng ý").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Đã bỏ nội dung viết dở.")
    assert [url.split("/o/k1")[1] for url in posts] == ["/dang-viet/bo"]


def test_saying_no_to_throwing_away_keeps_saving(page):
    kept(page, "Câu một.")
    page.goto(NEW, wait_until="networkidle")
    page.locator("[name=wording]").press("Control+End")
    page.locator("[name=wording]").press_sequentially(" Hai.")
    page.get_by_role("button", name="Bỏ bản viết dở").click()
    page.locator("#dialog-confirm").get_by_role("button", name="Không").or_(
        page.locator("#dialog-confirm [data-close-dialog]")
    ).first.click()
    page.locator("[name=wording]").press("Control+End")
    page.locator("[name=wording]").press_sequentially(" Ba.")
    page.wait_for_timeout(4000)
    assert not unsaved(page)
    page.goto(NEW, wait_until="networkidle")
    assert page.locator("[name=wording]").input_value() == "Câu một. Hai. Ba."


def test_a_second_tab_says_that_its_words_are_not_kept(page):
    kept(page, "Chung.")
    two = page.context.new_page()
    two.goto(NEW, wait_until="networkidle")
    page.goto(NEW, wait_until="networkidle")
    page.get_by_role("button", name="Bỏ bản viết dở").click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.locator("main")).to_contain_text("Đã bỏ nội dung viết dở.")
    two.locator("[name=wording]").press_sequentially(" Một câu hoàn toàn khác.")
    two.wait_for_timeout(4000)
    line = two.locator(LINE).inner_text()
    page.goto(NEW, wait_until="networkidle")
    back = page.locator("[name=wording]").input_value()
    assert unsaved(two) or "hoàn toàn khác" in back, line


def test_a_form_that_was_sent_by_enter_is_left_without_a_warning(cast, page):
    page.locator("[name=member_id]").select_option(str(cast.mai.member_id))
    source = page.locator("[name=source]").first
    if source.get_attribute("type") == "radio":
        source.check()
    else:
        source.select_option(index=1)
    page.locator("[name=wording]").fill("Ít phát biểu.")
    page.wait_for_timeout(2500)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[name=due_on]").click()
    page.locator("[name=due_on]").fill("2027-12-20")
    page.keyboard.press("Enter")
    page.wait_for_timeout(3000)
    assert not page.url.endswith("/moi"), page.locator("main").inner_text()
    assert asked == []


def test_what_is_being_sent_is_known_to_be_leaving(cast, page):
    seen = []
    page.route(
        lambda url: url.endswith(NEW),
        lambda route: (
            (seen.append(1), page.wait_for_timeout(1))
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.locator("[name=wording]").fill("Ít phát biểu.")
    page.wait_for_timeout(2500)
    page.locator("[name=due_on]").fill("2027-12-20")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert seen
    assert not unsaved(page)


@pytest.mark.parametrize("types", [False, True])
def test_after_a_conflict_both_texts_stay_until_somebody_chooses(cast, visit, types):
    there = f"/o/k1/bao-cao/{cast.report.id}/viet"
    db.session.commit()
    one: Page = visit(cast.mai, 1366)
    one.goto(there, wait_until="networkidle")
    two = one.context.new_page()
    two.goto(there, wait_until="networkidle")
    two.locator("[name=section-present]").fill("Bản kia, đã lưu.")
    expect(two.locator(LINE)).to_contain_text("Đã tự lưu lúc", timeout=8_000)
    # The first page is sent without its script having heard of it: a plain press of “Lưu nháp”.
    one.evaluate(
        """() => { const form = document.querySelector("form[data-autosave]");
        form.elements["section-present"].value = "Bản này, cũ.";
        form.action = form.dataset.autosave; form.submit(); }"""
    )
    expect(one.locator("main")).to_contain_text("Chưa lưu được")
    if types:
        one.locator("[name=section-present]").press("Control+End")
        one.locator("[name=section-present]").press_sequentially(" Thêm.")
    one.wait_for_timeout(3500)
    # The page is left by “Xem bản kia”; what was written here is kept, or the page warns.
    assert unsaved(one) or "Bản này, cũ." in words_stored()
    one.goto(there, wait_until="networkidle")
    one.wait_for_timeout(3000)
    assert "Bản kia, đã lưu." in words_stored(), one.locator(LINE).inner_text()


def test_a_date_refused_above_the_page_is_kept_or_warned_about(page):
    page.route(
        lambda url: url.endswith(NEW),
        lambda route: (
            route.fulfill(status=409, body=PROBLEM, content_type="text/html")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    kept(page, "Ít phát biểu.")
    saves = []
    page.on("request", lambda asked: saves.append(asked.url) if "dang-viet" in asked.url else None)
    page.locator("[name=due_on]").fill("2027-12-20")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Không được.")
    page.wait_for_timeout(5000)
    assert saves or unsaved(page)
