"""Names are listed by given name and found without marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.vietnamese import nfc, same_spelling, search_key, sort_key, without_marks

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


#: Groups of vowels in which the tone is written on one letter or the other.
GROUPS = ("oa", "oe", "uy", "ia", "ua", "ưa", "uê", "uơ", "iê", "yê", "uô", "ươ")
TONES = "\u0300\u0309\u0303\u0301\u0323"


@pytest.mark.parametrize("group", GROUPS)
def test_a_name_is_one_wherever_its_tone_stands_and_however_it_is_coded(group):
    first, second = group
    for tone in TONES:
        early, late = f"Th{first}{tone}{second}", f"Th{first}{second}{tone}"
        for one in (nfc(early), early, nfc(early).upper()):
            for other in (nfc(late), late, f" {nfc(late)} "):
                assert same_spelling(f"Đặng {one}", f"Đặng {other}")
        assert not same_spelling(f"Đặng {nfc(early)}", f"Đặng Th{group}")
        assert not same_spelling(f"Đặng {early}", f"Đặng Th{first}{second}{TONES[0]}n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đặng Thị Hòa", "Đặng Thị Hoà"),
        ("Lê Thị Thúy", "Lê Thị Thuý"),
        ("Trần Quý", "Trần Quí"),
        ("Ngô Khỏe", "Ngô Khoẻ"),
        ("H'Hen Niê", "H’Hen Niê"),
        ("HʼHen Niê", "HHen Niê"),
        ("H`Hen Niê", "H‘Hen Niê"),
        ("NGUYỄN VĂN ĐỨC", "Nguyễn Văn Đức"),
        ("Nguyễn Văn Ðức", "Nguyễn Văn Đức"),
        ("Nguyễn\u00a0Văn  Đức", "Nguyễn Văn\u200b Đức"),
        ("Nguyen Van Duc", "Nguyễn Văn Đức"),
        ("Chi bộ Khoa Nhi", "chi bộ khoa nhi "),
    ],
)
def test_names_typed_in_other_ways_are_one(one, other):
    assert same_spelling(one, other)
    assert same_spelling(other, one)
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Trần Hoa", "Trần Hòa"), ("Lê Hưng", "Lê Hùng"), ("Lê Hoà", "Lê Hoài")]
)
def test_other_names_stay_apart(one, other):
    assert not same_spelling(one, other)


@pytest.mark.parametrize("typed", ["hhen", "h'hen", "H’Hen", "nie"])
def test_a_search_finds_names_with_apostrophes(typed):
    assert search_key(typed) in search_key("H’Hen Niê")
