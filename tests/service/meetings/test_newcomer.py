"""Whoever leads and came this month, at the meeting of the month before."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.followups import queries as threads
from webapp.followups import service as followups
from webapp.followups.models import WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessStep
from webapp.meetings import queries, service
from webapp.meetings.rules import AgendaKind, MeetingState
from webapp.meetings.service import Verdict
from webapp.reports import queries as reports
from webapp.reports.rules import ReportState

STARTS = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def new(room):
    """Dũng came on 2 December; the meeting of November is on the 4th."""
    room.call(starts_at=STARTS)
    room.travel(STARTS)
    return replace(room.scopes["dung"], sees_since=date(2026, 12, 2))


def items(room):
    found = queries.items_of(room.lan, room.meeting)
    return [item.report_id for item in found if item.kind is AgendaKind.SELF_REPORT]


def opened(room, scope):
    meeting = queries.get_meeting(scope, room.meeting_id)
    service.open_meeting(scope, meeting, now=clock.now())
    return meeting


def test_no_report_unheard_leaves_the_agenda(room, new):
    meeting = opened(room, new)
    assert items(room) == [room.report_id]
    with pytest.raises(RuleBroken, match=r"meeting\.reports_waiting"):
        service.close(new, meeting, now=clock.now())


def test_who_came_before_the_meeting_leads_it_to_its_end(room, new):
    meeting = opened(room, new)
    service.present_report(new, meeting, room.report_id, now=clock.now())
    service.mark_rest_present(new, meeting, now=clock.now())
    service.conclude(new, meeting, room.report_id, Verdict("Báo cáo tốt."), now=clock.now())
    service.close(new, meeting, now=clock.now())
    assert room.meeting.state is MeetingState.CLOSED
    assert room.report.state is ReportState.FINALIZING


def test_what_still_is_to_be_heard_is_in_sight(room, new):
    assert [row.id for row in reports.of_month(new, room.meeting.month)] == [room.report_id]
    room.report.state = ReportState.SUBMITTED
    assert [row.id for row in reports.waiting_for_review(new)] == [room.report_id]


def test_who_came_after_the_meeting_reads_nothing_of_it_and_leaves_nothing_out(room, new):
    late = replace(new, sees_since=date(2026, 12, 5))
    month = room.meeting.month
    assert reports.of_month(late, month) == []
    assert [row.id for row in reports.every_of_month(late, month)] == [room.report_id]
    with pytest.raises(NotVisible):
        reports.get_report(late, room.report_id, Permission.REPORT_READ)


def test_what_was_pointed_out_before_is_gone_on_with_unread(room, new):
    followups.point_out(
        room.lan,
        room.cast.mai.member_id,
        source=WeaknessSource.SUPERIOR,
        wording="Ít phát biểu.",
        pointed_out_on=date(2026, 11, 20),
        now=clock.now(),
    )
    meeting = opened(room, new)
    service.present_report(new, meeting, room.report_id, now=clock.now())
    assert threads.open_for(new, room.report.member_id) == []
    assert len(threads.unseen_of(new, room.report.member_id)) == 1
    service.conclude(new, meeting, room.report_id, Verdict("Báo cáo tốt."), now=clock.now())
    (thread,) = threads.open_for(room.lan, room.report.member_id)
    steps = select(WeaknessEvent.step).where(WeaknessEvent.weakness_id == thread.id)
    assert WeaknessStep.CARRY in db.session.scalars(steps).all()
