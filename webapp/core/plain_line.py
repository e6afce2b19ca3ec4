"""Names and titles as they are stored: one line in which nothing is hidden from the eye."""

import unicodedata

from webapp.core.errors import RuleBroken
from webapp.core.vietnamese import nfc


def one_line(text: str, *, field: str, longest: int) -> str:
    """Text of one line in the stored form: one space between words, nothing invisible.

    Raises RuleBroken for direction marks, zero-width and control characters, and over-long text.
    """
    stored = nfc(" ".join(text.split()))
    # What is printable as a whole has none of these; lists of thousands are looked at this way.
    hidden = ("Cc", "Cf", "Co", "Cs", "Cn")
    if not stored.isprintable() and any(unicodedata.category(c) in hidden for c in stored):
        raise RuleBroken("name.hidden_character", field=field)
    if len(stored) > longest:
        raise RuleBroken("name.long", field=field, longest=longest)
    return stored
