"""Kinds of notices, channels, and the states of an e-mail on its way."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice tells; one template of words and one e-mail line each."""

    TURN_ASSIGNED = "turn_assigned"
    TURN_COMING = "turn_coming"
    DRAFT_DUE = "draft_due"
    DRAFT_LATE = "draft_late"
    DRAFT_LATE_CHAIR = "draft_late_chair"
    REVIEW_WAITING = "review_waiting"
    REPORT_RETURNED = "report_returned"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_POSTPONED = "report_postponed"
    MEETING_INVITATION = "meeting_invitation"
    MEETING_MOVED = "meeting_moved"
    REPORT_CONCLUDED = "report_concluded"
    FINAL_DUE = "final_due"
    REMEDY_DUE = "remedy_due"
    WEAKNESS_POINTED_OUT = "weakness_pointed_out"
    PLAN_MISSING = "plan_missing"
    THEMATIC_MISSING = "thematic_missing"
    INVITATION = "invitation"


class Channel(StrEnum):
    """How a notice reaches its recipient."""

    APP = "app"
    EMAIL = "email"


class DeliveryState(StrEnum):
    """Where a notice stands; in the application it is simply there."""

    SHOWN = "shown"
    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    BOUNCED = "bounced"
    DEAD = "dead"
