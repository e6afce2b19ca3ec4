"""Tell the unit when and where a meeting is, and each reporter the days that moved with it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.queries import Member
from webapp.accounts.rules import ACTIVE, REVIEWERS
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.meetings import queries
from webapp.meetings.models import Meeting
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.notices.sentences.meetings import new_days
from webapp.reports.moved_days import Touched


def state_of(meeting: Meeting) -> dict[str, Any]:
    """What may change of a meeting that everybody has to know."""
    at = clock.in_hanoi(meeting.starts_at)
    return {
        "meeting_on": queries.day_of(meeting),
        "at_hour": f"{at.hour} giờ {at.minute:02d}",
        "place": meeting.place,
    }


def invite(scope: Scope, meeting: Meeting, touched: Sequence[Touched], now: datetime) -> None:
    """Invite every active member but the one who acts."""
    about = (NoticeKind.MEETING_INVITATION, f"meeting:{meeting.id}")
    _tell(scope, meeting, about, None, touched, now)


def tell_of_change(
    scope: Scope,
    meeting: Meeting,
    earlier: Mapping[str, Any],
    touched: Sequence[Touched],
    now: datetime,
) -> None:
    """Tell the same members of another day, hour or place than the earlier ones."""
    about = (NoticeKind.MEETING_MOVED, f"meeting:{meeting.id}:{meeting.revision}")
    _tell(scope, meeting, about, earlier, touched, now)


def _tell(
    scope: Scope,
    meeting: Meeting,
    about: tuple[NoticeKind, str],
    earlier: Mapping[str, Any] | None,
    touched: Sequence[Touched],
    now: datetime,
) -> None:
    """Tell nobody of a meeting that was held on paper.

    Whose days have moved reads the new ones in the same message.
    """
    db.session.refresh(meeting, ["starts_at"])
    if meeting.starts_at <= now:
        return
    today, (kind, subject) = clock.day_of(now), about
    facts = state_of(meeting) | {
        "month": meeting.month,
        "starts_at": meeting.starts_at,
        "revision": meeting.revision,
    }
    wanted = [
        Announcement(
            kind,
            member.id,
            subject,
            today,
            Address("meetings.show", {"meeting_id": meeting.id}),
            meeting.starts_at,
            facts | _days_of(member, touched),
            topic=f"meeting:{meeting.id}",
            earlier=earlier,
        )
        for member in accounts.members_on(scope, today)
        if member.status in ACTIVE and member.id != scope.member_id
    ]
    notices.announce_all(scope, wanted, now=now)


def trail_of(touched: Sequence[Touched]) -> dict[str, Any]:
    """Which days moved from when to when, by report, as the trail keeps it."""
    moved = {
        str(one.report_id): {m.of.value: [m.was.isoformat(), m.to.isoformat()] for m in one.days}
        for one in touched
    }
    return {"days": moved} if moved else {}


def _days_of(member: Member, touched: Sequence[Touched]) -> dict[str, Any]:
    """The new days a member has to keep, as facts of the sentence."""
    days: dict[str, date] = {}
    for one in touched:
        if one.member_id == member.id:
            days |= {moved.of.value: moved.to for moved in one.own}
        elif member.roles & REVIEWERS:
            # Several drafts may wait; the first day is the one to keep.
            days |= {m.of.value: min(m.to, days.get(m.of, m.to)) for m in one.of_committee}
    return {**days, "sentence": new_days(days)} if days else {}
