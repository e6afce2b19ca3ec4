"""Every shape of page in every appearance: no axe finding, nothing beside the screen."""

import json
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.axe import findings
from tests.web.look.demo import Desk, serve
from webapp.organizations.rules import OrganizationKind

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

PAGES = (
    "/", "/tong-hop", "/bao-cao", "/mau-don", "/danh-sach?trang=2",
    "/loi", "/ban-in", "/dang-nhap", "/giao-dien",
)  # fmt: skip
WIDTHS = (390, 1366)
SIZES = ("112", "150")
CONTRASTS = ("normal", "high")
THEMES = ("light", "dark")
#: The three attributes are all that the cookie changes in a page.
WEAR = """([size, contrast, bsTheme]) =>
    Object.assign(document.documentElement.dataset, {size, contrast, bsTheme})"""
KINDS = tuple(kind.value for kind in OrganizationKind)


def worn_at(width: int) -> Iterator[tuple[str, str, str]]:
    """Half of all appearances, the other half at the other width.

    Any three of width, size, contrast and theme meet in every way, for half of the time of axe.
    """
    for places in product(range(2), repeat=3):
        if (sum(places) + WIDTHS.index(width)) % 2 == 0:
            size, contrast, theme = places
            yield SIZES[size], CONTRASTS[contrast], THEMES[theme]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    server, base = serve(desk)
    yield base
    server.shutdown()


@pytest.fixture
def looking(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(looking, path):
    page = looking.new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        for size, contrast, theme in worn_at(width):
            page.evaluate(WEAR, [size, contrast, theme])
            assert findings(page) == [], (width, size, contrast, theme)


def test_a_device_in_the_dark_gets_a_dark_page(looking):
    page = looking.new_page()
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
    assert findings(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_colour_of_the_top_bar_can_be_read(looking, desk, kind):
    desk.kind = kind
    page = looking.new_page()
    page.goto("/")
    assert findings(page) == []


def test_a_form_with_errors_has_no_finding_and_names_them(looking):
    page = looking.new_page()
    page.goto("/mau-don")
    page.click("text=Lưu nháp")
    page.wait_for_selector(".error-summary")
    assert findings(page) == []
    assert page.title().startswith("Lỗi:")
    assert page.get_attribute("#full_name", "aria-describedby") == "full_name-hint full_name-error"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_stands_beside_the_screen(looking, path):
    page = looking.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    for size in ("112", "131", "150"):
        page.evaluate(WEAR, [size, "normal", "light"])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, size


@pytest.mark.parametrize("width", [320, 390])
def test_the_panel_for_the_size_of_the_text_is_whole(looking, width):
    page = looking.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/")
    for size in ("112", "131", "150"):
        page.evaluate(WEAR, [size, "normal", "light"])
        page.click(".looks summary")
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.looks-form .tool')]
              .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
              .map((box) => [box.left, box.right, box.bottom])"""
        )
        page.click(".looks summary")
        assert len(boxes) == 4
        assert all(left >= 0 and right <= width for left, right, _ in boxes), (size, boxes)
        # Right under the bar it was opened from.
        assert all(bottom < 320 for *_, bottom in boxes), (size, boxes)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_needs_a_script_is_drawn_only_where_there_are_scripts(browser, address, scripts):
    visitor = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = visitor.new_page()
    page.goto("/dang-nhap")
    # As “Hiện mật khẩu” stands on the pages where a password is chosen.
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML(
            "beforeend", '<div class="choice js-only" id="shown">Hiện mật khẩu</div>')"""
    )
    assert page.locator("#shown").is_visible() is scripts
    visitor.close()


@pytest.mark.parametrize("path", PAGES)
def test_what_is_tapped_is_large_enough(looking, path):
    page = looking.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            '.btn, .tool, .form-control, .form-select, .bottom a, .top-link, summary, .pages a')]
          .filter((e) => e.checkVisibility())
          .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
          .filter(([_, box]) => box.height < 44).map(([html, box]) => html + ' ' + box.height)"""
    )
    assert small == []


def test_the_first_load_stays_small(looking, address, record_property):
    page = looking.new_page()
    sizes: dict[str, int] = {}

    def add(response) -> None:
        sizes[response.url.removeprefix(address)] = int(response.headers["content-length"])

    page.on("response", add)
    page.goto("/tong-hop", wait_until="networkidle")
    record_property("first_load_bytes", json.dumps({"total": sum(sizes.values()), **sizes}))
    assert sum(sizes.values()) <= 90_000
