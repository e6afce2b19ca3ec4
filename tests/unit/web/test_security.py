"""What every answer tells the browser to refuse."""

import re

import pytest

from tests.web.look.demo import Desk, make
from webapp.web.assets import HTMX_CDN
from webapp.web.security import content_policy

PAGES = ("/", "/tong-hop", "/bao-cao", "/mau-don", "/danh-sach", "/loi", "/ban-in", "/giao-dien")


@pytest.fixture(scope="module")
def browser():
    return make(Desk(), HTMX_SOURCE="cdn").test_client()


@pytest.mark.parametrize("source", ["cdn", "local"])
def test_the_policy_allows_nothing_inline(source):
    policy = content_policy(source)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert (HTMX_CDN in policy) is (source == "cdn")
    assert policy.count("https://") == (source == "cdn")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_the_headers(browser, path):
    headers = browser.get(path).headers
    assert headers["Content-Security-Policy"] == content_policy("cdn")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "HX-Request" in headers["Vary"]
    assert "Strict-Transport-Security" not in headers


def test_an_https_service_asks_to_be_reached_by_https_only():
    headers = make(Desk(), SECURE_COOKIES=True).test_client().get("/").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_page_runs_inline(browser, path):
    page = browser.get(path).text
    assert not re.search(r"<[^>]+\s(on[a-z]+|style|hx-on[^=]*)=", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "javascript:" not in page
    assert "hx-boost" not in page


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 303), ("none", 303), (None, 303), ("cross-site", 403), ("same-site", 403)],
)
def test_a_write_from_another_site_is_refused(browser, site, status):
    headers = {"Sec-Fetch-Site": site} if site else {}
    assert browser.post("/nhac", headers=headers).status_code == status


def test_a_link_from_another_site_may_be_followed(browser):
    assert browser.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_every_form_has_a_method_and_an_address(browser):
    for path in PAGES:
        for form in re.findall(r"<form\b[^>]*>", browser.get(path).text):
            assert 'method="' in form, form
            assert 'action="' in form, form
