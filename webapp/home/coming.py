"""The meetings near by and the thematic sessions that wait for a member, in one statement."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Executable, and_, null, or_, select, union_all

from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.prepared import prepared
from webapp.core.tenancy import TenantScope
from webapp.home.facts import MeetingFact
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.thematic.models import ThematicPreparer, ThematicSession


def near_by(
    scope: Scope, released: Collection[date], today: date
) -> tuple[list[MeetingFact], list[date]]:
    """The meetings near by, and the months whose thematic session waits for this member.

    `released` has the months whose papers are out.
    """
    since, month = clock.previous_month(clock.month_of(today)), clock.month_of(today)
    asked = _near_meetings(scope, since=since, month=month, member_id=scope.member_id)
    rows = db.session.execute(*asked).all()
    meetings = [
        MeetingFact(
            row.id,
            row.month,
            row.state,
            clock.in_hanoi(row.starts_at).date(),
            row.month in released,
            today,
            clock.in_hanoi(row.starts_at),
            row.place,
        )
        for row in rows
        if row.state is not None
    ]
    return meetings, [row.month for row in rows if row.state is None]


@prepared
def _near_meetings(
    scope: TenantScope, *, since: date, month: date, member_id: int | None
) -> Executable:
    meetings = select(
        Meeting.id, Meeting.month, Meeting.state, Meeting.starts_at, Meeting.place
    ).where(
        tenancy.within(scope, Meeting),
        Meeting.kind != MeetingKind.COMMITTEE,
        or_(Meeting.state != MeetingState.CLOSED, Meeting.month >= since),
    )
    # The first screen has no statement to spare: sessions come along as rows without a state.
    unprepared = (
        select(ThematicSession.id, ThematicSession.month, null(), null(), null())
        .join(
            ThematicPreparer,
            and_(
                ThematicPreparer.organization_id == ThematicSession.organization_id,
                ThematicPreparer.session_id == ThematicSession.id,
            ),
        )
        .where(
            tenancy.within(scope, ThematicSession, ThematicPreparer),
            ThematicPreparer.member_id == member_id,
            ThematicSession.questions_id.is_(None),
            ThematicSession.month >= month,
        )
    )
    return union_all(meetings, unprepared).order_by("starts_at", "month")
