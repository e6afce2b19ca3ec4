"""The way of a weakness as a page and on paper: /theo-doi/<id>/qua-trinh."""

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.meetings.room import Room, make_ready
from webapp.audit.models import ReadEntry
from webapp.core.db import db
from webapp.followups import service
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessStep
from webapp.meetings.service import Answer, NewWeakness


@pytest.fixture
def room(cast, scope_of, moment):
    """A meeting in which Mai presented and something was pointed out to her."""
    make_ready(cast.report)
    cast.__dict__["report_id"] = cast.report.id
    room = Room(cast, scope_of, moment)
    helper = cast.binh.member_id
    room.call().open().present().conclude(weaknesses=[NewWeakness("Ít phát biểu.", None, helper)])
    db.session.commit()
    return room


@pytest.fixture
def address(room):
    """Where the way of that weakness is shown."""
    return f"/o/k1/theo-doi/{weakness().id}/qua-trinh"


def weakness():
    return db.session.scalars(select(Weakness)).one()


def read_by():
    return {(e.subject_type, e.reader_id) for e in db.session.scalars(select(ReadEntry))}


@pytest.mark.parametrize("tail", ["", "/ban-in"])
def test_member_helper_and_committee_see_it_with_the_meeting_nobody_else(
    as_, cast, room, address, tail
):
    for person in (cast.mai, cast.binh, cast.hung):
        page = as_(person).get(address + tail)
        assert page.status_code == 200
        assert "Ít phát biểu." in page.text
        assert f"/o/k1/buoi-hop/{room.meeting_id}" in page.text
        assert "Tại buổi sinh hoạt tháng 11/2026" in page.text
        assert "người giúp đỡ: Hoàng Thanh Bình" in page.text
    for person in (cast.khanh, cast.oanh, cast.van):
        assert as_(person).get(address + tail).status_code == 404
    assert as_(cast.lan).get("/o/k1/theo-doi/987654/qua-trinh" + tail).status_code == 404


def test_the_menu_marks_the_threads_on_it(as_, cast, address):
    page = as_(cast.mai).get(address).text
    assert 'aria-current="page">Theo dõi khắc phục</a>' in page


def test_reading_of_others_is_written_down_for_the_member(as_, cast, address):
    as_(cast.mai).get(address)
    assert read_by() == set()
    as_(cast.hung).get(address)
    as_(cast.binh).get(address)
    assert read_by() == {
        ("Weakness", cast.hung.member_id),
        ("Weakness", cast.binh.member_id),
    }


def test_what_the_next_conclusion_says_names_its_meeting(as_, cast, room, address):
    service.carry(room.lan, weakness(), "Xem thêm.", now=NOW, meeting_id=room.meeting_id)
    page = as_(cast.mai).get(address).text
    assert page.count("Tại buổi sinh hoạt tháng 11/2026") == 2


def test_a_conclusion_hands_its_meeting_to_the_thread(cast, scope_of, moment):
    make_ready(cast.report)
    cast.__dict__["report_id"] = cast.report.id
    room = Room(cast, scope_of, moment)
    room.call().open().present()
    open_before = service.point_out(
        room.lan,
        cast.mai.member_id,
        source=WeaknessSource.SUPERIOR,
        wording="Hay đi muộn.",
        pointed_out_on=NOW.date(),
        now=NOW,
    )
    room.conclude(answers=[Answer(open_before.id, True, "Đã đúng giờ.")])
    last = db.session.scalars(select(WeaknessEvent).order_by(WeaknessEvent.id.desc())).first()
    assert (last.step, last.meeting_id) == (WeaknessStep.CONFIRM, room.meeting_id)


def test_a_long_way_asks_the_same_of_the_database(as_, cast, room, address, queries):
    client = as_(cast.lan)
    client.get(address)
    with queries() as few:
        client.get(address)
    for number in range(50):
        service.note(room.lan, weakness(), f"Ghi chép thứ {number}.", now=NOW)
    with queries() as many:
        page = client.get(address)
    assert "Ghi chép thứ 49." in page.text
    assert many.count == few.count <= 12
