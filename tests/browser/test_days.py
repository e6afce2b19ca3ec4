"""A day is the same in browsers of either language; its calendar, its words, axe."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser import chromium
from tests.browser.axe import findings
from tests.browser.visits import let_in
from webapp.core import clock
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.plans.models import BlockedPeriod

pytestmark = pytest.mark.browser

FORM = "/o/k1/buoi-hop/moi?thang=2026-12"


@pytest.fixture(params=["en-US", "vi-VN"])
def in_language(app, cast, base, request, browser):
    """A page of Lan in a Chromium that was started in one language, its menus included."""
    own = browser.browser_type.launch(
        executable_path=chromium.require(),
        args=[*chromium.ARGUMENTS, f"--lang={request.param}"],
        headless=True,
    )
    context = own.new_context(base_url=base, locale=request.param)
    let_in(app, context, cast.lan, base)
    page = context.new_page()
    page.set_default_timeout(6_000)
    yield page
    own.close()


def test_the_third_of_december_is_stored_as_it_was_typed(in_language):
    page = in_language
    page.goto(FORM)
    page.locator("[name=day]").fill("03/12/2026")
    page.locator("[name=place]").fill("Hội trường")
    page.get_by_role("button", name="Lên lịch").click()
    page.wait_for_url(re.compile(r"/buoi-hop/\d+$"))
    meeting = db.session.scalars(select(Meeting)).one()
    assert clock.day_of(meeting.starts_at) == date(2026, 12, 3)
    page.goto("/o/k1/ke-hoach/bao-vang")
    page.locator("[name=kind]").first.check()
    page.locator("[name=from_on]").fill("03/12/2026")
    page.locator("[name=until_on]").fill("04/12/2026")
    page.locator("form:has([name=from_on]) button.btn-primary").click()
    expect(page.get_by_text("03/12/2026 – 04/12/2026")).to_be_visible()
    period = db.session.scalars(select(BlockedPeriod)).one()
    assert (period.from_on, period.until_on) == (date(2026, 12, 3), date(2026, 12, 4))


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
