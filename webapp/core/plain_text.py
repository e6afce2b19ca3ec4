"""Text without characters nobody can see: what is dropped, and how members' words are stored."""

import json
import re
import unicodedata

from webapp.core.vietnamese import nfc

#: Control characters except tab and line ends, and surrogates, which no encoding can carry alone.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: Marks that turn the direction of writing, and the mark that begins a file.
_HIDDEN_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def without_controls(text: str) -> str:
    """The text as a form or an address may carry it; PostgreSQL refuses some of what is dropped."""
    return _CONTROLS.sub("", text)


def plain(text: str) -> str:
    """Words in the form in which they are stored and compared: nothing in them is hidden.

    Names and titles are refused instead, see `plain_line`.
    """
    return nfc(_HIDDEN_MARKS.sub("", without_controls(text)))


def plain_lines(text: str) -> str:
    """The same, with one kind of line end."""
    return plain(text.replace("\r\n", "\n").replace("\r", "\n"))


def packed(values: object) -> str:
    """Values as one text that stays as it is where it is stored.

    A mark without a letter of its own, such as one at the start of a line, would melt with the
    sign before it, and that is a sign of the packing.
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(json.dumps(c)[1:-1] if unicodedata.combining(c) else c for c in text)
