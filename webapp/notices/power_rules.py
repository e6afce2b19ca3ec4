"""Which acts use power over a person's account or name, and which don't; values only.

Every act that the trail can name stands in `powers.TOLD`, in `TOLD_BY_ITS_PART` or in a group of
`NO_POWER` with its reason; the suite fails for one that stands in none.
"""

from collections.abc import Mapping
from typing import Any

from webapp.audit.events import AuditEvent
from webapp.notices.rules import NoticeKind

#: Who is touched is not the member the trail names, or is told more than the trail knows.
TOLD_BY_ITS_PART: dict[AuditEvent, NoticeKind] = {
    AuditEvent.VOLUNTEERED: NoticeKind.VOLUNTEER_ENTERED,
    AuditEvent.TURN_REQUESTED: NoticeKind.TURN_REQUEST_ENTERED,
    AuditEvent.TURN_REQUEST_AGREED: NoticeKind.TURN_REQUEST_ENTERED,
    AuditEvent.TURN_REQUEST_DISAGREED: NoticeKind.TURN_REQUEST_ENTERED,
}

#: Said again by the daily scan while an act of power waits for its member's word.
SAID_AGAIN = frozenset({NoticeKind.FILING_WAITS})

#: Told to everybody in a unit by the act itself, since everybody may answer it.
TOLD_TO_EVERYBODY = frozenset({NoticeKind.NOMINATION_TOLD, NoticeKind.NOMINATION_TO_CONFIRM})

NO_POWER: dict[str, frozenset[AuditEvent]] = {
    "It is about the organization, its plan or a list, and touches nobody's account or name.": (
        frozenset(
            {
                AuditEvent.ORGANIZATION_FOUNDED,
                AuditEvent.ORGANIZATION_RENAMED,
                AuditEvent.ORGANIZATION_SUSPENDED,
                AuditEvent.ORGANIZATION_RESUMED,
                AuditEvent.ORGANIZATION_MOVED,
                AuditEvent.ORGANIZATION_MERGED,
                AuditEvent.ORGANIZATION_CLOSED,
                AuditEvent.ORGANIZATION_REOPENED,
                AuditEvent.BEGINNING_PUT_ASIDE,
                AuditEvent.CARRIED_THREAD_SETTLED,
                AuditEvent.SETTINGS_CHANGED,
                AuditEvent.MEMBERS_EXPORTED,
                AuditEvent.MONTH_PLANNED,
                AuditEvent.YEAR_CARRIED,
                AuditEvent.YEAR_PLAN_DRAWN,
                AuditEvent.YEAR_PLAN_CONFIRMED,
                AuditEvent.ASSESSMENT_OPENED,
                AuditEvent.COMMITMENT_REMINDED,
                AuditEvent.MEMBERS_REMINDED,
                AuditEvent.REMINDER_TAKEN_BACK,
                AuditEvent.THEMATIC_ARRANGED,
                AuditEvent.THEMATIC_PREPARED,
                AuditEvent.THEMATIC_CONCLUDED,
                AuditEvent.MEETING_CALLED,
                AuditEvent.MEETING_CHANGED,
                AuditEvent.MEETING_OPENED,
                AuditEvent.MEETING_CLOSED,
                AuditEvent.TEXTS_SEALED,
            }
        )
    ),
    "Everybody in the unit gets the message of the act, whoever it is about.": frozenset(
        {
            AuditEvent.NOMINATION_CONFIRMED,
            AuditEvent.NOMINATION_OBJECTED,
            AuditEvent.NOMINATION_WITHDRAWN,
            AuditEvent.NOMINATION_LAPSED,
            AuditEvent.NOMINATION_IN_FORCE,
        }
    ),
    "What it does to a person is an act of its own beside it, and told there.": frozenset(
        {
            # Names on a list; whoever brings an account along is told by the unit they came from.
            AuditEvent.MEMBER_ADDED,
            # Offices, statuses and addresses it changes are remembered one by one.
            AuditEvent.MEMBERS_IMPORTED,
            # The office given and the office ended.
            AuditEvent.CHAIR_HANDED_OVER,
            # What was written down of the person, and the answer of the place they come to.
            AuditEvent.DEPARTURE_ANSWERED,
            AuditEvent.ARRIVAL_ANNOUNCED,
            AuditEvent.ARRIVAL_CANCELLED,
            AuditEvent.ARRIVAL_REFUSED,
            # Typing for a member begins with a version entered for them.
            AuditEvent.REPORT_STARTED,
        }
    ),
    "An office decides in its own name, and says so in its own message.": frozenset(
        {
            AuditEvent.VOLUNTEER_ANSWERED,
            AuditEvent.TURN_ASSIGNED,
            AuditEvent.TURN_REQUEST_GRANTED,
            AuditEvent.TURN_REQUEST_REFUSED,
            AuditEvent.FORESEEN_TURN_DROPPED,
            AuditEvent.REPORT_REMARKED,
            AuditEvent.REPORT_RETURNED,
            AuditEvent.REPORT_ACCEPTED,
            AuditEvent.REVIEW_SKIPPED,
            AuditEvent.REPORT_RELEASED,
            AuditEvent.REPORT_PRESENTED,
            AuditEvent.REPORT_CONCLUDED,
            AuditEvent.REPORT_POSTPONED,
            AuditEvent.REPORT_WITHDRAWN,
            AuditEvent.REPORT_MOVED,
            AuditEvent.COMMITMENT_CONFIRMED,
            AuditEvent.COMMITMENT_RETURNED,
            AuditEvent.AMENDMENT_RETURNED,
            AuditEvent.COMMITMENT_AMENDED,
            AuditEvent.WEAKNESS_POINTED_OUT,
            AuditEvent.REMEDY_CONFIRMED,
            AuditEvent.WEAKNESS_REOPENED,
            AuditEvent.WEAKNESS_CARRIED,
            AuditEvent.WEAKNESS_NOTED,
            AuditEvent.WEAKNESS_ENDED,
        }
    ),
    "It ends what was asked; everybody it concerns gets the message that it is closed.": frozenset(
        {AuditEvent.TURN_REQUEST_TAKEN_BACK, AuditEvent.TURN_REQUEST_LAPSED}
    ),
    "Said or seen before the whole meeting, and read by all of it in the record.": frozenset(
        {
            AuditEvent.ATTENDANCE_MARKED,
            AuditEvent.OPINION_RECORDED,
            AuditEvent.OPINION_SET_ASIDE,
            AuditEvent.OPINION_RESTORED,
        }
    ),
}

