"""Text without invisible characters, as members' words are stored."""

import json
import re
import unicodedata

from webapp.core.vietnamese import nfc

#: Control characters except tab and line ends, and surrogates, which no encoding can carry alone.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: Marks that turn the direction of writing, and the mark that begins a file.
_HIDDEN_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def without_controls(text: str) -> str:
    """Text without control characters, some of which PostgreSQL refuses."""
    return _CONTROLS.sub("", text)


def plain(text: str) -> str:
    """Text as it is stored and compared, without hidden marks.

    In names and titles such marks are refused instead: `plain_line`.
    """
    return nfc(_HIDDEN_MARKS.sub("", without_controls(text)))


def plain_lines(text: str) -> str:
    """Plain text with line ends of one kind."""
    return plain(text.replace("\r\n", "\n").replace("\r", "\n"))


def packed(values: object) -> str:
    """Values as one JSON text that NFC leaves as it is.

    A combining mark at the start of a value would otherwise join the quotation mark before it.
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(json.dumps(c)[1:-1] if unicodedata.combining(c) else c for c in text)
