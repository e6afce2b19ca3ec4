"""Tell the unit when and where a meeting is, and each reporter the days that moved with it."""

from collections.abc import Sequence
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


def invite(
    scope: Scope,
    meeting: Meeting,
    kind: NoticeKind,
    subject: str,
    touched: Sequence[Touched],
    *,
    now: datetime,
) -> None:
    """Tell every active member but the one who acts, unless the meeting was held on paper.

    Whose days have moved reads the new ones in the same message.
    """
    db.session.refresh(meeting, ["starts_at"])
    if meeting.starts_at <= now:
        return
    today = clock.day_of(now)
    facts = {
        "month": meeting.month,
        "starts_at": meeting.starts_at,
        "meeting_on": queries.day_of(meeting),
        "place": meeting.place,
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
