"""Statements of the pages of a meeting, composed once."""

from datetime import date

from sqlalchemy import Executable, and_, select
from sqlalchemy.orm import aliased, joinedload

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.core import tenancy
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.meetings.models import AgendaItem, Attendance, Meeting
from webapp.meetings.rules import MeetingKind


@prepared
def with_leaders(scope: TenantScope, *, meeting_id: int) -> Executable:
    """One meeting with its chair and clerk."""
    return (
        tenancy.rows_of(scope, Meeting)
        .where(Meeting.id == meeting_id, Meeting.kind != MeetingKind.COMMITTEE)
        .options(joinedload(Meeting.chair), joinedload(Meeting.clerk))
        .execution_options(populate_existing=True)
    )


@prepared
def items(scope: TenantScope, *, meeting_id: int) -> Executable:
    """The agenda of one meeting in its order."""
    return (
        tenancy.rows_of(scope, AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )


@prepared
def marks(scope: TenantScope, *, meeting_id: int, day: date) -> Executable:
    """Every member with the status of a day, the mark in one meeting and whose mark it is."""
    of_meeting = and_(
        tenancy.refers_to(Attendance.member_id, Membership),
        Attendance.meeting_id == meeting_id,
    )
    marker = aliased(Membership)
    return (
        select(
            Membership.id,
            Membership.full_name,
            accounts.status_of(day).label("status"),
            Attendance.presence,
            Attendance.reason,
            marker.full_name.label("marked_by"),
            Attendance.marked_at,
        )
        .outerjoin(Attendance, of_meeting)
        .outerjoin(marker, tenancy.refers_to(Attendance.marked_by, marker))
        .where(tenancy.within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
