"""Files with hashed addresses, and the pinned htmx."""

import gzip
import re

import pytest

from tests.web.look.demo import Desk, make
from webapp.web import assets


@pytest.fixture(scope="module")
def browser():
    return make(Desk(), HTMX_SOURCE="cdn").test_client()


def addresses(browser) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', browser.get("/tong-hop").text)


def test_the_installed_htmx_is_the_pinned_one_byte_for_byte():
    assert assets.integrity_of(assets.htmx_file().read_bytes()) == assets.HTMX_INTEGRITY


def test_another_htmx_stops_the_start(monkeypatch, tmp_path):
    other = tmp_path / "htmx.js"
    other.write_text("changed")
    monkeypatch.setattr(assets, "htmx_file", lambda: other)
    with pytest.raises(assets.WrongHtmx):
        assets.load()


def test_files_are_kept_for_a_year_under_the_hash_of_their_content(browser):
    for address in addresses(browser):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_files_are_sent_packed_to_those_who_can_read_it(browser):
    address = next(a for a in addresses(browser) if "bootstrap" in a)
    packed = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == browser.get(address).data
    assert browser.get(address, headers={"Accept-Encoding": "gzip;q=0"}).content_encoding is None


def test_a_page_from_before_an_update_finds_its_file_but_may_not_keep_it(browser):
    answer = browser.get("/static/000000000000/theme.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["secret.py", "../assets.py", "theme.css.map"])
def test_nothing_else_is_served(browser, name):
    assert browser.get(f"/static/000000000000/{name}").status_code == 404


def test_the_page_names_the_cdn_with_its_hash_and_our_copy(browser):
    page = browser.get("/").text
    assert f'data-cdn="{assets.HTMX_CDN}"' in page
    assert f'data-integrity="{assets.HTMX_INTEGRITY}"' in page
    assert re.search(r'data-local="/static/\w+/htmx\.js"', page)


def test_locally_nothing_comes_from_elsewhere():
    page = make(Desk(), HTMX_SOURCE="local").test_client().get("/").text
    assert "https://" not in page
    assert "htmx-loader" not in page
