"""Names, e-mail addresses and phone numbers in the form that is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts import names
from webapp.core.errors import RuleBroken


def test_a_name_is_kept_in_one_form():
    typed = unicodedata.normalize("NFD", "  Nguyễn   Thị\tHạnh ")
    assert names.person_name(typed) == "Nguyễn Thị Hạnh"


@pytest.mark.parametrize("name", ["H'Hen Niê", "Y Thanh-Hà", "K’Tem"])
def test_names_of_all_peoples_of_the_country_are_taken(name):
    assert names.person_name(name) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name.missing"),
        ("   ", "name.missing"),
        ("Lan\u202eneM", "name.hidden_character"),
        ("La\u200bn", "name.hidden_character"),
        ("La\x00n", "name.hidden_character"),
        ("Lаn", "name.odd_character"),
        ("Lan <b>", "name.odd_character"),
        ("Lan 2", "name.odd_character"),
        ("---", "name.odd_character"),
        ("L" * 121, "name.long"),
    ],
)
def test_a_name_that_deceives_or_says_nothing_is_refused(name, code):
    with pytest.raises(RuleBroken) as broken:
        names.person_name(name)
    assert broken.value.code == code


@given(st.text(max_size=200))
def test_what_is_taken_as_a_name_is_taken_unchanged_again(text):
    try:
        kept = names.person_name(text)
    except RuleBroken:
        return
    assert names.person_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", None), (" Lan@Example.VN ", "lan@example.vn"), ("a.b+c@co-quan.gov.vn",) * 2],
)
def test_an_address_is_kept_in_the_form_that_is_compared(typed, kept):
    assert names.email(typed) == kept


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
        names.email(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("", None), ("0912 345 678", "0912345678"), ("+84912345678", "0912345678")]
)
def test_a_phone_number_is_kept_as_digits(typed, kept):
    assert names.phone(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "abc", "912345678", "0912-345-678-901", "०९१२३४५६७८"])
def test_what_is_no_phone_number_is_refused(typed):
    with pytest.raises(RuleBroken):
        names.phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Mai@Example.vn ", ("mai@example.vn", None)),
        ("0912 345 678", (None, "0912345678")),
        ("+84 912 345 678", (None, "0912345678")),
    ],
)
def test_people_sign_in_with_an_address_or_a_number(typed, kept):
    assert names.sign_in_name(typed) == kept
    assert names.as_signed_in(typed) == (kept[0] or kept[1])


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "sign_in_name.missing"), ("mai@", "email.wrong"), ("12", "phone.wrong")],
)
def test_what_is_neither_is_refused_but_only_fails_to_sign_in(typed, code):
    with pytest.raises(RuleBroken, match=code):
        names.sign_in_name(typed)
    assert names.as_signed_in(typed) == typed
