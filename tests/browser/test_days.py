"""A day is the same in browsers of either language; its calendar, its words, axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.visits import let_in

pytestmark = pytest.mark.browser

FORM = "/o/k1/buoi-hop/moi?thang=2026-12"


@pytest.mark.parametrize("language", ["en-US", "vi-VN"])
def test_a_day_is_the_same_in_every_language(app, cast, base, browser, language):
    context = browser.new_context(base_url=base, locale=language)
    let_in(app, context, cast.lan, base)
    page = context.new_page()
    page.set_default_timeout(6_000)
    page.goto(FORM)
    box, words = page.locator("[name=day]"), page.locator("[data-day-words]")
    box.fill("03/12/2026")
    expect(words).to_have_text("thứ Năm, 03/12/2026")
    box.fill("31/02/2027")
    box.blur()
    expect(words).to_have_text("“31/02/2027” không phải ngày hợp lệ.")
    box.fill("2026-12-04")
    box.blur()
    expect(box).to_have_value("04/12/2026")
    page.locator("[data-calendar]").press("Enter")
    picker = page.locator(".day-box [type=date]")
    expect(picker).to_have_value("2026-12-04")
    picker.evaluate("it => { it.value = '2026-12-05'; it.dispatchEvent(new Event('change')); }")
    expect(box).to_have_value("05/12/2026")
    expect(words).to_have_text("thứ Bảy, 05/12/2026")
    assert findings(page) == []
    context.close()


def test_without_scripts_a_day_is_a_text_box_alone(cast, visit):
    page = visit(cast.lan, 390, script=False)
    page.goto(FORM)
    expect(page.locator("[name=day]")).to_be_visible()
    expect(page.locator("[data-calendar]")).to_be_hidden()
