"""Text without characters nobody can see: what is dropped, and how members' words are stored."""

import re

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
