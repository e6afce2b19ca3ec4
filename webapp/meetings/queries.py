"""Meetings of a year, one meeting for an actor, its agenda with reports, its roll."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import extract, select
from sqlalchemy.orm.attributes import set_committed_value

from webapp.accounts import queries as accounts
from webapp.accounts import visible_since
from webapp.accounts.permissions import Permission, allows, permitted
from webapp.accounts.rules import ACTIVE, LEADERS, MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.meetings import rules, statements
from webapp.meetings.agenda import Ready, topic_title
from webapp.meetings.models import AgendaItem, Meeting
from webapp.meetings.roll import Gaps, Mark, Unheard, turnout, unmarked
from webapp.meetings.rules import AgendaKind, MeetingKind, Standing
from webapp.reports import queries as reports
from webapp.reports.queries import ReportRow
from webapp.reports.rules import ReportState

#: The committee has agreed to these; they stand on the agenda.
ON_AGENDA = (
    ReportState.ACCEPTED,
    ReportState.PRESENTED,
    ReportState.FINALIZING,
    ReportState.FILED_FOR,
    ReportState.FILED,
)
#: These are still being written or commented on.
_NOT_READY = (
    ReportState.ASSIGNED,
    ReportState.DRAFTING,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
)


@dataclass(frozen=True)
class Lead:
    """Who may preside over a meeting on a day, and who may keep its minutes."""

    leaders: list[accounts.Member]
    members: list[accounts.Member]

    @property
    def usual_chair(self) -> int | None:
        """The chair of the unit, or its deputy where there is none on the day."""
        chairs = [m.id for m in self.leaders if Role.CHAIR in m.roles]
        return next(iter([*chairs, *(m.id for m in self.leaders)]), None)


def day_of(meeting: Meeting) -> date:
    """The day of a meeting in Hanoi."""
    return clock.day_of(meeting.starts_at)


def get_meeting(
    scope: Scope, meeting_id: int, permission: Permission = Permission.MEETING_SEE
) -> Meeting:
    """One meeting with its chair and clerk, if this actor may do this with it.

    Raises NotVisible otherwise: absent, foreign and forbidden look the same.
    """
    found: Meeting | None = db.session.scalar(
        *statements.with_leaders(scope, meeting_id=meeting_id)
    )
    return permitted(permission, scope, found)


def standings_of(scope: Scope, meeting: Meeting) -> frozenset[Standing]:
    """How the actor stands towards a meeting; chair and deputy record as well."""
    granted = {
        Standing.LEADER: Permission.MEETING_LEAD,
        Standing.RECORDER: Permission.MEETING_RECORD,
        Standing.MEMBER: Permission.MEETING_SEE,
    }
    return frozenset(s for s, permission in granted.items() if allows(permission, scope, meeting))


def of_month(scope: Scope, month: date) -> int | None:
    """The identifier of the meeting a month was called for, if it was."""
    query = select(Meeting.id).where(
        tenancy.within(scope, Meeting),
        Meeting.month == month,
        Meeting.kind != MeetingKind.COMMITTEE,
        visible_since.since_moment(scope, Meeting.starts_at),
    )
    return db.session.scalar(query)


def called_months(scope: Scope, months: Iterable[date]) -> set[date]:
    """Those of the months whose meeting has been called."""
    query = select(Meeting.month).where(
        tenancy.within(scope, Meeting),
        Meeting.month.in_(list(months)),
        Meeting.kind != MeetingKind.COMMITTEE,
    )
    return set(db.session.scalars(query))


def of_year(scope: Scope, year: int) -> list[Meeting]:
    """The meetings for the months of a year, the latest first."""
    query = (
        tenancy.rows_of(scope, Meeting)
        .where(
            Meeting.month.between(date(year, 1, 1), date(year, 12, 31)),
            Meeting.kind != MeetingKind.COMMITTEE,
            visible_since.since_moment(scope, Meeting.starts_at),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return list(db.session.scalars(query))


def years(scope: Scope) -> list[int]:
    """The years with meetings, the latest first."""
    year = extract("year", Meeting.month)
    visible = visible_since.since_moment(scope, Meeting.starts_at)
    query = (
        select(year)
        .where(tenancy.within(scope, Meeting), visible)
        .group_by(year)
        .order_by(year.desc())
    )
    return [int(found) for found in db.session.scalars(query)]


def last_clerk(scope: Scope) -> int | None:
    """Who kept the minutes of the latest meeting."""
    query = (
        select(Meeting.clerk_id)
        .where(tenancy.within(scope, Meeting), Meeting.kind != MeetingKind.COMMITTEE)
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def who_may(scope: Scope, day: date) -> Lead:
    """Who may preside and who may keep the minutes on a day."""
    members = [m for m in accounts.members_on(scope, day) if m.status in ACTIVE]
    return Lead([m for m in members if m.roles & LEADERS], members)


def items_of(scope: Scope, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order; the thematic session is named by the present topic of the month."""
    items = list(db.session.scalars(*statements.items(scope, meeting_id=meeting.id)))
    for item in items:
        if item.kind is AgendaKind.TOPIC:
            set_committed_value(item, "title", topic_title(meeting.topic))
    return items


