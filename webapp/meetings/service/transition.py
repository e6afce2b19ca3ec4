"""What every act in a meeting shares: lock the row, take a step of the table, remember it."""

from typing import Any

from sqlalchemy import update

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import stale_months, tenancy
from webapp.core.db import db
from webapp.core.errors import StaleEdit
from webapp.meetings import queries, rules
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingStep

_LOCKED = ["state", "revision", "starts_at", "opened_at", "place", "chair_id", "clerk_id"]


def take(scope: Scope, meeting: Meeting, step: MeetingStep) -> None:
    """Lock a meeting until the transaction ends, and take one step of the table with it.

    Raises RuleBroken when the step is not open or not the actor's to take, and StaleEdit when
    somebody took the meeting further since it was loaded.
    """
    before = meeting.state
    target = rules.next_state(before, step, queries.standings_of(scope, meeting))
    db.session.flush()
    db.session.refresh(meeting, _LOCKED, with_for_update={"key_share": True})
    if meeting.state is not before:
        raise StaleEdit("meeting.changed_meanwhile", state=meeting.state)
    meeting.state = target


def touch(scope: Scope, meeting: Meeting) -> None:
    """Let everybody who watches the meeting see that something has changed."""
    db.session.flush()
    db.session.execute(
        update(Meeting)
        .where(tenancy.within(scope, Meeting), Meeting.id == meeting.id)
        .values(revision=Meeting.revision + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(meeting, ["revision"])


def remember(
    scope: Scope,
    meeting: Meeting,
    event: AuditEvent,
    *,
    member_id: int | None = None,
    **facts: Any,
) -> None:
    """Write an act into the trail, show it to those who watch, and have the month counted."""
    touch(scope, meeting)
    month = meeting.month.isoformat()
    audit.record(scope, event, meeting, member_id=member_id, month=month, **facts)
    stale_months.mark(scope, meeting.month)
