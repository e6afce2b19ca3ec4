"""What must be whole on the narrowest phone, and what needs scripts is not drawn without."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_panel_of_text_sizes_is_whole_at_320_px(cast, visit):
    page = visit(cast.lan, 320)
    page.goto("/o/k1/")
    page.locator("details.looks:visible summary").click()
    for box in page.locator(".looks[open] .tool:visible").all():
        placed = box.bounding_box()
        assert 0 <= placed["x"] <= placed["x"] + placed["width"] <= 320


def test_nothing_that_shows_a_password_is_drawn_without_scripts(visit):
    page = visit(None, 320, script=False)
    page.goto("/dang-nhap")
    expect(page.locator("[name=password]")).to_be_visible()
    expect(page.get_by_text("Hiện mật khẩu")).to_be_hidden()
