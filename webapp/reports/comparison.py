"""What changed between two versions of a text, syllable by syllable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: A line break, or a syllable or sign with the blanks before it; together they are the whole text.
_SYLLABLE = re.compile(r"\n|[^\S\n]*(?:\w+|[^\w\s])|[^\S\n]+")


class Change(StrEnum):
    """What happened to a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Neighboring syllables with the same fate."""

    change: Change
    text: str


def compare(old: str, new: str) -> list[Stretch]:
    """The stretches of both texts in reading order.

    Kept and removed ones make up the old text, kept and added ones the new one.
    """
    return list(_merged(_changes(_SYLLABLE.findall(old), _SYLLABLE.findall(new))))


def _changes(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Stretch(Change.KEPT, "".join(old[i:j]))
        else:
            yield Stretch(Change.REMOVED, "".join(old[i:j]))
            yield Stretch(Change.ADDED, "".join(new[k:m]))


def _merged(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """The same without empty stretches and without neighbors of one kind."""
    last: Stretch | None = None
    for stretch in stretches:
        if not stretch.text:
            continue
        if last is not None and last.change is stretch.change:
            last = Stretch(last.change, last.text + stretch.text)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def differs(stretches: list[Stretch]) -> bool:
    """Whether anything changed at all."""
    return any(stretch.change is not Change.KEPT for stretch in stretches)
