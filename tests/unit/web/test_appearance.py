"""The cookie of looks."""

import pytest

from tests.web.look.demo import Desk, make
from webapp.web.appearance import COOKIE, Appearance, of_cookie


def test_a_choice_survives_its_cookie():
    chosen = Appearance(size="150", contrast="high", theme="dark")
    assert of_cookie(chosen.as_cookie) == chosen


@pytest.mark.parametrize("text", ["", "…", "900.loud.pink", '"><script>', "150", "...."])
def test_an_unknown_cookie_never_reaches_the_page(text):
    read = of_cookie(text)
    assert read.size in ("112", "150")
    assert (read.contrast, read.theme) == ("normal", "auto")


def test_the_buttons_work_signed_out_and_without_scripts():
    browser = make(Desk()).test_client()
    answer = browser.post("/giao-dien", data={"size": "150", "next": "/danh-sach?trang=2"})
    assert (answer.status_code, answer.location) == (303, "/danh-sach?trang=2")
    browser.post("/giao-dien", data={"contrast": "high"})
    page = browser.get("/dang-nhap").text
    assert 'data-size="150"' in page
    assert 'data-contrast="high"' in page
    assert browser.get_cookie(COOKIE).http_only


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "/\n/x", "//["],
)
def test_the_way_back_stays_on_this_site(elsewhere):
    browser = make(Desk()).test_client()
    assert browser.post("/giao-dien", data={"next": elsewhere}).location == "/"


def test_the_cookie_is_for_https_only_where_the_service_is():
    browser = make(Desk(), SECURE_COOKIES=True).test_client()
    answer = browser.post("/giao-dien", data={"size": "131"})
    assert "Secure" in answer.headers["Set-Cookie"]
