"""The end of a meeting: what still waits, what is asked, what moves on: /ket-thuc."""

from webapp.core.db import db
from webapp.meetings import queries, roll
from webapp.meetings.rules import MeetingState
from webapp.reports.rules import ReportState


def test_closing_says_what_is_missing(as_, room, here):
    room.call().open()
    chair = as_(room.cast.lan)
    page = chair.get(here("/dieu-hanh")).text
    assert "Báo cáo của Phạm Thị Mai chưa trình bày" in page
    assert "Kết thúc buổi sinh hoạt" not in page
    refused = chair.post(here("/ket-thuc"))
    assert refused.status_code == 422
    assert "Còn báo cáo chưa trình bày: Phạm Thị Mai." in refused.text
    room.present()
    refused = chair.post(here("/ket-thuc"))
    assert "Còn báo cáo chưa có kết luận: Phạm Thị Mai." in refused.text


def test_ending_without_a_roll_call_asks_first(as_, room, here):
    room.call().open(all_present=False).present().conclude()
    chair = as_(room.cast.lan)
    for asked in (chair.get(here("/ket-thuc")), chair.post(here("/ket-thuc"))):
        for shown in (
            "Tất cả có mặt, kết thúc",
            "Điểm danh từng người",
            "Kết thúc, không điểm danh",
        ):
            assert shown in asked.text
    assert (asked.status_code, room.meeting.state) == (422, MeetingState.OPEN)
    assert chair.post(here("/ket-thuc"), data={"tat-ca-co-mat": "1"}).location.endswith(here())
    assert roll.turnout(queries.roll_of(room.lan, room.meeting)).present == 5
    assert "Có mặt: 5" in chair.get(here("/trich-bien-ban")).text


def test_a_meeting_without_a_roll_call_says_so_everywhere(as_, room, here):
    room.call().open(all_present=False).present().conclude()
    chair = as_(room.cast.lan)
    chair.post(here("/ket-thuc"), data={"khong-diem-danh": "1"})
    assert room.meeting.state is MeetingState.CLOSED
    for path in ("/trich-bien-ban", "/dien-bien"):
        page = chair.get(here(path)).text
        assert "Chưa điểm danh" in page
        assert "5/5" not in page
        assert "0/5" not in page
        assert "Có mặt: " not in page


def test_the_question_before_the_end_is_for_leaders(as_, room, here):
    room.call().open()
    assert as_(room.cast.binh).get(here("/ket-thuc")).status_code == 404
    assert as_(room.cast.hung).get(here("/ket-thuc")).status_code == 404


def test_the_end_says_what_moves_on_and_where_to(as_, room, here):
    room.call().open()
    room.report.state = ReportState.DRAFTING
    db.session.commit()
    chair = as_(room.cast.lan)
    page = chair.get(here("/dieu-hanh")).text
    assert "Báo cáo của Phạm Thị Mai chưa sẵn sàng" in page
    assert "chuyển sang tháng có báo cáo kế tiếp" in chair.get(here("/ket-thuc")).text
    chair.post(here("/ket-thuc"))
    assert "Báo cáo của Phạm Thị Mai chuyển sang tháng 12/2026." in chair.get(here()).text
