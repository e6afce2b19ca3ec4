"""/bao-cao/<id>/phien-ban: two versions compared word by word."""

import pytest

from tests.web.reports.conftest import FORM


@pytest.fixture
def two(as_, cast, at, sent):
    """Mai's report, handed in twice with one word changed."""
    as_(cast.hung).post(at("tra-lai"), data={"version": "1", "remark-whole": "Thêm số liệu."})
    changed = FORM | {"section-commitments": "Giữ đúng giờ trực.", "based_on": "1.2"}
    assert as_(cast.mai).post(at("gui"), data=changed).status_code == 303


def test_changes_carry_sign_words_and_mark(as_, cast, at, two):
    page = as_(cast.mai).get(at("phien-ban")).text
    assert '<del><span class="visually-hidden"> [bỏ: </span>− khám' in page
    assert '<ins><span class="visually-hidden"> [thêm: </span>+ trực' in page


def test_any_two_are_compared_the_older_first(as_, cast, at, two):
    page = as_(cast.hung).get(at("phien-ban?tu=2&den=1"))
    assert "Thay đổi từ bản 1 đến bản 2" in page.text


def test_a_version_compared_with_itself_is_the_same(as_, cast, at, two):
    page = as_(cast.mai).get(at("phien-ban?tu=1&den=1"))
    assert "Hai bản có nội dung giống nhau." in page.text


@pytest.mark.parametrize("query", ["tu=9", "den=abc", "tu=-1&den=2"])
def test_a_version_that_is_not_there_is_not_found(as_, cast, at, two, query):
    assert as_(cast.mai).get(at(f"phien-ban?{query}")).status_code == 404


def test_a_version_being_written_is_the_authors_alone(as_, cast, at, sent):
    as_(cast.hung).post(at("tra-lai"), data={"version": "1", "remark-whole": "Thêm số liệu."})
    as_(cast.mai).post(at("luu"), data=FORM | {"based_on": "1.2"})
    assert "Bản 2, đang viết" in as_(cast.mai).get(at("phien-ban")).text
    assert "Bản 2" not in as_(cast.hung).get(at("phien-ban")).text
    assert as_(cast.hung).get(at("phien-ban?den=2")).status_code == 404


def test_members_compare_the_presented_and_the_final_text_only(as_, cast, at, released):
    page = as_(cast.binh).get(at("phien-ban"))
    assert page.text.count('scope="row"') == 1


def test_the_chair_compares_them_too(as_, cast, at, two):
    page = as_(cast.lan).get(at("phien-ban"))
    assert page.status_code == 200
    assert "Phạm Thị Mai" in page.text
