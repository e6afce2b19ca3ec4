"""Vietnamese names: order by given name, search without marks, one stored form."""

import unicodedata
from functools import lru_cache

#: Vietnamese letter order; ă â come after a, đ after d, and so on.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET)}
#: Order of the tone marks in dictionaries: level, grave, hook, tilde, acute, dot below.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """Text in the form in which it is stored and compared."""
    return unicodedata.normalize("NFC", text)


def without_marks(text: str) -> str:
    """Text as people type it into a search box: “Nguyễn Thị Hạnh” → “nguyen thi hanh”."""
    return " ".join(_word_without_marks(word) for word in text.casefold().split())


# Names are made of few syllables, so that long lists ask for the same ones many times.
@lru_cache(maxsize=8192)
def _word_without_marks(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def sort_key(full_name: str) -> str:
    """A text whose plain order is the order of Vietnamese lists.

    Given name first, then middle names, then family name; letters in Vietnamese order,
    tones only between otherwise equal words.
    """
    words = nfc(full_name).split()
    if not words:
        return ""
    ordered = [words[-1], *words[1:-1], *words[:1]] if len(words) > 1 else words
    return " ".join(_word_key(word) for word in ordered)


@lru_cache(maxsize=8192)
def _word_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for character in word.casefold():
        parts = unicodedata.normalize("NFD", character)
        tone = next((_TONES[part] for part in reversed(parts) if part in _TONES), "0")
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        if base:
            letters.append(_LETTER_RANK.get(base, f"z{ord(base):05d}"))
            tones.append(tone)
        elif tones:
            # A tone on a letter that Unicode has no single character for, as in ĕ́.
            tones[-1] = tone
    return "".join(letters) + "." + "".join(tones)
