"""The items of a registration as one text, what an amendment changes, and how it is decided."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from webapp.commitments.rules import CommitmentCapacity, CommitmentStep
from webapp.core.errors import RuleBroken
from webapp.core.plain_text import packed


class VersionState(StrEnum):
    """Where the version of a registration stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"


#: Who decides on a proposed version, and what becomes of it.
DECISIONS: dict[CommitmentStep, tuple[CommitmentCapacity, VersionState]] = {
    CommitmentStep.TAKE_BACK: (CommitmentCapacity.MEMBER, VersionState.TAKEN_BACK),
    CommitmentStep.GIVE_BACK: (CommitmentCapacity.COMMITTEE, VersionState.RETURNED),
    CommitmentStep.CONFIRM: (CommitmentCapacity.COMMITTEE, VersionState.IN_FORCE),
}


def decided(
    state: VersionState, step: CommitmentStep, held: frozenset[CommitmentCapacity]
) -> VersionState:
    """What becomes of a version when somebody with these capacities decides on it.

    Raises RuleBroken when it was decided before, or is not theirs to decide.
    """
    if state is not VersionState.PROPOSED:
        raise RuleBroken("commitment.amendment_decided")
    capacity, target = DECISIONS[step]
    if capacity not in held:
        raise RuleBroken("commitment.step_not_yours")
    return target


def open_decisions(held: frozenset[CommitmentCapacity]) -> frozenset[CommitmentStep]:
    """What somebody with these capacities may decide about a proposed version."""
    return frozenset(step for step, (capacity, _to) in DECISIONS.items() if capacity in held)


@dataclass(frozen=True)
class Wanted:
    """One thing to do, as it was typed."""

    text: str
    measure: str = ""
    due_on: date | None = None
    heading: str = ""
    task: str = ""
    weakness_id: int | None = None
    #: The stored item it is; none for a new one.
    item_id: int | None = None


def as_text(items: Sequence[Wanted]) -> str:
    """The items of a version as the one text that is stored."""
    rows = [
        asdict(item) | {"due_on": item.due_on.isoformat() if item.due_on else None}
        for item in items
    ]
    return packed(rows)


class DamagedText(ValueError):
    """The stored text of a version can't be read."""


def read(text: str) -> list[Wanted]:
    """The items in the stored text of a version.

    Raises DamagedText.
    """
    try:
        return [Wanted(**(item | {"due_on": _day(item["due_on"])})) for item in json.loads(text)]
    except (ValueError, KeyError, TypeError, AttributeError) as damage:
        raise DamagedText from damage


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


class ItemChange(StrEnum):
    """What an amendment does to one item."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Compared:
    """One item in two versions; one of them is missing where it was added or removed."""

    change: ItemChange
    before: Wanted | None
    after: Wanted | None


def compare(before: Sequence[Wanted], after: Sequence[Wanted]) -> list[Compared]:
    """The items of the later version in order, each beside what it was; removed ones at the end."""
    known = {item.item_id: item for item in before if item.item_id is not None}
    found = [_compared(known.get(item.item_id or 0), item) for item in after]
    remaining = {item.item_id for item in after}
    gone = [item for item in before if item.item_id not in remaining]
    return [*found, *(Compared(ItemChange.REMOVED, item, None) for item in gone)]


def _compared(before: Wanted | None, after: Wanted) -> Compared:
    if before is None:
        return Compared(ItemChange.ADDED, None, after)
    change = ItemChange.KEPT if before == after else ItemChange.CHANGED
    return Compared(change, before, after)
