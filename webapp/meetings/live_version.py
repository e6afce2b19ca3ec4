"""What a page of a meeting shows, as one short word that a poll compares."""

from collections.abc import Iterable

from sqlalchemy import func, select

from webapp.accounts import visible_since
from webapp.accounts.permissions import Permission, allows
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.meetings import queries
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind
from webapp.reports.models import SelfReport
from webapp.reports.queries import ReportRow


def version_of(scope: Scope, meeting_id: int) -> str | None:
    """What changes with every act in a meeting, and with every report that becomes ready for it.

    None for who may not see it.
    """
    if not allows(Permission.MEETING_SEE, scope):
        return None
    ready_ones = (
        select(func.coalesce(func.sum(SelfReport.id), 0))
        .where(
            tenancy.within(scope, SelfReport),
            SelfReport.month == Meeting.month,
            SelfReport.state.in_(queries.ON_AGENDA),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    query = select(Meeting.revision, ready_ones).where(
        tenancy.within(scope, Meeting),
        Meeting.id == meeting_id,
        Meeting.kind != MeetingKind.COMMITTEE,
        visible_since.since_moment(scope, Meeting.starts_at),
    )
    found = db.session.execute(query).first()
    return f"{found[0]}.{found[1]}" if found else None


def version_shown(meeting: Meeting, rows: Iterable[ReportRow]) -> str:
    """As `version_of`, of a meeting and the reports of its month that were read already."""
    return f"{meeting.revision}.{sum(row.id for row in rows if row.state in queries.ON_AGENDA)}"
