"""What is kept of a form, and what a draft goes by."""

import pytest

from webapp.core.errors import RuleBroken
from webapp.unsent import rules
from webapp.unsent.rules import Base

KEY = "k3-_aZ09AbCdEfGhIj"


def test_tokens_marks_and_passwords_are_never_kept():
    sent = [
        ("csrf_token", "a"),
        ("typed_by", "b"),
        ("idempotency_key", "c"),
        ("unsent", "d"),
        ("new_password", "e"),
        ("text", "Lời của tôi."),
        ("based_on", "1.2"),
    ]
    assert rules.kept_of(sent) == [("text", "Lời của tôi."), ("based_on", "1.2")]


def test_what_was_packed_comes_back_in_order_with_every_repeated_field():
    typed = [("who", "1"), ("who", "2"), ("text", 'Dòng "một"\nDòng hai')]
    assert rules.unpacked(rules.packed(typed)) == typed


@pytest.mark.parametrize("damaged", ["", "{", "null", "7", '["x"]', '[["a"]]', "\x00"])
def test_of_a_damaged_draft_nothing_is_shown(damaged):
    assert rules.unpacked(damaged) == []


def test_more_than_a_request_may_carry_is_refused():
    with pytest.raises(RuleBroken) as broken:
        rules.packed([("text", "ờ" * rules.LARGEST)])
    assert broken.value.code == "unsent.too_large"


def test_a_base_is_read_as_it_is_written():
    for key in (KEY, "-" * 22, "0" * 22):
        assert Base.read(str(Base(key, 12))) == Base(key, 12)


@pytest.mark.parametrize(
    "text", ["", KEY, f"{KEY}.", f"{KEY}.-1", f"{KEY}.x", "ngắn.1", "a" * 33 + ".1", f"{KEY}é.1"]
)
def test_anything_else_is_no_base(text):
    assert Base.read(text) is None


def test_a_list_of_drafts_shows_sentences_and_no_choices():
    typed = [("member_id", "7"), ("source", "meeting"), ("wording", " Còn chậm. "), ("on", "")]
    assert rules.sentences_of(typed) == ["Còn chậm."]
