"""Call the meeting of a month, move it, and name who presides and who keeps the minutes."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy.exc import IntegrityError

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import refuse_strangers
from webapp.core.plain_text import plain
from webapp.meetings import queries, rules
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState, MeetingStep
from webapp.meetings.service import preparing, telling, transition
from webapp.plans import queries as plans
from webapp.plans import service as planning
from webapp.reports import moved_days
from webapp.reports import queries as reports
from webapp.reports.moved_days import Touched


@dataclass(frozen=True)
class Arrangement:
    """When, where and by whom a meeting is held."""

    kind: MeetingKind
    starts_at: datetime
    place: str
    topic: str
    chair_id: int
    clerk_id: int | None = None

    @property
    def day(self) -> date:
        """The day in Hanoi."""
        return clock.day_of(self.starts_at)


def call(scope: Scope, month: date, wanted: Arrangement, *, now: datetime) -> Meeting:
    """Call the one meeting of a month, build its agenda, and invite the members.

    Raises RuleBroken for a wrong day, person or text, and StaleEdit when the month's meeting has
    been called already.
    """
    require(Permission.MEETING_PREPARE, scope)
    today = clock.day_of(now)
    expected_on = _expected_on(scope, month)
    wanted = _checked(scope, month, wanted, today)
    meeting = Meeting(
        organization_id=scope.organization_id,
        state=MeetingState.CALLED,
        month=month,
        starts_at=wanted.starts_at.astimezone(UTC),
        kind=wanted.kind,
        place=wanted.place,
        chair_id=wanted.chair_id,
        clerk_id=wanted.clerk_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(meeting)
    except IntegrityError as broken:
        # The unique index lets one of two chairs through.
        raise StaleEdit("meeting.month_called", month=month.strftime("%m/%Y")) from broken
    planning.set_meeting_day(scope, month, wanted.day)
    touched = moved_days.move(scope, month, expected_on, wanted.day, today)
    _name_topic(scope, meeting, wanted.topic)
    preparing.build(scope, meeting)
    facts = {"day": wanted.day.isoformat(), "kind": meeting.kind} | telling.trail_of(touched)
    transition.remember(scope, meeting, AuditEvent.MEETING_CALLED, **facts)
    telling.invite(scope, meeting, touched, now)
    return meeting


def touched_by_call(
    scope: Scope, month: date, wanted: Arrangement, *, now: datetime
) -> list[Touched]:
    """Whose days would be other ones than they were told if the meeting were called like this.

    Raises what `call` raises for a wrong day, person or text.
    """
    require(Permission.MEETING_PREPARE, scope)
    today, expected_on = clock.day_of(now), _expected_on(scope, month)
    day = _checked(scope, month, wanted, today).day
    return moved_days.would_move(scope, month, expected_on, day, today)


def change(
    scope: Scope, meeting: Meeting, wanted: Arrangement, *, based_on: int, now: datetime
) -> bool:
    """Move a meeting, with the month's due days, or name other people; returns whether it moved.

    Everybody invited is told of another time or place. Raises RuleBroken for a wrong day, person or
    text, or for another time once it is open, and StaleEdit when somebody changed it since.
    """
    moves, earlier = wanted.starts_at != meeting.starts_at, telling.state_of(meeting)
    transition.take(scope, meeting, MeetingStep.MOVE if moves else MeetingStep.ARRANGE)
    if meeting.revision != based_on:
        raise StaleEdit("meeting.newer")
    wanted, had = _checked_move(scope, meeting, wanted, now), queries.day_of(meeting)
    is_elsewhere, touched = wanted.place != meeting.place, []
    meeting.kind, meeting.place = wanted.kind, wanted.place
    meeting.chair_id, meeting.clerk_id = wanted.chair_id, wanted.clerk_id
    if moves:
        meeting.starts_at = wanted.starts_at.astimezone(UTC)
        planning.set_meeting_day(scope, meeting.month, wanted.day)
        today = clock.day_of(now)
        touched = moved_days.move(scope, meeting.month, had, wanted.day, today)
    _name_topic(scope, meeting, wanted.topic)
    preparing.refresh_items(scope, meeting)
    facts = {"day": wanted.day.isoformat()} | telling.trail_of(touched)
    transition.remember(scope, meeting, AuditEvent.MEETING_CHANGED, **facts)
    if moves or is_elsewhere:
        telling.tell_of_change(scope, meeting, earlier, touched, now)
    return moves


def touched_by_change(
    scope: Scope, meeting: Meeting, wanted: Arrangement, *, based_on: int, now: datetime
) -> list[Touched]:
    """Whose days would move, and how, if a meeting were changed like this.

    Raises what `change` raises.
    """
    require(Permission.MEETING_PREPARE, scope)
    if meeting.revision != based_on:
        raise StaleEdit("meeting.newer")
    had, today = queries.day_of(meeting), clock.day_of(now)
    if wanted.starts_at != meeting.starts_at:
        held = queries.standings_of(scope, meeting)
        rules.next_state(meeting.state, MeetingStep.MOVE, held)
    day = _checked_move(scope, meeting, wanted, now).day
    return moved_days.would_move(scope, meeting.month, had, day, today)


def _expected_on(scope: Scope, month: date) -> date:
    """The day that those who report in a month were told so far."""
    plan = plans.month_plan(scope, month)
    if plan.is_held:
        raise RuleBroken("meeting.month_held", month=month.strftime("%m/%Y"))
    return plan.meeting_on


def _checked_move(
    scope: Scope, meeting: Meeting, wanted: Arrangement, now: datetime
) -> Arrangement:
    today, moves = clock.day_of(now), wanted.starts_at != meeting.starts_at
    found = _checked(scope, meeting.month, wanted, today, moves=moves)
    rules.refuse_move_into_past(found.day, queries.day_of(meeting), today)
    return found


def _checked(
    scope: Scope, month: date, wanted: Arrangement, today: date, *, moves: bool = True
) -> Arrangement:
    if wanted.kind not in rules.OF_A_MONTH:
        raise RuleBroken("meeting.kind_unknown", field="kind")
    if moves:
        rules.refuse_day(wanted.day, month=month, today=today)
        papers_on = queries.released_on(reports.every_of_month(scope, month))
        rules.refuse_before_papers(wanted.day, papers_on)
    who = queries.who_may(scope, wanted.day)
    rules.refuse_people(
        wanted.chair_id,
        wanted.clerk_id,
        leaders={m.id for m in who.leaders},
        members={m.id for m in who.members},
    )
    place = rules.refuse_text(
        wanted.place, field="place", missing="meeting.place_missing", longest=rules.LONGEST_PLACE
    )
    refuse_strangers(place, field="place")
    topic = plain(wanted.topic).strip()
    if len(topic) > rules.LONGEST_LINE:
        raise RuleBroken("meeting.too_long", field="topic", longest=rules.LONGEST_LINE)
    return replace(wanted, place=place, topic=topic)


def _name_topic(scope: Scope, meeting: Meeting, topic: str) -> None:
    """Write the topic into the month's plan, where it is stored."""
    planning.set_topic(scope, meeting.month, topic)
    db.session.flush()
    db.session.refresh(meeting, ["topic"])
