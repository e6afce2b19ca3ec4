"""The extract of the minutes: /buoi-hop/<id>/trich-bien-ban."""

from webapp.core import clock
from webapp.meetings import service
from webapp.meetings.roll import Change
from webapp.meetings.rules import Presence


def test_the_extract_names_who_was_there_who_spoke_and_what_was_concluded(as_, room, here):
    room.call().open().present()
    room.say("Cần nói rõ hơn.", speaker="dung")
    aside = room.say("Lời gây chia rẽ.", speaker="hung")
    service.set_aside(room.lan, room.meeting, aside.id, "Không xây dựng.", now=clock.now())
    change = Change(room.cast.binh.member_id, Presence.EXCUSED, "ốm", was=Presence.PRESENT)
    service.mark(room.lan, room.meeting, [change], now=clock.now())
    room.conclude("Báo cáo nghiêm túc.", commendations=["Giúp đồng nghiệp mới."]).close()
    page = as_(room.cast.binh).get(here("/trich-bien-ban")).text
    for shown in (
        "TRÍCH BIÊN BẢN",
        "Phải có mặt: 5. Có mặt: 4. Vắng: 1.",
        "chính thức: 5, có mặt 4",
        "Vắng có lý do (1): Hoàng Thanh Bình (ốm).",
        "Trần Tiến Dũng:",
        "Cần nói rõ hơn.",
        "Báo cáo nghiêm túc.",
        "Giúp đồng nghiệp mới.",
    ):
        assert shown in page
    assert "Bản nháp" not in page


def test_what_was_set_aside_stays_out_of_it_for_everybody(as_, room, here):
    room.call().open().present()
    aside = room.say("Lời gây chia rẽ.")
    service.set_aside(room.lan, room.meeting, aside.id, "Không xây dựng.", now=clock.now())
    for person in (room.cast.lan, room.cast.hung, room.cast.binh):
        page = as_(person).get(here("/trich-bien-ban")).text
        assert "Lời gây chia rẽ." not in page
        assert "Không xây dựng." not in page


def test_while_the_meeting_goes_on_it_is_a_draft(as_, room, here):
    room.call().open()
    assert "Bản nháp" in as_(room.cast.lan).get(here("/trich-bien-ban")).text


def test_before_the_meeting_there_is_none(as_, room, here):
    room.call()
    assert as_(room.cast.lan).get(here("/trich-bien-ban")).location.endswith(here())
