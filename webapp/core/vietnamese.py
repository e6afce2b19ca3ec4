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
    parts = unicodedata.normalize("NFD", word.replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


#: What stands for the apostrophe of names such as H’Hen.
_APOSTROPHES = "'’ʼ‘ʻ`´′＇"
_SPELLED_ALIKE = str.maketrans("yð", "id", _APOSTROPHES)
_WITH_TONES = str.maketrans({"y": "i", "ð": "đ"} | dict.fromkeys(_APOSTROPHES))


def search_key(text: str) -> str:
    """What names are searched by: no marks, no apostrophes, i for y; “H’Hen Quý” → “hhen qui”."""
    return without_marks(_visible(text)).translate(_SPELLED_ALIKE)


def same_spelling(one: str, other: str) -> bool:
    """Whether two names are one, however they are typed.

    Capitals, spaces, apostrophes, i or y, and the letter that carries the tone don't count: “Hòa”
    is “Hoà”. A name that was typed without any marks is every name with the same letters.
    """
    if _visible(one).isascii() or _visible(other).isascii():
        return search_key(one) == search_key(other)
    return spelling_key(one) == spelling_key(other)


def spelling_key(text: str) -> str:
    """The same for names that are one but for how they are typed; marks count."""
    return " ".join(_word_spelling(word) for word in _visible(text).casefold().split())


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=8192)
def _word_spelling(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    letters = nfc("".join(part for part in parts if part not in _TONES))
    return letters.translate(_WITH_TONES) + "".join(part for part in parts if part in _TONES)


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
