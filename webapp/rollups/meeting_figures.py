"""Count what was recorded of a unit's meetings: length, attendance, opinions, commendations."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, Values, and_, cast, func, select

from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.meetings.models import Attendance, Commendation, Conclusion, Meeting, Opinion
from webapp.meetings.rules import MeetingKind, MeetingState, Presence
from webapp.rollups.measures import Measure

M = Measure

_THEMATIC = (MeetingKind.THEMATIC, MeetingKind.COMBINED)


def sources(scope: TenantScope, days: Values) -> list[Select[Any]]:
    """One select by month for each thing a meeting records."""
    return [
        meetings_held(scope, days),
        quarters(scope, days),
        attendance(scope, days),
        opinions(scope, days),
        commendations(scope, days),
    ]


def _is_over(scope: TenantScope) -> ColumnElement[bool]:
    return and_(
        tenancy.within(scope, Meeting),
        Meeting.state == MeetingState.CLOSED,
        Meeting.kind != MeetingKind.COMMITTEE,
    )


def _of_month(scope: TenantScope, days: Values, *columns: Any) -> Select[Any]:
    return (
        select(days.c.month, *columns)
        .select_from(days)
        .join(Meeting, Meeting.month == days.c.month)
        .where(_is_over(scope))
        .group_by(days.c.month)
    )


def _in_meeting(model: Any) -> ColumnElement[bool]:
    return and_(model.organization_id == Meeting.organization_id, model.meeting_id == Meeting.id)


def meetings_held(scope: TenantScope, days: Values) -> Select[Any]:
    """Closed meetings, and their length in whole minutes."""
    seconds = func.extract("epoch", Meeting.closed_at - Meeting.opened_at)
    length = cast(func.sum(func.round(seconds / 60)), BigInteger)
    return _of_month(
        scope,
        days,
        func.count(Meeting.id).label(M.MEETINGS_HELD),
        func.coalesce(length, 0).label(M.MEETING_MINUTES),
    )


def quarters(scope: TenantScope, days: Values) -> Select[Any]:
    """Whether a thematic session was held in the month, and in its quarter until then."""
    this_month = func.bool_or(Meeting.month == days.c.month)
    return (
        select(
            days.c.month,
            cast(this_month, Integer).label(M.THEMATIC_HELD),
            func.least(func.count(Meeting.id), 1).label(M.THEMATIC_IN_QUARTER),
        )
        .select_from(days)
        .join(Meeting, Meeting.month.between(days.c.quarter_from, days.c.month))
        .where(_is_over(scope), Meeting.kind.in_(_THEMATIC))
        .group_by(days.c.month)
    )


def attendance(scope: TenantScope, days: Values) -> Select[Any]:
    """Who was called, and who was there or not."""

    def those(presence: Presence, measure: M) -> Any:
        return func.count().filter(Attendance.presence == presence).label(measure)

    query = _of_month(
        scope,
        days,
        func.count().label(M.ATTENDANCE_BASE),
        those(Presence.PRESENT, M.PRESENT),
        those(Presence.EXCUSED, M.EXCUSED),
        those(Presence.UNEXCUSED, M.UNEXCUSED),
    )
    return query.join(Attendance, _in_meeting(Attendance)).where(tenancy.within(scope, Attendance))


def opinions(scope: TenantScope, days: Values) -> Select[Any]:
    """Opinions that were not set aside."""
    query = _of_month(scope, days, func.count().label(M.OPINIONS))
    return query.join(Opinion, _in_meeting(Opinion)).where(
        tenancy.within(scope, Opinion), Opinion.set_aside_at.is_(None)
    )


def commendations(scope: TenantScope, days: Values) -> Select[Any]:
    """Good deeds held up in the conclusions, and whose they were."""
    of_conclusion = tenancy.refers_to(Commendation.conclusion_id, Conclusion)
    query = _of_month(
        scope,
        days,
        func.count().label(M.COMMENDATIONS),
        func.count(Commendation.member_id.distinct()).label(M.MEMBERS_COMMENDED),
    )
    return (
        query.join(Conclusion, _in_meeting(Conclusion))
        .join(Commendation, of_conclusion)
        .where(tenancy.within(scope, Conclusion, Commendation))
    )
