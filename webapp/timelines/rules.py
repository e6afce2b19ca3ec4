"""What stands on the way of a weakness, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class StationKind(StrEnum):
    """What one station on the way is."""

    STEP = "step"
    ANSWER = "answer"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Station:
    """Something that happened on the way, at a moment; `what` is a step, an answer, a reminder."""

    at: datetime
    kind: StationKind
    what: Any


def in_order(*groups: Iterable[Station]) -> list[Station]:
    """Everything on the way, oldest first; at the same moment in the order of the groups."""
    return sorted((one for group in groups for one in group), key=lambda station: station.at)
