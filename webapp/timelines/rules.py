"""The stations of a timeline, and their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class StationKind(StrEnum):
    """What happened at a station."""

    STEP = "step"
    ANSWER = "answer"
    REMINDER = "reminder"


@dataclass(frozen=True)
class Station:
    """Something that happened to a weakness; `what` is a step, an answer or a reminder."""

    at: datetime
    kind: StationKind
    what: Any


def in_order(*groups: Iterable[Station]) -> list[Station]:
    """All stations, oldest first; at the same moment in the order of the groups."""
    return sorted((one for group in groups for one in group), key=lambda station: station.at)
