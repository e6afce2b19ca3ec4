"""The room of chair and clerk: /dieu-hanh; what members follow: /dien-bien; the steps in it."""

import pytest

from tests.conftest import HTMX
from tests.service.meetings.room import STARTS
from webapp.core.db import db
from webapp.meetings import queries, roll
from webapp.meetings.rules import MeetingState
from webapp.reports.rules import ReportState


def test_a_meeting_with_one_report_takes_five_taps(as_, room, here):
    room.call()
    room.travel(STARTS)
    chair, report = as_(room.cast.lan), room.report_id
    assert "Bắt đầu buổi sinh hoạt" in chair.get(here()).text
    chair.post(here("/bat-dau"))
    page = chair.get(here("/dieu-hanh")).text
    assert "<strong>Chưa điểm danh</strong> · phải có mặt 5" in page
    assert "Có mặt 5/5" not in page
    chair.post(here("/co-mat-ca"))
    page = chair.get(here("/dieu-hanh")).text
    assert "Có mặt 5/5" in page
    assert "Nguyễn Thị Lan xác nhận 5 người, lúc 15:00 ngày 27/11/2026" in page
    chair.post(here(f"/trinh-bay/{report}"))
    assert "Ghi kết luận" in chair.get(here("/dieu-hanh")).text
    assert chair.get(here(f"/ket-luan/{report}")).status_code == 200
    answer = chair.post(here(f"/ket-luan/{report}"), data={"text": "Báo cáo tốt."})
    assert answer.location.endswith(here("/ket-thuc"))
    assert "Kết thúc buổi sinh hoạt</button>" in chair.get(here("/ket-thuc")).text
    answer = chair.post(here("/ket-thuc"))
    assert answer.location.endswith(here())
    assert room.meeting.state is MeetingState.CLOSED
    assert room.report.state is ReportState.FINALIZING


def test_before_the_day_the_room_says_when_it_opens(as_, room, here):
    room.call()
    page = as_(room.cast.lan).get(here("/dieu-hanh")).text
    assert "Bắt đầu được từ thứ Sáu, 27/11/2026" in page
    refused = as_(room.cast.lan).post(here("/bat-dau"))
    assert refused.status_code == 422
    assert "đổi ngày trước khi bắt đầu" in refused.text


def test_the_chair_may_mark_later(as_, room, here):
    room.call()
    room.travel(STARTS)
    as_(room.cast.dung).post(here("/bat-dau"))
    assert "Chưa điểm danh" in as_(room.cast.hung).get(here("/dieu-hanh")).text


def test_a_double_tap_opens_once_and_another_chair_is_told(as_, room, here):
    room.call()
    room.travel(STARTS)
    chair, data = as_(room.cast.lan), {"idempotency_key": "one"}
    assert chair.post(here("/bat-dau"), data=data).status_code == 303
    assert chair.post(here("/bat-dau"), data=data).status_code == 303
    second = as_(room.cast.dung).post(here("/bat-dau"))
    assert second.status_code == 422
    assert "đang diễn ra" in second.text


@pytest.mark.parametrize("path", ["/bat-dau", "/ket-thuc", "/co-mat-ca"])
def test_members_take_none_of_these_steps(as_, room, here, path):
    room.call()
    room.travel(STARTS)
    if path != "/bat-dau":
        room.open(all_present=False)
    answer = as_(room.cast.binh).post(here(path))
    assert answer.status_code == 422
    assert "thư ký của buổi sinh hoạt" in answer.text


def test_a_member_who_opens_the_room_follows_the_meeting_instead(as_, room, here):
    room.call().open()
    assert as_(room.cast.binh).get(here("/dieu-hanh")).location.endswith("/dien-bien")


def test_members_follow_but_lead_nothing(as_, room, here):
    room.call().open().present()
    room.say("Cần nói rõ hơn.", speaker="hung")
    page = as_(room.cast.binh).get(here("/dien-bien")).text
    for shown in ("Có mặt 5/5", "Cần nói rõ hơn.", "Ý kiến của tôi", "every 20s"):
        assert shown in page
    for hidden in ("Ghi kết luận", "Gác lại", "Kết thúc buổi", "Ghi vắng", "Mời trình bày"):
        assert hidden not in page


def test_a_poll_without_news_is_answered_with_nothing(as_, room, here):
    room.call().open()
    db.session.commit()
    known, older = room.version, "1.0"
    for name, path in (("lan", "/dieu-hanh"), ("binh", "/dien-bien")):
        client = as_(getattr(room.cast, name))
        assert client.get(f"{here(path)}?v={known}", headers=HTMX).status_code == 204
        news = client.get(f"{here(path)}?v={older}", headers=HTMX)
        assert news.status_code == 200
        assert 'id="live-meeting"' in news.text
        assert f"v={known}" in news.text
        assert "<html" not in news.text


