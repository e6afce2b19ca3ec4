"""What nobody can see is dropped from words; what is refused in names stays refused."""

import pytest

from webapp.core.plain_text import plain, plain_lines, without_controls


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\x00b", "ab"),
        ("một\thai\r\nba", "một\thai\r\nba"),
        ("\x07\x1b\x7f\x85\x9fx", "x"),
        ("\ud800x\udfff", "x"),
        ("a\u202eb\u2066c\u2069\u200e\u200f\u061c\ufeff", "abc"),
        ("Sơ\u031bn", "Sơ\u031bn"),
        ("e\u0302\u0301", "ế"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_words_are_stored_without_what_is_hidden(typed, stored):
    assert plain(typed) == stored


def test_a_request_keeps_what_names_are_refused_for():
    assert without_controls("a\u202e\x00b") == "a\u202eb"


def test_lines_end_in_one_way():
    assert plain_lines("a\r\nb\rc\nd\x00") == "a\nb\nc\nd"
