"""Tell the members when and where a meeting is held, and what changed of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.meetings import queries
from webapp.meetings.models import Meeting
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind


def state_of(meeting: Meeting) -> dict[str, Any]:
    """What may change of a meeting that everybody has to know."""
    at = clock.in_hanoi(meeting.starts_at)
    return {
        "meeting_on": queries.day_of(meeting),
        "at_hour": f"{at.hour} giờ {at.minute:02d}",
        "place": meeting.place,
    }


def invite(scope: Scope, meeting: Meeting, now: datetime) -> None:
    """Invite every active member but the one who acts."""
    subject = f"meeting:{meeting.id}"
    _tell(scope, meeting, NoticeKind.MEETING_INVITATION, subject, None, now)


def tell_of_change(
    scope: Scope, meeting: Meeting, earlier: Mapping[str, Any], now: datetime
) -> None:
    """Tell the same members of another day, hour or place than the earlier ones."""
    subject = f"meeting:{meeting.id}:{meeting.revision}"
    _tell(scope, meeting, NoticeKind.MEETING_MOVED, subject, earlier, now)


def _tell(
    scope: Scope,
    meeting: Meeting,
    kind: NoticeKind,
    subject: str,
    earlier: Mapping[str, Any] | None,
    now: datetime,
) -> None:
    """Tell nobody of a meeting that was held on paper."""
    db.session.refresh(meeting, ["starts_at"])
    if meeting.starts_at <= now:
        return
    others = [
        member.id
        for member in accounts.members_on(scope, clock.day_of(now))
        if member.status in ACTIVE and member.id != scope.member_id
    ]
    notices.announce(
        scope,
        kind,
        to=others,
        subject=subject,
        link=Address("meetings.show", {"meeting_id": meeting.id}),
        useful_until=meeting.starts_at,
        now=now,
        topic=f"meeting:{meeting.id}",
        earlier=earlier,
        month=meeting.month,
        starts_at=meeting.starts_at,
        revision=meeting.revision,
        **state_of(meeting),
    )
