"""Mark who is there (điểm danh)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import StaleEdit
from webapp.meetings import queries, roll, rules
from webapp.meetings.models import Attendance, Meeting
from webapp.meetings.roll import Change
from webapp.meetings.rules import MeetingStep, Presence
from webapp.meetings.service import transition


def mark(scope: Scope, meeting: Meeting, changes: Sequence[Change], *, now: datetime) -> int:
    """Store the marks that differ from what their page showed; returns how many.

    Raises RuleBroken for somebody who is not counted, and StaleEdit with the names of those whom
    somebody else has marked differently in between; nothing is stored then.
    """
    transition.take(scope, meeting, MeetingStep.MARK)
    marks = queries.roll_of(scope, meeting)
    made = [change for change in changes if change.is_one]
    roll.refuse_changes(made, marks, rules.LONGEST_PLACE)
    names = roll.conflicts(made, marks)
    if names:
        raise StaleEdit("meeting.marked_meanwhile", names=names)
    _keep(scope, meeting, made, now)
    if made:
        _remember(scope, meeting, len(made))
    return len(made)


def mark_rest_present(scope: Scope, meeting: Meeting, *, now: datetime) -> int:
    """Mark everybody not marked yet as present; returns how many.

    Nothing else makes somebody present whom nobody looked for: who says so is kept with the mark.
    """
    transition.take(scope, meeting, MeetingStep.MARK)
    missing = roll.unmarked(queries.roll_of(scope, meeting))
    _keep(scope, meeting, [Change(mark.member_id, Presence.PRESENT) for mark in missing], now)
    if missing:
        _remember(scope, meeting, len(missing), what="the_rest")
    return len(missing)


def _remember(scope: Scope, meeting: Meeting, count: int, what: str = "marks") -> None:
    transition.remember(scope, meeting, AuditEvent.ATTENDANCE_MARKED, count=count, what=what)


def _keep(scope: Scope, meeting: Meeting, changes: Sequence[Change], now: datetime) -> None:
    rows = [
        {
            "organization_id": scope.organization_id,
            "meeting_id": meeting.id,
            "member_id": change.member_id,
            "presence": change.presence,
            "reason": change.reason or None if change.presence is not Presence.PRESENT else None,
            "marked_by": scope.member_id,
            "marked_at": now,
        }
        for change in changes
        if change.presence is not None
    ]
    if not rows:
        return
    marked = insert(Attendance).values(rows)
    db.session.execute(
        marked.on_conflict_do_update(
            index_elements=["organization_id", "meeting_id", "member_id"],
            set_={
                name: marked.excluded[name]
                for name in ("presence", "reason", "marked_by", "marked_at")
            },
        )
    )
