"""Numbered pages of a list."""

import pytest
from flask import Flask

from webapp.web.paging import Paging, paging


def test_a_page_knows_its_rows():
    second = Paging(total=65, wanted=2, size=30)
    assert (second.count, second.offset, second.first, second.last) == (3, 30, 31, 60)


def test_an_empty_list_has_one_page_without_rows():
    nothing = Paging(total=0)
    assert (nothing.count, nothing.first, nothing.last, nothing.numbers) == (1, 0, 0, [1])


@pytest.mark.parametrize(("wanted", "shown"), [(0, 1), (-4, 1), (99, 3)])
def test_a_page_that_does_not_exist_becomes_the_nearest(wanted, shown):
    assert Paging(total=65, wanted=wanted, size=30).number == shown


def test_far_pages_are_left_out():
    assert Paging(total=300, wanted=5, size=30).numbers == [1, None, 4, 5, 6, None, 10]


@pytest.mark.parametrize("written", ["", "hai", "-1", "1e9", "9999999999", "²"])
def test_nonsense_in_the_address_shows_the_first_page(written):
    app = Flask(__name__)
    with app.test_request_context("/", query_string={"trang": written}):
        assert paging(100).number == 1


def test_links_keep_every_other_filter():
    app = Flask(__name__)
    app.add_url_rule("/o/<code>/thanh-vien", "members", lambda code: code)
    with app.test_request_context("/o/k1/thanh-vien?q=hanh&vai=a&vai=b&trang=2"):
        shown = paging(100)
        assert shown.url(3) == "/o/k1/thanh-vien?q=hanh&vai=a&vai=b&trang=3"
        assert shown.url(1) == "/o/k1/thanh-vien?q=hanh&vai=a&vai=b"