#: Told to the member also where the trail names the member as the one who acted: the act opens the
#: account, so somebody else may have been at the keys.
EVEN_BY_ONESELF = frozenset(
    {
        AuditEvent.INVITATION_ACCEPTED,
        AuditEvent.PASSWORD_RESET,
        AuditEvent.PASSWORD_CHANGED,
        AuditEvent.SIGNED_IN,
    }
)

#: The same event also names what the committee arranges; only what was entered counts.
ONLY_ENTERED = frozenset({AuditEvent.WEAKNESS_CHANGED})

#: What leads to a person: who changes it could lead away what is sent to them.
WAYS = frozenset({"email", "phone"})

#: Saved again and again while somebody writes for a member: told once a day.
ONCE_A_DAY = frozenset({AuditEvent.COMMITMENT_CHANGED, AuditEvent.REPORT_ENTERED_FOR})

#: Told to members who have no account, too: in their name, or of the way to an account. Of
#: everything else they learn from the invitation.
ALSO_WITHOUT_ACCOUNT = frozenset(
    {
        NoticeKind.ENTERED_FOR,
        NoticeKind.FILED_FOR,
        NoticeKind.FILING_SETTLED,
        NoticeKind.FILING_UNDONE,
        NoticeKind.INVITATION_MADE,
    }
)


def is_told(
    event: AuditEvent,
    facts: Mapping[str, Any],
    *,
    actor_id: int | None,
    member_id: int,
    is_replaced: bool = False,
) -> bool:
    """Whether an act that has a message touches its member, or is their own."""
    if member_id == actor_id:
        return event in EVEN_BY_ONESELF
    if event in ONLY_ENTERED:
        return bool(facts.get("entered_for"))
    if event is AuditEvent.MEMBER_CHANGED:
        return bool(WAYS & set(facts.get("changed", ())))
    # A superior's letter to a first chair tells of itself, but not where it no longer goes to.
    return event is not AuditEvent.MEMBER_INVITED or actor_id is not None or is_replaced
