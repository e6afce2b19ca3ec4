"""One meeting: /buoi-hop/<id>, its changes, its agenda in the making, its papers, its calendar."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from tests.cast import NOW
from tests.service.meetings.room import STARTS
from webapp.core.db import db
from webapp.meetings import queries
from webapp.plans import queries as plans


def titles(room):
    return [item.title for item in queries.items_of(room.lan, room.meeting)]


def test_every_member_sees_time_place_and_agenda(as_, room, here):
    room.call()
    page = as_(room.cast.binh).get(here()).text
    for shown in ("15 giờ 00", "Hội trường tầng 2", "Phạm Thị Mai", "Lê Văn Hùng", "lich.ics"):
        assert shown in page
    assert "Sửa lịch" not in page
    assert "Đọc báo cáo" not in page


def test_papers_are_read_once_they_are_sent(as_, room, here):
    room.call()
    chair = as_(room.cast.lan)
    assert "Gửi tài liệu cho đảng viên" in chair.get(here()).text
    assert chair.post(here("/gui-tai-lieu")).status_code == 303
    page = as_(room.cast.binh).get(here()).text
    assert f"/bao-cao/{room.report_id}" in page
    assert as_(room.cast.binh).get(f"/o/k1/bao-cao/{room.report_id}").status_code == 200
    assert chair.post(here("/gui-tai-lieu")).status_code == 422


def test_members_do_not_send_papers(as_, room, here):
    room.call()
    assert as_(room.cast.binh).post(here("/gui-tai-lieu")).status_code == 422
    assert room.report.released_at is None


@pytest.mark.parametrize("path", ["", "/dieu-hanh", "/dien-bien", "/lich.ics", "/trich-bien-ban"])
def test_a_meeting_of_nobody_or_of_others_is_not_found(as_, room, here, path):
    room.call()
    assert as_(room.cast.lan).get(f"/o/k1/buoi-hop/987654{path}").status_code == 404
    assert as_(room.cast.khanh).get(here(path)).status_code == 404
    other = f"/o/k2/buoi-hop/{room.meeting_id}{path}"
    assert as_(room.cast.khanh).get(other).status_code == 404


def change(room, **changes):
    return {
        "kind": "regular",
        "day": "2026-11-30",
        "hour": "08:30",
        "place": "Phòng giao ban",
        "topic": "",
        "chair_id": str(room.cast.lan.member_id),
        "clerk_id": "0",
        "revision": str(room.meeting.revision),
    } | changes


def test_the_chair_moves_the_meeting_and_the_due_days_follow(as_, room, here):
    room.call()
    lan, revision = as_(room.cast.lan), room.meeting.revision
    page = lan.post(here("/sua"), data=change(room))
    assert page.status_code == 200
    assert "1 người có hạn mới" in page.text
    assert "Phạm Thị Mai: nộp lưu báo cáo 07/12/2026 (trước là 04/12/2026)." in page.text
    assert (room.meeting.place, room.meeting.revision) == ("Hội trường tầng 2", revision)
    other_day = change(room, agreed_day="2026-11-29")
    assert "1 người có hạn mới" in lan.post(here("/sua"), data=other_day).text
    agreed = re.search(r'name="agreed_day" value="(.*?)"', page.text)[1]
    answer = lan.post(here("/sua"), data=change(room, agreed_day=agreed))
    assert answer.status_code == 303
    assert room.report.final_on == date(2026, 12, 7)
    assert (room.meeting.place, room.meeting.clerk_id) == ("Phòng giao ban", None)
    assert plans.month_plan(room.lan, room.meeting.month).meeting_on.day == 30


def test_a_meeting_that_was_called_is_not_moved_into_the_past(as_, room, here):
    room.call()
    page = as_(room.cast.lan).post(here("/sua"), data=change(room, day="2026-11-13"))
    assert page.status_code == 422
    assert "Ngày này đã qua" in page.text
    assert room.meeting.starts_at == STARTS


def test_a_stale_change_is_refused_with_what_was_typed(as_, room, here):
    room.call()
    page = as_(room.cast.dung).post(here("/sua"), data=change(room, revision="0"))
    assert page.status_code == 409
    assert "Phòng giao ban" in page.text
    assert "Hội trường tầng 2" in page.text
    assert f'name="revision" value="{room.meeting.revision}"' in page.text


def test_a_wrong_day_is_said_beside_the_field(as_, room, here):
    room.call()
    page = as_(room.cast.lan).post(here("/sua"), data=change(room, day="2027-05-01"))
    assert page.status_code == 422
    assert "quá xa tháng 11/2026" in page.text


def test_members_do_not_see_the_forms_of_leaders(as_, room, here):
    room.call()
    for path in ("/sua", "/chuong-trinh", "/diem-danh"):
        assert as_(room.cast.binh).get(here(path)).status_code == 404
    assert as_(room.cast.binh).post(here("/sua"), data=change(room)).status_code == 404


def test_the_agenda_is_changed_by_buttons(as_, room, here):
    room.call()
    chair = as_(room.cast.lan)
    assert chair.post(here("/chuong-trinh"), data={"title": "Kết nạp"}).status_code == 303
    item = next(i for i in queries.items_of(room.lan, room.meeting) if i.title == "Kết nạp")
    address = here(f"/chuong-trinh/{item.id}")
    chair.post(f"{address}/chuyen", data={"huong": "len"})
    assert titles(room)[2] == "Kết nạp"
    chair.post(f"{address}/chuyen", data={"huong": "xuong"})
    assert titles(room)[3] == "Kết nạp"
    chair.post(f"{address}/bo")
    assert "Kết nạp" not in titles(room)
    assert chair.post(f"{address}/bo").status_code == 404
    assert chair.get(here("/chuong-trinh")).status_code == 200
    assert chair.post(here("/chuong-trinh/lam-moi")).status_code == 303


def test_an_item_too_long_stays_in_its_field(as_, room, here):
    room.call()
    page = as_(room.cast.lan).post(here("/chuong-trinh"), data={"title": "x" * 301})
    assert page.status_code == 422
    assert "dài quá 300 ký tự" in page.text
    assert "x" * 301 in page.text


def test_a_double_tap_moves_by_one_place(as_, room, here):
    room.call()
    chair = as_(room.cast.lan)
    item = queries.items_of(room.lan, room.meeting)[-1]
    for _tap in range(2):
        data = {"huong": "len", "idempotency_key": "tap"}
        chair.post(here(f"/chuong-trinh/{item.id}/chuyen"), data=data)
    assert titles(room).index(item.title) == 2


def test_a_ready_report_stays_on_the_agenda(as_, room, here):
    room.call()
    item = next(i for i in queries.items_of(room.lan, room.meeting) if i.report_id)
    page = as_(room.cast.lan).post(here(f"/chuong-trinh/{item.id}/bo"))
    assert page.status_code == 422
    assert "hãy hoãn báo cáo" in page.text


def test_the_calendar_entry_has_time_and_place_and_nothing_of_a_report(as_, room, here):
    room.call()
    answer = as_(room.cast.binh).get(here("/lich.ics"))
    assert answer.mimetype == "text/calendar"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["DTSTART"].dt == room.meeting.starts_at
    assert event["LOCATION"] == "Hội trường tầng 2"
    assert event["UID"] == f"k1.meeting-{room.meeting_id}@example.vn"
    assert "Mai" not in answer.text
    assert "canary" not in answer.text


def test_a_meeting_that_is_over_leads_to_its_minutes(as_, room, here):
    room.call().open().present().conclude().close()
    db.session.commit()
    page = as_(room.cast.binh).get(here()).text
    assert "Trích biên bản" in page
    assert "Thêm vào lịch" not in page
    assert as_(room.cast.lan).get(here("/sua")).status_code == 303
    assert as_(room.cast.lan).get(here("/chuong-trinh")).status_code == 303


def test_reports_not_agreed_to_are_named_for_leaders_only(as_, room, here):
    room.call()
    room.report.state = "submitted"
    room.report.submitted_at = NOW
    assert "Chưa sẵn sàng" in as_(room.cast.lan).get(here()).text
    assert "Chưa sẵn sàng" not in as_(room.cast.binh).get(here()).text
