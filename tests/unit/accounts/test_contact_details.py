"""Names, e-mail addresses and phone numbers in the form that is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts import contact_details
from webapp.core.errors import RuleBroken


def test_a_name_is_kept_in_one_form():
    typed = unicodedata.normalize("NFD", "  Nguyễn   Thị\tHạnh ")
    assert contact_details.person_name(typed) == "Nguyễn Thị Hạnh"


OF_ALL_PEOPLES = [
    *(
        "H'Hen Niê",
        "Y Thanh-Hà",
        "K’Tem",
        "Giàng A Páo",
        "Sùng Thị Mỷ",
        "Lò Văn Ơn",
        "Đàng Năng Quạ",
    ),
    *("Y Ƀlôm Niê", "H’Ƀuôr Êban", "Y Čuôr Mlô", "Ksor Ñol", "Rơ Châm Pŏk", "Siu Ŭk", "Rcom Ĕng"),
    *("Y Bơ\u0306m", "A Kô\u0306i", "Bnahria Lơ\u0301\u0306", "Y B\u0306lôk", "Kpă Thŭi", "Đinh Ĭ"),
    *("Trần François Müller", "ĐỖ THỊ ẤM", "Nguyễn Ngọc Ưng Ỵ", "Thích Nữ Huệ-Đăng", "Lê T. Ngà"),
]


@pytest.mark.parametrize("name", [unicodedata.normalize("NFC", one) for one in OF_ALL_PEOPLES])
def test_names_of_all_peoples_of_the_country_are_taken(name):
    assert contact_details.person_name(name) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name.missing"),
        ("   ", "name.missing"),
        ("Lan\u202eneM", "name.hidden_character"),
        ("La\u200bn", "name.hidden_character"),
        ("La\x00n", "name.hidden_character"),
        ("Lаn", "name.look_alike"),
        ("Lan <b>", "name.odd_character"),
        ("Lan 2", "name.odd_character"),
        ("---", "name.no_letter"),
        ("L" * 121, "name.long"),
    ],
)
def test_a_name_that_deceives_or_says_nothing_is_refused(name, code):
    with pytest.raises(RuleBroken) as broken:
        contact_details.person_name(name)
    assert broken.value.code == code


STRANGERS = [
    ("Ðặng Văn Sơn", "Ð", "Đ"),
    ("Ɖặng Văn Sơn", "Ɖ", "Đ"),
    ("Nguyễn Văn ðông", "ð", "đ"),
    ("Nguyễn Văn ɖông", "ɖ", "đ"),
    ("Ｎｇｕｙễn Văn An", "Ｎ", "N"),
    ("Nguyễn Vǎn An", "ǎ", "ă"),
    ("Nguyễn Vаn", "а", "a"),
    ("Βan", "Β", "B"),
    ("Lan 𝐀nh", "𝐀", "A"),
    ("Ⅷ", "Ⅷ", "VIII"),
    ("ﬁ An", "ﬁ", "fi"),
    ("Иван", "И", ""),
    ("Ωmega", "Ω", ""),
    ("阮文安", "阮", ""),
    ("อัญ", "อ", ""),
    ("Lan ʰ", "ʰ", "h"),
    ("Ʌn", "Ʌ", ""),
    ("A\u0336n", "A\u0336", ""),
    ("Na\u0301\u0301\u0301\u0301m", "á", ""),
    ("An٣", "٣", ""),
]


@pytest.mark.parametrize(("name", "letter", "instead"), STRANGERS)
def test_a_letter_that_is_none_of_ours_is_named_with_what_was_meant(name, letter, instead):
    with pytest.raises(RuleBroken) as broken:
        contact_details.person_name(name)
    assert broken.value.field == "full_name"
    assert broken.value.facts["letter"] == letter
    assert broken.value.facts.get("instead", "") == instead
    assert broken.value.code == ("name.look_alike" if instead else "name.foreign_letter")


def test_the_apostrophes_of_names_are_kept_in_one_form():
    assert contact_details.person_name("HʼMông") == "H’Mông"


LOOK_ALIKE = "".join(chr(c) for c in range(0x80, 0x3000) if chr(c).isalpha())


@given(st.text(alphabet=LOOK_ALIKE, min_size=1, max_size=8))
def test_a_name_that_is_taken_is_made_of_our_letters_alone(text):
    try:
        kept = contact_details.person_name(text)
    except RuleBroken:
        return
    for letter in unicodedata.normalize("NFD", kept):
        assert letter.isascii() or letter in "đĐƀɃ’" or unicodedata.combining(letter)


@given(st.text(max_size=200))
def test_what_is_taken_as_a_name_is_taken_unchanged_again(text):
    try:
        kept = contact_details.person_name(text)
    except RuleBroken:
        return
    assert contact_details.person_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", None), (" Lan@Example.VN ", "lan@example.vn"), ("a.b+c@co-quan.gov.vn",) * 2],
)
def test_an_address_is_kept_in_the_form_that_is_compared(typed, kept):
    assert contact_details.email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "lan",
        "lan@",
        "@vn",
        "lan@vn",
        "a b@c.vn",
        "lan@x..vn",
        "a@b.vn\nBcc: c@d.vn",
        "x" * 250 + "@b.vn",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(RuleBroken):
        contact_details.email(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("", None), ("0912 345 678", "0912345678"), ("+84912345678", "0912345678")]
)
def test_a_phone_number_is_kept_as_digits(typed, kept):
    assert contact_details.phone(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "abc", "912345678", "0912-345-678-901", "०९१२३४५६७८"])
def test_what_is_no_phone_number_is_refused(typed):
    with pytest.raises(RuleBroken):
        contact_details.phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Mai@Example.vn ", ("mai@example.vn", None)),
        ("0912 345 678", (None, "0912345678")),
        ("+84 912 345 678", (None, "0912345678")),
    ],
)
def test_people_sign_in_with_an_address_or_a_number(typed, kept):
    assert contact_details.sign_in_name(typed) == kept
    assert contact_details.as_signed_in(typed) == (kept[0] or kept[1])


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "sign_in_name.missing"), ("mai@", "email.wrong"), ("12", "phone.wrong")],
)
def test_what_is_neither_is_refused_but_only_fails_to_sign_in(typed, code):
    with pytest.raises(RuleBroken, match=code):
        contact_details.sign_in_name(typed)
    assert contact_details.as_signed_in(typed) == typed
