"""What changed between two versions of a text, syllable by syllable."""

import re
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
    """Neighboring syllables that were all kept, all removed or all added."""

    change: Change
    text: str


def compare(old: str, new: str) -> list[Stretch]:
    """The stretches of both texts in reading order.

    Kept and removed ones make up the old text, kept and added ones the new one.
    """
    before, after = _SYLLABLE.findall(old), _SYLLABLE.findall(new)
    stretches = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            stretches.append(Stretch(Change.KEPT, "".join(before[i:j])))
        else:
            stretches.append(Stretch(Change.REMOVED, "".join(before[i:j])))
            stretches.append(Stretch(Change.ADDED, "".join(after[k:m])))
    return [stretch for stretch in stretches if stretch.text]


def differs(stretches: list[Stretch]) -> bool:
    """Whether anything changed at all."""
    return any(stretch.change is not Change.KEPT for stretch in stretches)
