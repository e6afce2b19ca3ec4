"""The thread of a weakness: from pointed out to confirmed as put right."""

from enum import StrEnum


class WeaknessSource(StrEnum):
    """Where a weakness was pointed out."""

    YEARLY_REVIEW = "yearly_review"
    MEETING = "meeting"
    SUPERIOR = "superior"
    SELF = "self"


class WeaknessState(StrEnum):
    """Where a thread stands; everything but *confirmed* is open."""

    OPEN = "open"
    REMEDY_REPORTED = "remedy_reported"
    CONFIRMED = "confirmed"


class WeaknessStep(StrEnum):
    """What may happen to a thread."""

    POINT_OUT = "point_out"
    CARRY = "carry"
    PROMISE = "promise"
    REPORT_REMEDY = "report_remedy"
    CONFIRM = "confirm"
    REOPEN = "reopen"
