"""The agenda, and papers for the members."""

import pytest

from tests.cast import NOW, begin_report
from tests.service.meetings.room import events, make_ready
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.meetings import live_version, queries, service


def titles(room):
    return [item.title for item in queries.items_of(room.lan, room.meeting)]


def item_called(room, title):
    return next(i.id for i in queries.items_of(room.lan, room.meeting) if i.title == title)


def test_an_item_added_stands_before_the_usual_last_one_and_can_be_moved(room):
    room.call()
    service.add_item(room.lan, room.meeting, " Kết nạp đảng viên ")
    assert titles(room)[3] == "Kết nạp đảng viên"
    item_id = item_called(room, "Kết nạp đảng viên")
    service.move_item(room.lan, room.meeting, item_id, up=True)
    assert titles(room)[2] == "Kết nạp đảng viên"
    service.move_item(room.lan, room.meeting, item_id, up=False)
    assert titles(room)[3] == "Kết nạp đảng viên"
    assert events()[1:] == ["meeting_changed"] * 3


def test_at_the_edge_an_item_stays(room):
    room.call()
    before = titles(room)
    service.move_item(room.lan, room.meeting, item_called(room, before[0]), up=True)
    service.move_item(room.lan, room.meeting, item_called(room, before[-1]), up=False)
    assert titles(room) == before


@pytest.mark.parametrize(
    ("title", "code"), [("  ", "meeting.title_missing"), ("x" * 301, "meeting.too_long")]
)
def test_an_item_says_something(room, title, code):
    room.call()
    with pytest.raises(RuleBroken) as broken:
        service.add_item(room.lan, room.meeting, title)
    assert (broken.value.code, broken.value.field) == (code, "title")


def test_an_item_is_taken_off_but_a_report_that_is_ready_stays(room):
    room.call()
    service.remove_item(room.lan, room.meeting, item_called(room, titles(room)[1]))
    assert len(titles(room)) == 3
    with pytest.raises(RuleBroken) as broken:
        service.remove_item(
            room.lan, room.meeting, item_called(room, "Báo cáo liên hệ: Phạm Thị Mai")
        )
    assert broken.value.code == "meeting.report_stays"


def test_items_of_nobody_are_not_found(room):
    room.call()
    for act in (service.remove_item, lambda *given: service.move_item(*given, up=True)):
        with pytest.raises(NotVisible):
            act(room.lan, room.meeting, 987_654)


@pytest.mark.parametrize("name", ["hung", "mai"])
def test_only_leaders_prepare(room, name):
    room.call()
    with pytest.raises(RuleBroken) as broken:
        service.add_item(room.scopes[name], room.meeting, "Kết nạp")
    assert broken.value.code == "meeting.step_not_yours"


def test_a_report_that_became_ready_is_taken_in(room, cast):
    room.call()
    assert not service.refresh_agenda(room.lan, room.meeting)
    # Beginning another report closes the session of the test.
    db.session.commit()
    report = begin_report(cast.binh)
    db.session.add(report)
    make_ready(report)
    assert service.refresh_agenda(room.lan, room.meeting)
    assert "Báo cáo liên hệ: Hoàng Thanh Bình" in titles(room)


def test_papers_go_out_once(room):
    room.call()
    assert service.release_papers(room.lan, room.meeting, now=NOW) == 1
    assert room.report.released_at == NOW
    with pytest.raises(RuleBroken) as broken:
        service.release_papers(room.lan, room.meeting, now=NOW)
    assert broken.value.code == "meeting.no_papers"
    assert events() == ["meeting_called", "report_released"]


def test_every_change_is_seen_by_those_who_watch(room):
    known = room.call().version
    service.add_item(room.lan, room.meeting, "Kết nạp")
    assert live_version.version_of(room.scopes["binh"], room.meeting_id) not in (None, known)
