"""Names and titles as they are stored: one line without invisible characters."""

import unicodedata

from webapp.core.errors import RuleBroken
from webapp.core.name_letters import instead_of, stranger_in
from webapp.core.vietnamese import nfc


def one_line(text: str, *, field: str, longest: int) -> str:
    """Text of one line in the stored form: one space between words, nothing invisible.

    Raises RuleBroken for direction marks, zero-width and control characters, and over-long text.
    """
    stored = nfc(" ".join(text.split()))
    # A printable text has none of these; asking that first is faster for long lists.
    hidden = ("Cc", "Cf", "Co", "Cs", "Cn")
    if not stored.isprintable() and any(unicodedata.category(c) in hidden for c in stored):
        raise RuleBroken("name.hidden_character", field=field)
    if len(stored) > longest:
        raise RuleBroken("name.long", field=field, longest=longest)
    return stored


def proper_name(text: str, *, field: str, longest: int) -> str:
    """The name of a unit or a place in the stored form, in letters that are what they look like.

    Raises RuleBroken as `one_line` does, and for the letter that is none of ours.
    """
    stored = one_line(text, field=field, longest=longest)
    refuse_strangers(stored, field=field)
    return stored


def refuse_strangers(text: str, *, field: str) -> None:
    """Raise RuleBroken for a letter of another script, or one that only looks like ours.

    It names the letter and the one that was probably meant.
    """
    letter = stranger_in(text)
    if letter is None:
        return
    if instead := instead_of(letter):
        raise RuleBroken("name.look_alike", field=field, letter=letter, instead=instead)
    raise RuleBroken("name.foreign_letter", field=field, letter=letter)
