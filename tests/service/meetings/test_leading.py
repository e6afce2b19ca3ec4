"""Open a meeting, have reports presented or put off, close it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH
from tests.service.meetings.room import AFTER, DAY, STARTS, events, told
from webapp.accounts.models import RoleGrant
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.meetings import queries, roll, service
from webapp.meetings.models import Attendance, Meeting
from webapp.meetings.roll import Change
from webapp.meetings.rules import MeetingState, Presence
from webapp.plans import queries as plans
from webapp.plans.models import PlanMonth, Turn
from webapp.plans.rules import MonthKind, TurnState, months_ahead
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import ReportState


def refused(act, *given, **named):
    with pytest.raises(RuleBroken) as broken:
        act(*given, **named)
    return broken.value


def turnout(room):
    return roll.turnout(queries.roll_of(room.lan, room.meeting))


def mark(room, name, presence, was=Presence.PRESENT):
    change = Change(getattr(room.cast, name).member_id, presence, "ốm", was=was)
    service.mark(room.lan, room.meeting, [change], now=clock.now())


def test_opening_marks_nobody(room):
    room.call().open(all_present=False)
    assert (room.meeting.state, room.meeting.opened_at) == (MeetingState.OPEN, STARTS)
    assert (turnout(room).base, turnout(room).unmarked) == (5, 5)
    assert not turnout(room).is_taken
    assert events()[1:] == ["meeting_opened"]


def test_a_meeting_is_not_opened_before_its_day(room):
    room.call()
    found = refused(service.open_meeting, room.lan, room.meeting, now=clock.now())
    assert (found.code, found.facts["day"]) == ("meeting.not_its_day", "27/11/2026")


def test_whoever_presides_must_lead_the_unit_on_the_day(room, cast):
    room.call(chair_id=cast.dung.member_id)
    grant = db.session.scalars(select(RoleGrant).filter_by(member_id=cast.dung.member_id)).one()
    grant.until_on = DAY - timedelta(days=1)
    db.session.flush()
    assert refused(room.open).code == "meeting.chair_gone"


def test_the_second_of_two_who_open_at_once_is_told_so(room):
    meeting = room.call().meeting
    room.travel(STARTS)
    # Somebody else opened it after this page was loaded.
    table = Meeting.__table__
    db.session.execute(table.update().values(state="open", opened_at=STARTS))
    with pytest.raises(StaleEdit) as stale:
        service.open_meeting(room.lan, meeting, now=STARTS)
    assert stale.value.code == "meeting.changed_meanwhile"


@pytest.mark.parametrize("name", ["hung", "mai", "binh"])
def test_neither_clerk_nor_member_opens_or_closes(room, name):
    room.call()
    scope = room.scopes[name]
    opened = refused(service.open_meeting, scope, room.meeting, now=STARTS)
    assert opened.code == "meeting.step_not_yours"
    room.open()
    assert refused(service.close, scope, room.meeting, now=STARTS).code == "meeting.step_not_yours"


def test_presenting_keeps_the_text_as_it_was_heard(room):
    room.call().open().present()
    assert room.report.state is ReportState.PRESENTED
    kept = db.session.scalars(select(ReportVersion.frozen_as).order_by(ReportVersion.number)).all()
    assert kept == ["submitted", "presented"]


def test_who_is_absent_does_not_present(room):
    room.call().open()
    mark(room, "mai", Presence.EXCUSED)
    found = refused(room.present)
    assert (found.code, found.facts["name"]) == ("meeting.author_absent", "Phạm Thị Mai")


def test_a_report_of_another_month_is_not_presented_here(room):
    room.call().open()
    room.report.month = date(2026, 10, 1)
    db.session.flush()
    with pytest.raises(NotVisible):
        room.present()


def test_a_report_that_could_not_be_presented_is_put_off(room):
    room.call().open()
    db.session.commit()
    assert (
        refused(
            service.postpone_report, room.lan, room.meeting, room.report_id, "", now=STARTS
        ).code
        == "report.reason_missing"
    )
    db.session.rollback()
    again = date(2026, 12, 1)
    service.postpone_report(
        room.lan, room.meeting, room.report_id, "Mai ốm.", again_in=again, now=STARTS
    )
    assert room.report.state is ReportState.POSTPONED
    months = select(Turn.month).where(Turn.state == "standing")
    assert db.session.scalars(months).all() == [again]
    assert all(i.report_id is None for i in queries.items_of(room.lan, room.meeting))
    room.close()
    assert room.meeting.state is MeetingState.CLOSED


def test_closing_names_the_report_that_was_not_presented(room):
    found = refused(room.call().open().close)
    assert found.code == "meeting.reports_waiting"
    assert found.facts["names"] == ["Phạm Thị Mai"]


def test_closing_names_the_report_without_a_conclusion(room):
    found = refused(room.call().open().present().close)
    assert (found.code, found.facts["names"]) == ("meeting.not_concluded", ["Phạm Thị Mai"])


def test_closing_waits_until_everybody_is_marked(room):
    found = refused(room.call().open(all_present=False).present().conclude().close)
    assert (found.code, found.facts["count"]) == ("meeting.unmarked", 5)


def test_whoever_closes_may_say_that_all_are_there(room, cast):
    room.call().open(all_present=False).present().conclude().close(rest_present=True)
    assert (room.meeting.state, turnout(room).present) == (MeetingState.CLOSED, 5)
    [taken] = roll.taken(queries.roll_of(room.lan, room.meeting))
    assert (taken.by, taken.count, taken.at) == ("Nguyễn Thị Lan", 5, STARTS + AFTER)


def test_without_a_roll_call_nobody_counts_as_there_or_absent(room):
    room.call().open(all_present=False).present().conclude().close(without_roll=True)
    assert room.meeting.state is MeetingState.CLOSED
    assert db.session.scalars(select(Attendance)).all() == []
    closing = select(AuditEntry.facts["present"]).where(AuditEntry.event == "meeting_closed")
    assert not db.session.scalars(closing).one()


def test_a_roll_half_taken_is_not_left_so(room):
    room.call().open(all_present=False)
    mark(room, "binh", Presence.EXCUSED, was=None)
    room.present().conclude()
    found = refused(room.close, without_roll=True)
    assert (found.code, found.facts["count"]) == ("meeting.unmarked", 4)


def test_closing_ends_the_month(room):
    room.call().open().present().conclude().close()
    meeting = room.meeting
    assert (meeting.state, meeting.closed_at) == (
        MeetingState.CLOSED,
        STARTS + timedelta(minutes=90),
    )
    assert plans.month_plan(room.lan, MONTH).is_held
    assert events()[-1] == "meeting_closed"


@pytest.mark.parametrize("again", ["open", "present", "conclude", "say", "close"])
def test_nothing_changes_after_the_end(room, again):
    room.call().open().present().conclude().close()
    assert refused(getattr(room, again)).code == "meeting.is_closed"


@pytest.mark.parametrize("state", ["assigned", "drafting", "submitted", "returned"])
def test_what_was_not_ready_moves_on_when_the_meeting_ends(room, cast, state):
    room.call().open()
    room.report.state = ReportState(state)
    old = room.report.turn_id
    room.close()
    turns = db.session.execute(select(Turn.id, Turn.month, Turn.state).order_by(Turn.id)).all()
    assert [(t.month, t.state) for t in turns if t.id == old] == [(MONTH, TurnState.POSTPONED)]
    [new] = [t for t in turns if t.id != old]
    assert (new.month, new.state) == (date(2026, 12, 1), TurnState.STANDING)
    report = db.session.scalars(select(SelfReport).where(SelfReport.turn_id == new.id)).one()
    assert report.state in (ReportState.DRAFTING, ReportState.RETURNED)
    kinds = {cast.mai.member_id, cast.dung.member_id}
    assert kinds <= set(told("report_postponed"))
    assert cast.binh.member_id not in told("report_postponed")
    assert "report_postponed" in events()


def test_where_no_month_takes_it_the_report_stays_and_the_chair_is_told(room):
    room.call().open()
    room.report.state = ReportState.SUBMITTED
    months = [month for month in months_ahead(DAY) if month > MONTH]
    key = {"organization_id": room.meeting.organization_id, "kind": MonthKind.NONE}
    db.session.add_all(PlanMonth(month=month, **key) for month in months)
    db.session.flush()
    [moved] = service.close(room.lan, room.meeting, now=STARTS + AFTER)
    assert (moved.name, moved.month) == ("Phạm Thị Mai", None)
    assert (room.report.state, room.report.month) == (ReportState.SUBMITTED, MONTH)
