"""What a check of the trail can find, and how seals follow each other; values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FaultKind(StrEnum):
    """One way in which the trail, or what it vouches for, is not whole."""

    ENTRY_CHANGED = "entry_changed"
    ENTRIES_MISSING = "entries_missing"
    ENTRY_UNLINKED = "entry_unlinked"
    ENTRIES_SLIPPED_IN = "entries_slipped_in"
    TAIL_CUT = "tail_cut"
    HEAD_DIFFERS = "head_differs"
    HEAD_GONE = "head_gone"
    CHECKPOINT_DIFFERS = "checkpoint_differs"
    WORDS_CHANGED = "words_changed"
    WORDS_GONE = "words_gone"
    WORDS_UNRECORDED = "words_unrecorded"
    SEALED_AGAIN = "sealed_again"


@dataclass(frozen=True)
class Fault:
    """One thing a check found; it names entries and things, never what they say."""

    kind: FaultKind
    #: The number of the entry concerned; for several the first one.
    position: int | None = None
    #: The last of several entries.
    until: int | None = None
    #: What is concerned, as “opinion:12”, without the number for words the trail doesn't know.
    thing: str | None = None
    #: The day of the checkpoint that says otherwise.
    day: str | None = None


class Mark(NamedTuple):
    """What one entry of the trail says of one thing: its digest, or that it lets go of it."""

    position: int
    #: None where the entry lets go.
    digest: str | None


@dataclass(frozen=True)
class Standing:
    """What the whole trail says of one thing."""

    #: The digest in force and the entry that has it; none if there is none.
    digest: str | None
    position: int | None
    #: The entry that seals again, or lets go, what was to stay.
    wrong_at: int | None = None


def standing(marks: Iterable[Mark], *, releasable: bool) -> Standing:
    """What the marks of one thing come to, in the order of their entries.

    A thing is sealed once, and again only after an entry that lets go of it, for kinds whose acts
    do so. In one entry letting go comes before sealing. The first mark may let go: of words of
    before digests that were not sealed yet.
    """
    digest = position = wrong_at = None
    in_order = sorted(marks, key=lambda mark: (mark.position, mark.digest is not None))
    for number, mark in enumerate(in_order):
        if mark.digest is None:
            is_wrong = not releasable or (digest is None and number > 0)
            wrong_at = wrong_at or (mark.position if is_wrong else None)
            digest = position = None
        elif digest is None:
            digest, position = mark.digest, mark.position
        elif mark.digest != digest:
            wrong_at = wrong_at or mark.position
    return Standing(digest, position, wrong_at)


def compare(thing: str, said: Standing | None, found: str | None) -> list[Fault]:
    """What is wrong between the trail's digest of one thing and what is stored now."""
    faults = []
    if said is not None and said.wrong_at is not None:
        faults.append(Fault(FaultKind.SEALED_AGAIN, said.wrong_at, thing=thing))
    digest = said.digest if said is not None else None
    position = said.position if said is not None else None
    if digest is None and found is not None:
        faults.append(Fault(FaultKind.WORDS_UNRECORDED, thing=thing))
    elif digest is not None and found is None:
        faults.append(Fault(FaultKind.WORDS_GONE, position, thing=thing))
    elif digest != found:
        faults.append(Fault(FaultKind.WORDS_CHANGED, position, thing=thing))
    return faults
