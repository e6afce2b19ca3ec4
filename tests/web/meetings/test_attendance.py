"""Marking who is there: /buoi-hop/<id>/diem-danh."""

from sqlalchemy import select

from webapp.core.db import db
from webapp.meetings.models import Attendance
from webapp.meetings.rules import Presence


def sent(person, presence, reason="", was="present", was_reason=""):
    key = person.member_id
    return {
        f"presence-{key}": presence,
        f"reason-{key}": reason,
        f"was-{key}": was,
        f"was-reason-{key}": was_reason,
    }


def mark_of(person):
    query = select(Attendance).where(Attendance.member_id == person.member_id)
    row = db.session.scalars(query).one()
    return row.presence, row.reason


def test_the_clerk_sees_everybody_who_must_be_there(as_, room, here):
    room.call().open()
    page = as_(room.cast.hung).get(here("/diem-danh")).text
    for name in ("Nguyễn Thị Lan", "Trần Tiến Dũng", "Hoàng Thanh Bình"):
        assert name in page
    assert "Lý Hồng Phúc" not in page


def test_absentees_are_kept_with_their_reasons(as_, room, here):
    room.call().open()
    cast = room.cast
    data = sent(cast.binh, "excused", "đi công tác") | sent(cast.mai, "unexcused")
    answer = as_(cast.hung).post(here("/diem-danh"), data=data)
    assert answer.location.endswith("/dieu-hanh")
    assert mark_of(cast.binh) == (Presence.EXCUSED, "đi công tác")
    assert mark_of(cast.mai) == (Presence.UNEXCUSED, None)
    page = as_(cast.hung).get(here("/dieu-hanh")).text
    assert "vắng có lý do 1" in page
    assert "vắng không lý do 1" in page


def test_the_second_of_two_clerks_is_told_and_keeps_what_was_chosen(as_, room, here):
    room.call().open()
    cast = room.cast
    as_(cast.hung).post(here("/diem-danh"), data=sent(cast.binh, "excused", "ốm"))
    data = sent(cast.binh, "unexcused", "không báo") | sent(cast.mai, "excused", "họp")
    page = as_(cast.lan).post(here("/diem-danh"), data=data)
    assert page.status_code == 409
    assert "Người khác vừa điểm danh khác đi: Hoàng Thanh Bình" in page.text
    assert 'value="không báo"' in page.text
    assert 'value="họp"' in page.text
    assert "Hiện đang ghi: vắng có lý do (ốm)" in page.text
    assert mark_of(cast.binh) == (Presence.EXCUSED, "ốm")
    assert mark_of(cast.mai) == (Presence.PRESENT, None)


def test_nonsense_changes_nothing(as_, room, here):
    room.call().open()
    data = sent(room.cast.binh, "everywhere") | {"presence-987654": "present", "presence-x": "1"}
    answer = as_(room.cast.hung).post(here("/diem-danh"), data=data)
    assert answer.status_code == 422
    assert mark_of(room.cast.binh) == (Presence.PRESENT, None)


def test_a_reason_too_long_is_refused_and_kept_on_the_page(as_, room, here):
    room.call().open()
    data = sent(room.cast.binh, "excused", "x" * 201)
    page = as_(room.cast.hung).post(here("/diem-danh"), data=data)
    assert page.status_code == 422
    assert "x" * 201 in page.text


def test_neither_members_nor_other_clerks_mark(as_, room, here):
    room.call(clerk_id=room.cast.binh.member_id).open()
    data = sent(room.cast.mai, "excused", "ốm")
    for person in (room.cast.hung, room.cast.mai):
        assert as_(person).get(here("/diem-danh")).status_code == 404
        refused = as_(person).post(here("/diem-danh"), data=data)
        assert refused.status_code == 422
        assert "thư ký của buổi sinh hoạt" in refused.text
    assert mark_of(room.cast.mai) == (Presence.PRESENT, None)


def test_before_and_after_the_meeting_nobody_is_marked(as_, room, here):
    room.call()
    clerk, data = as_(room.cast.hung), sent(room.cast.mai, "excused", was="")
    assert clerk.get(here("/diem-danh")).location.endswith("/dieu-hanh")
    assert "chưa bắt đầu" in clerk.post(here("/diem-danh"), data=data).text
    room.open().present().conclude().close()
    # Eleven days later Hùng has to sign in again.
    closed = as_(room.cast.hung).post(here("/diem-danh"), data=data)
    assert closed.status_code == 422
    assert "đã kết thúc" in closed.text