def test_a_poll_costs_two_questions(as_, room, here, queries):
    room.call().open()
    client, known = as_(room.cast.binh), room.version
    address = f"{here('/dien-bien')}?v={known}"
    client.get(address, headers=HTMX)
    with queries() as asked:
        client.get(address, headers=HTMX)
    assert len([one for one in asked.sent if one.startswith("SELECT")]) == 2


def test_polling_stops_when_the_meeting_is_over(as_, room, here):
    room.call().open().present().conclude()
    assert "data-poll" in as_(room.cast.binh).get(here("/dien-bien")).text
    room.close()
    for name, path in (("lan", "/dieu-hanh"), ("binh", "/dien-bien")):
        page = as_(getattr(room.cast, name)).get(here(path)).text
        assert "data-poll" not in page
        assert "hx-trigger" not in page.partition("<main")[2]


def test_a_report_not_presented_is_put_off_from_the_room(as_, room, here):
    room.call().open()
    chair, address = as_(room.cast.lan), here(f"/hoan/{room.report_id}")
    assert "tháng 12/2026" in chair.get(address).text
    empty = chair.post(address, data={"reason": " ", "again_in": "2026-12"})
    assert empty.status_code == 422
    assert room.report.state is ReportState.ACCEPTED
    answer = chair.post(address, data={"reason": "Mai ốm.", "again_in": "2026-12"})
    assert answer.location.endswith("/dieu-hanh")
    assert room.report.state is ReportState.POSTPONED
    assert "Kết thúc buổi sinh hoạt" in chair.get(here("/dieu-hanh")).text


def test_putting_off_is_for_leaders(as_, room, here):
    room.call().open()
    address = here(f"/hoan/{room.report_id}")
    assert as_(room.cast.binh).get(address).status_code == 404
    assert as_(room.cast.hung).post(address, data={"reason": "Ốm."}).status_code in (404, 422)
    assert room.report.state is ReportState.ACCEPTED


def test_an_unknown_report_is_not_found(as_, room, here):
    room.call().open()
    chair = as_(room.cast.lan)
    for path in ("/trinh-bay/987654", "/ket-luan/987654", "/hoan/987654"):
        assert chair.post(here(path), data={"reason": "x", "text": "x"}).status_code == 404


def test_the_rest_is_marked_by_one_tap(as_, room, here):
    room.call().open(all_present=False)
    as_(room.cast.hung).post(here("/co-mat-ca"))
    assert roll.turnout(queries.roll_of(room.lan, room.meeting)).present == 5


def test_a_report_accepted_meanwhile_has_its_buttons(as_, room, here):
    room.report.state = ReportState.SUBMITTED
    room.call().open()
    chair, known = as_(room.cast.lan), room.version
    room.report.state = ReportState.ACCEPTED
    db.session.commit()
    news = chair.get(f"{here('/dieu-hanh')}?v={known}", headers=HTMX)
    assert news.status_code == 200
    assert "chưa có trong chương trình: báo cáo của Phạm Thị Mai" in news.text
    for shown in ("Đưa vào chương trình", f"/trinh-bay/{room.report_id}", "Chưa gửi tài liệu"):
        assert (shown in news.text) is (shown != "Chưa gửi tài liệu")
    assert as_(room.cast.binh).post(here("/dua-vao-chuong-trinh")).status_code == 422
    chair.post(here("/dua-vao-chuong-trinh"))
    page = chair.get(here("/dieu-hanh")).text
    assert "Vừa sẵn sàng" not in page
    assert "Chưa gửi tài liệu" in page
    assert chair.post(here("/gui-tai-lieu")).location.endswith("/dieu-hanh")
    assert "Chưa gửi tài liệu" not in chair.get(here("/dieu-hanh")).text


def test_a_report_that_left_the_open_meeting_is_shown_so(as_, room, here):
    room.call().open()
    room.report.state = ReportState.WITHDRAWN
    db.session.commit()
    page = as_(room.cast.lan).get(here("/dieu-hanh")).text
    assert "Báo cáo liên hệ: Phạm Thị Mai" in page
    assert "Mời trình bày" not in page
    assert 'href="' + here("/ket-thuc") in page


def test_marking_the_absent_and_the_rest_is_one_tap(as_, room, here):
    room.call().open(all_present=False)
    binh = room.cast.binh.member_id
    data = {f"presence-{binh}": "excused", f"reason-{binh}": "ốm", "tat-ca-co-mat": "1"}
    as_(room.cast.hung).post(here("/diem-danh"), data=data)
    turnout = roll.turnout(queries.roll_of(room.lan, room.meeting))
    assert (turnout.present, turnout.excused, turnout.unmarked) == (4, 1, 0)


def test_the_next_month_is_chosen_by_itself(as_, room, here):
    room.call().open()
    chair = as_(room.cast.lan)
    for address in (here(f"/hoan/{room.report_id}"), f"/o/k1/bao-cao/{room.report_id}/hoan"):
        page = chair.get(address).text
        assert '<option selected value="2026-12">tháng 12/2026</option>' in page
        assert '<option value="">Chưa chọn tháng</option>' in page
