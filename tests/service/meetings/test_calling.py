"""Call the meeting of a month, and move it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from tests.as_owner import from_outside
from tests.cast import MONTH, NOW
from tests.service.meetings.room import STARTS, events, told
from webapp.accounts.models import RoleGrant
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.meetings import queries, service
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans import queries as plans
from webapp.plans.models import PlanMonth


def refused(act, *given, **named):
    with pytest.raises(RuleBroken) as broken:
        act(*given, **named)
    return broken.value.code


def test_calling_sets_the_day_builds_the_agenda_and_invites(room, cast):
    meeting = room.call(starts_at=STARTS + timedelta(days=1)).meeting
    assert (meeting.state, meeting.chair.full_name) == (MeetingState.CALLED, "Nguyễn Thị Lan")
    plan = plans.month_plan(room.lan, MONTH)
    assert (plan.meeting_on, plan.is_called) == (date(2026, 11, 28), True)
    titles = [item.title for item in queries.items_of(room.lan, meeting)]
    assert len(titles) == 4
    assert titles[2] == "Báo cáo liên hệ: Phạm Thị Mai"
    everybody_else = [getattr(cast, name).member_id for name in ("dung", "hung", "mai", "binh")]
    assert told("meeting_invitation") == sorted(everybody_else)
    assert events() == ["meeting_called"]
    assert db.session.scalars(select(StaleMonth.month)).all() == [MONTH]


def test_a_month_has_one_meeting(room):
    room.call()
    with pytest.raises(StaleEdit) as stale:
        room.call()
    assert stale.value.code == "meeting.month_called"
    assert len(db.session.scalars(select(Meeting)).all()) == 1


@pytest.mark.parametrize("name", ["hung", "mai"])
def test_only_leaders_call(room, name):
    with pytest.raises(NotVisible):
        service.call(room.scopes[name], MONTH, room.wanted(), now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": STARTS + timedelta(days=60)}, "meeting.day_outside_month"),
        ({"place": "  "}, "meeting.place_missing"),
        ({"place": "x" * 201}, "meeting.too_long"),
        ({"topic": "x" * 301}, "meeting.too_long"),
        ({"kind": MeetingKind.COMMITTEE}, "meeting.kind_unknown"),
        ({"chair_id": None}, "meeting.chair_unknown"),
        ({"clerk_id": 999_999}, "meeting.clerk_unknown"),
    ],
)
def test_what_cannot_be_is_refused(room, changes, code):
    assert refused(room.call, **changes) == code


def test_a_member_without_office_does_not_preside(room, cast):
    assert refused(room.call, chair_id=cast.hung.member_id) == "meeting.chair_unknown"


def test_a_month_that_is_held_is_not_called_again(room):
    here = room.lan.organization_id
    db.session.add(PlanMonth(organization_id=here, month=MONTH, kind="reports", is_held=True))
    db.session.flush()
    assert refused(room.call) == "meeting.month_held"


def test_without_chair_and_deputy_on_the_day_the_reason_is_said(room):
    from_outside(delete(RoleGrant))
    assert refused(room.call) == "meeting.nobody_leads"


def test_a_meeting_held_on_paper_invites_nobody(room):
    room.call(starts_at=NOW - timedelta(days=3))
    assert told("meeting_invitation") == []


def test_moving_moves_the_due_days_and_tells_everybody(room):
    room.call()
    wanted = room.wanted(starts_at=STARTS + timedelta(days=3))
    meeting, now = room.meeting, NOW + timedelta(minutes=10)
    assert service.change(room.lan, meeting, wanted, based_on=meeting.revision, now=now)
    due = plans.month_plan(room.lan, MONTH).deadlines
    assert (due.draft_on, due.final_on) == (date(2026, 11, 22), date(2026, 12, 7))
    assert len(told("meeting_moved")) == 4
    assert events() == ["meeting_called", "meeting_changed"]


def test_moving_twice_a_day_is_told_twice(room):
    room.call()
    for hours in (1, 2):
        meeting, wanted = room.meeting, room.wanted(starts_at=STARTS + timedelta(hours=hours))
        now = NOW + timedelta(hours=hours)
        service.change(room.lan, meeting, wanted, based_on=meeting.revision, now=now)
    assert len(told("meeting_moved")) == 8


def test_another_clerk_is_no_reason_to_tell_everybody(room, cast):
    meeting = room.call().meeting
    wanted = room.wanted(clerk_id=cast.binh.member_id)
    assert not service.change(room.lan, meeting, wanted, based_on=meeting.revision, now=NOW)
    assert told("meeting_moved") == []
    assert room.meeting.clerk.full_name == "Hoàng Thanh Bình"


def test_two_who_change_at_once_do_not_overwrite_each_other(room):
    meeting = room.call().meeting
    known = meeting.revision
    service.add_item(room.lan, meeting, "Kết nạp")
    with pytest.raises(StaleEdit) as stale:
        service.change(room.lan, room.meeting, room.wanted(place="B"), based_on=known, now=NOW)
    assert stale.value.code == "meeting.newer"


def test_a_meeting_is_not_moved_before_its_papers_went_out(room):
    meeting = room.call().meeting
    service.release_papers(room.lan, meeting, now=NOW)
    earlier = room.wanted(starts_at=NOW - timedelta(days=1))
    found = refused(
        service.change, room.lan, room.meeting, earlier, based_on=meeting.revision, now=NOW
    )
    assert found == "meeting.before_papers"


def test_an_open_meeting_stays_at_its_time_but_may_get_another_clerk(room, cast):
    meeting = room.call().open().meeting
    later = room.wanted(starts_at=STARTS + timedelta(hours=1))
    revision = meeting.revision
    found = refused(service.change, room.lan, meeting, later, based_on=revision, now=STARTS)
    assert found == "meeting.is_open"
    wanted = room.wanted(clerk_id=cast.binh.member_id)
    service.change(room.lan, room.meeting, wanted, based_on=revision, now=STARTS)
    assert room.meeting.clerk_id == cast.binh.member_id
