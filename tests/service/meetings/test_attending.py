"""Mark who is there, also two at once, and over the members of the meeting's day."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.service.meetings.room import DAY, STARTS, events
from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.meetings import queries, roll, service
from webapp.meetings.models import Attendance
from webapp.meetings.roll import Change
from webapp.meetings.rules import Presence

P = Presence


def stored():
    rows = db.session.scalars(select(Attendance).order_by(Attendance.member_id))
    return {row.member_id: (row.presence, row.reason) for row in rows}


def mark(room, *changes, by="hung"):
    return service.mark(room.scopes[by], room.meeting, changes, now=clock.now())


def test_the_clerk_marks_absentees_with_their_reasons(room, cast):
    room.call().open()
    binh, mai = cast.binh.member_id, cast.mai.member_id
    count = mark(
        room,
        Change(binh, P.EXCUSED, "đi công tác", was=P.PRESENT),
        Change(mai, P.UNEXCUSED, was=P.PRESENT),
        Change(cast.lan.member_id, P.PRESENT, was=P.PRESENT),
    )
    assert count == 2
    assert stored()[binh] == (P.EXCUSED, "đi công tác")
    assert stored()[mai] == (P.UNEXCUSED, None)
    turnout = roll.turnout(queries.roll_of(room.lan, room.meeting))
    assert (turnout.present, turnout.excused, turnout.unexcused) == (3, 1, 1)
    assert events()[-1] == "attendance_marked"
    taken = roll.taken(queries.roll_of(room.lan, room.meeting))
    assert {one.by: one.count for one in taken} == {"Nguyễn Thị Lan": 3, "Lê Văn Hùng": 2}
    assert {one.at for one in taken} == {STARTS}


def test_a_latecomer_is_marked_as_present_again(room, cast):
    room.call().open()
    binh = cast.binh.member_id
    mark(room, Change(binh, P.EXCUSED, "ốm", was=P.PRESENT))
    mark(room, Change(binh, P.PRESENT, was=P.EXCUSED, was_reason="ốm"))
    assert stored()[binh] == (P.PRESENT, None)


def test_of_two_who_mark_differently_the_second_is_told_and_nothing_is_lost(room, cast):
    room.call().open()
    binh, mai = cast.binh.member_id, cast.mai.member_id
    mark(room, Change(binh, P.EXCUSED, "ốm", was=P.PRESENT), by="hung")
    with pytest.raises(StaleEdit) as stale:
        mark(
            room,
            Change(binh, P.UNEXCUSED, was=P.PRESENT),
            Change(mai, P.EXCUSED, was=P.PRESENT),
            by="lan",
        )
    assert (stale.value.code, stale.value.facts["names"]) == (
        "meeting.marked_meanwhile",
        ["Hoàng Thanh Bình"],
    )
    assert stored()[binh] == (P.EXCUSED, "ốm")
    assert stored()[mai] == (P.PRESENT, None)


def test_of_two_who_mark_the_same_both_succeed(room, cast):
    room.call().open()
    for name in ("hung", "lan"):
        mark(room, Change(cast.binh.member_id, P.EXCUSED, "ốm", was=P.PRESENT), by=name)
    assert stored()[cast.binh.member_id] == (P.EXCUSED, "ốm")


def test_saving_without_a_change_remembers_nothing(room, cast):
    room.call().open()
    known = room.meeting.revision
    assert mark(room, Change(cast.mai.member_id, P.PRESENT, was=P.PRESENT)) == 0
    assert room.meeting.revision == known
    assert events().count("attendance_marked") == 1


def test_the_rest_is_present_by_one_tap(room, cast):
    room.call().open(all_present=False)
    mark(room, Change(cast.binh.member_id, P.EXCUSED, "ốm"))
    assert service.mark_rest_present(room.lan, room.meeting, now=clock.now()) == 4
    assert stored()[cast.binh.member_id] == (P.EXCUSED, "ốm")
    assert service.mark_rest_present(room.lan, room.meeting, now=clock.now()) == 0


def test_the_base_is_that_of_the_meetings_day(room, cast):
    status = db.session.scalars(
        select(MembershipStatus).filter_by(member_id=cast.binh.member_id)
    ).one()
    status.until_on = date(2026, 11, 26)
    here = {"organization_id": status.organization_id, "member_id": status.member_id}
    db.session.add(MembershipStatus(status=MemberStatus.EXEMPT, from_on=DAY, **here))
    db.session.flush()
    room.call().open()
    assert cast.binh.member_id not in stored()
    assert roll.turnout(queries.roll_of(room.lan, room.meeting)).base == 4
    with pytest.raises(RuleBroken) as broken:
        mark(room, Change(cast.binh.member_id, P.PRESENT))
    assert broken.value.code == "meeting.not_counted"


@pytest.mark.parametrize("name", ["mai", "binh"])
def test_members_do_not_mark(room, name, cast):
    room.call().open()
    with pytest.raises(RuleBroken) as broken:
        mark(room, Change(cast.mai.member_id, P.EXCUSED, was=P.PRESENT), by=name)
    assert broken.value.code == "meeting.step_not_yours"


def test_the_clerk_of_another_meeting_does_not_mark(room, cast):
    room.call(clerk_id=cast.binh.member_id).open()
    with pytest.raises(RuleBroken) as broken:
        mark(room, Change(cast.mai.member_id, P.EXCUSED, was=P.PRESENT), by="hung")
    assert broken.value.code == "meeting.step_not_yours"


def test_nobody_is_marked_before_the_meeting_is_open(room, cast):
    room.call()
    with pytest.raises(RuleBroken) as broken:
        mark(room, Change(cast.mai.member_id, P.PRESENT))
    assert broken.value.code == "meeting.not_open_yet"
