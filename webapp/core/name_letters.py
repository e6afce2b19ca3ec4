"""The letters names are written with, and the look-alikes that make two names of one.

Vietnamese letters and those of the other peoples of Viet Nam that are written in Latin: ƀ, č, ĕ, ñ,
ŏ, ŭ, also with a tone or with a breve on top, as ơ̆. Every other letter or figure is a stranger:
letters of other scripts, wide and ornamental forms, and letters of other languages that look like
ours, first of all Ð (U+00D0) and Ɖ (U+0189), which old fonts and converters put in place of Đ.
"""

import string
import unicodedata

_BASES = frozenset(string.ascii_letters + "đĐƀɃ")
#: Grave, acute, circumflex, tilde, breve, diaeresis, hook above, ring, dot below, cedilla, horn.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0308\u0309\u030a\u0323\u0327\u031b")
#: On c alone: elsewhere it is taken for a breve, as in ǎ for ă.
_CARON = "\u030c"
#: As in ớ̆: a horn, a tone and a breve.
_MOST_MARKS = 3
_INSTEAD = {
    **dict.fromkeys("ÐƉ", "Đ"),
    **dict.fromkeys("ðɖɗƌᵭ", "đ"),
    **dict(zip("ıȷɑ", "ija", strict=True)),
    # Cyrillic, then Greek.
    **dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁ", "ABESIJKMHOPCTYXaesijopcyxhd", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα", "ABEZHIKMNOPTYXova", strict=True)),
}


def stranger_in(text: str) -> str | None:
    """The first letter or figure, with its marks, that no name is written with; none usually."""
    if text.isascii():
        return None
    base, marks = "", 0
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character) or unicodedata.category(character)[0] == "M":
            marks += 1
            is_ours = character in _MARKS or (character == _CARON and base in "cC")
            if not base or not is_ours or marks > _MOST_MARKS:
                return unicodedata.normalize("NFC", base + character)
            continue
        base, marks = (character if character in _BASES else ""), 0
        if not base and _is_like_a_letter(character):
            return character
    return None


def _is_like_a_letter(character: str) -> bool:
    if character.isascii():
        return False
    is_wide = unicodedata.east_asian_width(character) in ("F", "W")
    return is_wide or unicodedata.category(character)[0] in "LN"


def instead_of(stranger: str) -> str:
    """The letter that was probably meant by a stranger; empty where it can't be told."""
    if stranger in _INSTEAD:
        return _INSTEAD[stranger]
    plain = unicodedata.normalize("NFKC", stranger)
    if plain != stranger and plain.isprintable() and stranger_in(plain) is None:
        return plain
    parts = unicodedata.normalize("NFD", stranger)
    with_breve = unicodedata.normalize("NFC", parts.replace(_CARON, "\u0306"))
    return with_breve if parts[1:] == _CARON and parts[0] in "aAeEiIoOuU" else ""
