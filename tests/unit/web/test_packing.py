"""Packed pages."""

import gzip

import pytest

from tests.web.look.demo import Desk, make
from webapp.web.compression import pack_page

WANTS = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def browser():
    return make(Desk()).test_client()


def test_a_page_is_packed_for_those_who_can_read_it(browser):
    packed = browser.get("/danh-sach", headers=WANTS)
    plain = browser.get("/danh-sach")
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data) < len(plain.data) / 3
    assert {"Accept-Encoding", "HX-Request"} <= set(packed.vary.as_set(preserve_casing=True))


def test_who_cannot_read_it_gets_it_plain(browser):
    assert browser.get("/", headers={"Accept-Encoding": "gzip;q=0"}).content_encoding is None


def test_short_answers_stay_as_they_are(browser):
    answer = browser.post("/bao-cao/gui", headers=WANTS | {"HX-Request": "true"})
    assert answer.content_encoding is None


def test_a_file_is_not_packed_twice(browser):
    answer = browser.get("/static/0/app.js", headers=WANTS)
    assert b"showModal" in gzip.decompress(answer.data)


def test_the_length_of_a_packed_page_does_not_tell_what_is_in_it():
    assert len({len(pack_page(b"a page" * 200)) for _ in range(40)}) > 10
