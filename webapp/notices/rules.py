"""Kinds of notices, channels, the states of an e-mail on its way, and when it may leave."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any


class NoticeKind(StrEnum):
    """What a notice tells; one sentence each, in `wording`."""

    TURN_ASSIGNED = "turn_assigned"
    TURN_FORESEEN = "turn_foreseen"
    TURN_NOT_FORESEEN = "turn_not_foreseen"
    ABSENCE_TOLD = "absence_told"
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


#: What the daily scan writes, and what counts against the most reminders a month. The other kinds
#: tell of an act of somebody and go out at once.
REMINDERS = frozenset(
    {
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
    }
)


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
    }
)


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


@dataclass(frozen=True)
class Announcement:
    """One thing to tell one member; `due_on` is the business day it belongs to."""

    kind: NoticeKind
    to: int
    subject: str
    due_on: date
    link: str = ""
    useful_until: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[NoticeKind, str, int, date]:
        """What makes a second one like it impossible."""
        return (self.kind, self.subject, self.to, self.due_on)


#: An e-mail about an act is worth sending this long when nobody said otherwise.
USEFUL_FOR = timedelta(days=7)
#: How long to wait after the first, second … refusal; the eighth one is the last.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MOST_TRIES = len(BACK_OFF) + 1


def retry_at(tries: int, now: datetime) -> datetime | None:
    """When a refused e-mail is tried again after so many tries; none when it is given up."""
    return now + BACK_OFF[tries - 1] if tries < MOST_TRIES else None


def may_leave_at(
    moment: datetime,
    *,
    quiet_from_hour: int,
    quiet_until_hour: int,
    is_working_day: Callable[[date], bool],
) -> datetime:
    """The first moment from the given one on that is neither in quiet hours nor on a day off.

    The moment must be on a clock in Hanoi; so is the answer. Equal hours mean no quiet time.
    """
    morning = time(quiet_until_hour, tzinfo=moment.tzinfo)
    if _is_quiet(moment.hour, quiet_from_hour, quiet_until_hour):
        in_the_evening = moment.hour >= quiet_until_hour
        moment = datetime.combine(moment.date() + timedelta(days=int(in_the_evening)), morning)
    while not is_working_day(moment.date()):
        moment = datetime.combine(moment.date() + timedelta(days=1), morning)
    return moment


def _is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def may_still_remind(already: int, most_a_month: int) -> bool:
    """Whether one more reminder may be mailed to a member this month."""
    return already < most_a_month
