"""Names are listed by given name and found without marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.vietnamese import nfc, sort_key, without_marks

NAMES = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", min_size=1, max_size=30)


def test_people_are_listed_by_given_name_then_middle_then_family():
    people = ["Nguyễn Văn Bình", "Trần Thị An", "Lê Văn Bình", "Nguyễn Thị Bình", "Phạm Đức"]
    assert sorted(people, key=sort_key) == [
        "Trần Thị An",
        "Nguyễn Thị Bình",
        "Lê Văn Bình",
        "Nguyễn Văn Bình",
        "Phạm Đức",
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("Dung", "Đạt"), ("Ân", "Bình"), ("An", "Ân"), ("Oanh", "Ơn"), ("Lan", "Lân"), ("Ha", "Hà")],
)
def test_letters_follow_the_vietnamese_alphabet(earlier, later):
    assert sort_key(earlier) < sort_key(later)


@pytest.mark.parametrize("name", ["Y Br\u0115\u0301", "H\u016d\u0300 Ni\u00ea", "\u0301 An"])
def test_a_tone_that_stands_alone_is_listed_too(name):
    assert sort_key(name)


def test_tones_follow_the_order_of_dictionaries():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    mixed = words[::-1]
    assert sorted(mixed, key=sort_key) == words


@pytest.mark.parametrize("typed", ["nguyen thi hanh", "Nguyễn Thị Hạnh", "NGUYEN  THI HANH"])
def test_search_finds_a_name_typed_without_marks(typed):
    assert without_marks(typed) == "nguyen thi hanh"


def test_d_with_a_bar_is_found_by_d():
    assert without_marks("Đặng Đức Đạt") == "dang duc dat"


@given(NAMES)
def test_both_ways_of_composing_letters_are_the_same_name(name):
    taken_apart = unicodedata.normalize("NFD", name)
    assert nfc(taken_apart) == nfc(name)
    assert sort_key(taken_apart) == sort_key(name)
    assert without_marks(taken_apart) == without_marks(name)
