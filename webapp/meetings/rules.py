"""The states of a meeting, and what may be recorded when."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is held for."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    COMBINED = "combined"
    COMMITTEE = "committee"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"


class AgendaKind(StrEnum):
    """What an item of the agenda is."""

    OPENING = "opening"
    BRIEFING = "briefing"
    SELF_REPORT = "self_report"
    TOPIC = "topic"
    OTHER = "other"


class Presence(StrEnum):
    """Whether a member was there."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