def get_item(scope: Scope, meeting: Meeting, item_id: int) -> AgendaItem:
    """One item of the agenda.

    Raises NotVisible when there is none in this meeting.
    """
    query = tenancy.rows_of(scope, AgendaItem).where(
        AgendaItem.id == item_id, AgendaItem.meeting_id == meeting.id
    )
    found: AgendaItem | None = db.session.scalar(query)
    return seen(found)


def reports_of(scope: Scope, meeting: Meeting) -> list[ReportRow]:
    """The reports of the meeting's month that stand on its agenda."""
    return [r for r in reports.every_of_month(scope, meeting.month) if r.state in ON_AGENDA]


def ready(rows: Iterable[ReportRow]) -> list[Ready]:
    """The reports of a month as the agenda names them."""
    return [Ready(row.id, row.member_name) for row in rows if row.state in ON_AGENDA]


def released_on(rows: Iterable[ReportRow]) -> date | None:
    """The last day on which papers of these reports went out."""
    moments: list[datetime] = [row.released_at for row in rows if row.released_at]
    return max((clock.day_of(moment) for moment in moments), default=None)


def roll_of(scope: Scope, meeting: Meeting) -> list[Mark]:
    """Every member as they stood on the meeting's day, with their marks, in one query."""
    rows = [
        Mark(
            row.id,
            row.full_name,
            row.status or MemberStatus.LEFT,
            row.presence,
            row.reason or "",
            row.marked_by or "",
            row.marked_at,
        )
        for row in statements.marks.rows(scope, meeting_id=meeting.id, day=day_of(meeting))
    ]
    return [mark for mark in rows if mark.status is not MemberStatus.LEFT or mark.presence]


def gaps(rows: Iterable[ReportRow], marks: Iterable[Mark]) -> Gaps:
    """What a meeting still waits for before it can be closed."""

    def those(*states: ReportState) -> list[Unheard]:
        return [Unheard(r.id, r.member_name, r.state) for r in rows if r.state in states]

    rows, marks = list(rows), list(marks)
    return Gaps(
        not_presented=those(ReportState.ACCEPTED),
        not_concluded=those(ReportState.PRESENTED),
        unmarked=[mark.full_name for mark in unmarked(marks)],
        is_roll_taken=turnout(marks).is_taken,
        not_ready=those(*_NOT_READY),
    )


def steps_of(scope: Scope, meeting: Meeting) -> frozenset[rules.MeetingStep]:
    """The steps the actor may take with a meeting now."""
    return rules.open_steps(meeting.state, standings_of(scope, meeting))
