"""Kinds of notices, channels, the states of an e-mail on its way, and when it may leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from webapp.core.addresses import Address


class NoticeKind(StrEnum):
    """What a notice tells; one sentence each, in `wording`."""

    TURN_ASSIGNED = "turn_assigned"
    TURN_FORESEEN = "turn_foreseen"
    TURN_NOT_FORESEEN = "turn_not_foreseen"
    ABSENCE_TOLD = "absence_told"
    #: A duty in the words of its row on the first screen, where it has no message of its own.
    DUTY = "duty"
    #: Somebody who leads reminds whoever is late.
    REMINDED = "reminded"
    TURN_COMING = "turn_coming"
    DRAFT_DUE = "draft_due"
    DRAFT_LATE = "draft_late"
    DRAFT_LATE_CHAIR = "draft_late_chair"
    REVIEW_WAITING = "review_waiting"
    REPORT_RETURNED = "report_returned"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_POSTPONED = "report_postponed"
    REPORT_WITHDRAWN = "report_withdrawn"
    TURN_REQUESTED = "turn_requested"
    TURN_REQUEST_ENTERED = "turn_request_entered"
    TURN_REQUEST_WAITING = "turn_request_waiting"
    TURN_REQUEST_AGREED = "turn_request_agreed"
    TURN_REQUEST_DISAGREED = "turn_request_disagreed"
    TURN_REQUEST_GRANTED = "turn_request_granted"
    TURN_REQUEST_REFUSED = "turn_request_refused"
    TURN_REPLACED = "turn_replaced"
    TURN_REQUEST_CLOSED = "turn_request_closed"
    VOLUNTEER_ENTERED = "volunteer_entered"
    VOLUNTEER_DECLINED = "volunteer_declined"
    MEETING_INVITATION = "meeting_invitation"
    MEETING_MOVED = "meeting_moved"
    REPORT_CONCLUDED = "report_concluded"
    FINAL_DUE = "final_due"
    REMEDY_DUE = "remedy_due"
    WEAKNESS_POINTED_OUT = "weakness_pointed_out"
    WEAKNESS_HELPER_NAMED = "weakness_helper_named"
    WEAKNESS_ARRANGED = "weakness_arranged"
    WEAKNESS_DAY_ANSWERED = "weakness_day_answered"
    WEAKNESS_NOTED = "weakness_noted"
    REMEDY_CONFIRMED = "remedy_confirmed"
    COMMITMENT_SUBMITTED = "commitment_submitted"
    COMMITMENT_CONFIRMED = "commitment_confirmed"
    COMMITMENT_RETURNED = "commitment_returned"
    COMMITMENT_MISSING = "commitment_missing"
    AMENDMENT_PROPOSED = "amendment_proposed"
    AMENDMENT_CONFIRMED = "amendment_confirmed"
    AMENDMENT_RETURNED = "amendment_returned"
    ASSESSMENT_OPENED = "assessment_opened"
    PLAN_MISSING = "plan_missing"
    THEMATIC_MISSING = "thematic_missing"
    PLAN_CHANGED = "plan_changed"
    THEMATIC_PREPARE = "thematic_prepare"
    THEMATIC_CHANGED = "thematic_changed"
    INVITATION = "invitation"
    CHAIR_HANDED_OVER = "chair_handed_over"
    ARRIVAL_WAITING = "arrival_waiting"
    DEPARTURE_ANSWERED = "departure_answered"
    IMPORT_READ = "import_read"
    IMPORT_ENDED = "import_ended"
    IMPORT_FAILED = "import_failed"
    NOMINATED = "nominated"
    NOMINATION_TOLD = "nomination_told"
    NOMINATION_TO_CONFIRM = "nomination_to_confirm"
    NOMINATION_STOPPED = "nomination_stopped"
    CHAIR_SEATED = "chair_seated"
    TERM_OVER = "term_over"
    SEAT_EMPTY = "seat_empty"
    UNIT_INVITATION_FAILED = "unit_invitation_failed"
    UNIT_CHAIR_NAMED = "unit_chair_named"
    UNIT_CHAIR_PROPOSED = "unit_chair_proposed"
    UNIT_CHAIR_SEATED = "unit_chair_seated"
    UNIT_TERM_OVER = "unit_term_over"
    UNIT_MOVED = "unit_moved"
    UNIT_RENAMED = "unit_renamed"
    UNIT_CLOSED = "unit_closed"
    UNIT_REOPENED = "unit_reopened"
    UNIT_MERGED = "unit_merged"
    UNIT_JOINED = "unit_joined"
    MERGER_RECEIVED = "merger_received"
    MERGER_NOT_RECEIVED = "merger_not_received"
    OFFICE_HOLDER_ADMITTED = "office_holder_admitted"
    OFFICE_ABOVE_GIVEN = "office_above_given"
    PAST_OPENED = "past_opened"
    TWO_SEATS_AGREED = "two_seats_agreed"
    OFFICE_GIVEN = "office_given"
    OFFICE_ENDED = "office_ended"
    RESET_STARTED = "reset_started"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a message
    OFFICE_CORRECTED = "office_corrected"
    STANDING_CHANGED = "standing_changed"
    WAYS_CHANGED = "ways_changed"
    INVITATION_MADE = "invitation_made"
    ACCOUNT_OPENED = "account_opened"
    NEW_DEVICE = "new_device"
    MOVE_WRITTEN = "move_written"
    ENTERED_FOR = "entered_for"
    CHECKPOINT_ADDRESS_CHANGED = "checkpoint_address_changed"
    FILED_FOR = "filed_for"
    FILING_WAITS = "filing_waits"
    FILING_SETTLED = "filing_settled"
    FILING_UNDONE = "filing_undone"
    FILING_REJECTED = "filing_rejected"


#: What the daily scan writes, and what counts against the most reminders a month. The other kinds
#: tell of an act of somebody and go out at once.
REMINDERS = frozenset(
    {
        NoticeKind.DUTY,
        NoticeKind.TURN_COMING,
        NoticeKind.DRAFT_DUE,
        NoticeKind.DRAFT_LATE,
        NoticeKind.DRAFT_LATE_CHAIR,
        NoticeKind.REVIEW_WAITING,
        NoticeKind.MEETING_INVITATION,
        NoticeKind.FINAL_DUE,
        NoticeKind.REMEDY_DUE,
        NoticeKind.PLAN_MISSING,
        NoticeKind.THEMATIC_MISSING,
        NoticeKind.TERM_OVER,
        NoticeKind.SEAT_EMPTY,
    }
)


#: Looked at again before their e-mail leaves: what was done meanwhile is not asked for.
RECHECKED = REMINDERS | {NoticeKind.REMINDED}

#: Told to somebody who is at the screen, or comes back to it: no e-mail for these.
APP_ONLY = frozenset({NoticeKind.IMPORT_READ, NoticeKind.IMPORT_ENDED, NoticeKind.IMPORT_FAILED})


#: Somebody used power over an account or in a member's name: its owner is told whatever they wish,
#: at once, at the address of the account itself.
ABOUT_POWER = frozenset(
    {
        NoticeKind.OFFICE_GIVEN,
        NoticeKind.OFFICE_ENDED,
        NoticeKind.RESET_STARTED,
        NoticeKind.PASSWORD_CHANGED,
        NoticeKind.NOMINATED,
        # Told to everybody, since everybody may object as long as there is time.
        NoticeKind.NOMINATION_TOLD,
        NoticeKind.NOMINATION_TO_CONFIRM,
        NoticeKind.OFFICE_CORRECTED,
        NoticeKind.STANDING_CHANGED,
        NoticeKind.WAYS_CHANGED,
        NoticeKind.INVITATION_MADE,
        NoticeKind.ACCOUNT_OPENED,
        NoticeKind.NEW_DEVICE,
        NoticeKind.MOVE_WRITTEN,
        NoticeKind.ENTERED_FOR,
        NoticeKind.FILED_FOR,
        NoticeKind.FILING_WAITS,
        NoticeKind.FILING_SETTLED,
        NoticeKind.FILING_UNDONE,
        NoticeKind.VOLUNTEER_ENTERED,
        NoticeKind.TURN_REQUEST_ENTERED,
    }
)


#: Somebody waits for this letter, and what it opens ends soon: it leaves at any hour of any day.
AT_ONCE = frozenset({NoticeKind.INVITATION})


#: These bring a way in that stands nowhere else: each is a letter of its own, and goes first.
WAYS_IN = frozenset({NoticeKind.INVITATION, NoticeKind.RESET_STARTED})


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


class SkipReason(StrEnum):
    """Why an e-mail was not sent."""

    MONTHLY_LIMIT = "monthly_limit"
    NO_LONGER_USEFUL = "no_longer_useful"
    NO_LONGER_TRUE = "no_longer_true"
    SAID_AGAIN_LATER = "said_again_later"
    NO_ADDRESS = "no_address"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Announcement:
    """One thing to tell one member; `due_on` is the business day it belongs to."""

    kind: NoticeKind
    to: int
    subject: str
    due_on: date
    link: Address | None = None
    useful_until: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    #: Further addresses that learn of it, such as one that is no longer the member's.
    also: tuple[str, ...] = ()
    #: What may change again soon, as “meeting:12”: its letter waits a while for corrections, and a
    #: newer announcement of the same topic takes the place of one that nobody has seen.
    topic: str | None = None
    #: Facts as they were told before; none where this is the first word about the topic.
    earlier: Mapping[str, Any] | None = None

    @property
    def key(self) -> tuple[NoticeKind, str, int, date]:
        """What makes a second one like it impossible."""
        return (self.kind, self.subject, self.to, self.due_on)
