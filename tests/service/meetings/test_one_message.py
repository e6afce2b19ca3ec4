"""A correction within ten minutes is one message to each person, with the last state."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.cast import NOW
from tests.service.meetings.room import STARTS
from tests.service.notices.mail_sink import listening
from tests.service.notices.test_deliver import deliver
from webapp.core import clock
from webapp.core.db import db
from webapp.meetings import service
from webapp.notices import marking_read, queries
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState

LATER, NEXT = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
OTHER_DAY = STARTS + timedelta(days=1, hours=4, minutes=30)


@pytest.fixture
def sink():
    with listening() as listener:
        yield listener


@pytest.fixture
def called(room, sink):
    """The meeting, of which everybody was told an hour ago."""
    room.call()
    room.travel(NOW + timedelta(minutes=11))
    deliver(room.lan, sink.settings)
    sink.messages.clear()
    room.travel(LATER)
    return room


def move(room, by="lan", **changes):
    meeting, scope = room.meeting, room.scopes[by]
    wanted = room.wanted(**changes)
    service.change(scope, meeting, wanted, based_on=meeting.revision, now=clock.now())


def lines(scope):
    return [(row.title, row.sentence) for row in queries.inbox(scope, offset=0, limit=9)]


def waiting(*states):
    query = select(Notice).where(Notice.channel == Channel.EMAIL)
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return [row for row in rows if row.state in (states or (DeliveryState.WAITING,))]


def entry(message):
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_content()
    made = content if isinstance(content, bytes) else content.encode()
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    return event


def test_three_moves_in_two_seconds_are_one_message_a_person_with_the_last_state(called, sink):
    for days in (3, 2, 1):
        move(called, starts_at=OTHER_DAY + timedelta(days=days - 1))
    assert len(waiting()) == 4
    title, said = lines(called.scopes["mai"])[0]
    assert title == "Đổi ngày sinh hoạt"
    assert "chuyển sang thứ Bảy, 28/11/2026, 19 giờ 30, tại Hội trường tầng 2." in said
    assert len(lines(called.scopes["mai"])) == 2
    assert queries.count_unread(called.scopes["mai"]) == 2
    assert deliver(called.lan, sink.settings) == {}
    called.travel(LATER + timedelta(minutes=10))
    assert deliver(called.lan, sink.settings) == {"sent": 4}
    assert {str(message["Subject"]) for message in sink.messages} == {
        "Buổi sinh hoạt chuyển sang thứ Bảy, 28/11/2026, 19 giờ 30 - Chi bộ Khoa Khám bệnh"
    }
    assert len(set(sink.recipients)) == 4


def test_a_meeting_moved_back_before_anybody_saw_it_says_nothing(called, sink):
    move(called, starts_at=OTHER_DAY)
    move(called)
    called.travel(LATER + timedelta(minutes=11))
    assert deliver(called.lan, sink.settings) == {}
    assert len(lines(called.scopes["mai"])) == 1
    move(called, starts_at=OTHER_DAY)
    assert len(lines(called.scopes["mai"])) == 2


def test_who_read_of_the_first_move_is_told_that_it_was_taken_back(called, sink):
    move(called, starts_at=OTHER_DAY)
    marking_read.mark_all_read(called.scopes["mai"], now=clock.now())
    move(called)
    assert len(lines(called.scopes["mai"])) == 3
    assert len(lines(called.scopes["binh"])) == 1
    called.travel(LATER + timedelta(minutes=11))
    deliver(called.lan, sink.settings)
    assert sink.recipients == ["mai@example.vn"]


@pytest.mark.parametrize(
    ("changes", "title", "subject", "said"),
    [
        (
            {"starts_at": STARTS + timedelta(hours=4, minutes=30)},
            "Đổi giờ sinh hoạt",
            "Đổi giờ sinh hoạt: 19 giờ 30, thứ Sáu, 27/11/2026 - ",
            "đổi giờ, nay từ 19 giờ 30, thứ Sáu, 27/11/2026",
        ),
        (
            {"place": "Nhà văn hóa"},
            "Đổi nơi họp",
            "Đổi nơi họp: Nhà văn hóa, thứ Sáu, 27/11/2026 - ",
            "đổi nơi họp, nay tại Nhà văn hóa.",
        ),
        (
            {"starts_at": STARTS - timedelta(hours=1), "place": "Nhà văn hóa"},
            "Đổi giờ và nơi họp",
            "Đổi giờ và nơi họp: 14 giờ 00, thứ Sáu, 27/11/2026, tại Nhà văn hóa - ",
            "đổi giờ và nơi họp: 14 giờ 00, thứ Sáu, 27/11/2026, tại Nhà văn hóa.",
        ),
    ],
)
def test_a_letter_names_what_changed(called, sink, changes, title, subject, said):
    move(called, **changes)
    head, sentence = lines(called.scopes["mai"])[0]
    assert (head, said in sentence, "hạn" in sentence) == (title, True, False)
    called.travel(LATER + timedelta(minutes=11))
    deliver(called.lan, sink.settings)
    assert str(sink.messages[0]["Subject"]).startswith(subject)


def test_a_meeting_called_and_moved_at_once_is_one_invitation_to_the_last_day(room, sink):
    room.call()
    move(room, starts_at=OTHER_DAY)
    assert [title for title, _said in lines(room.scopes["mai"])] == ["Mời dự buổi sinh hoạt"]
    room.travel(NOW + timedelta(minutes=11))
    deliver(room.lan, sink.settings)
    assert {str(message["Subject"]) for message in sink.messages} == {
        "Mời dự buổi sinh hoạt thứ Bảy, 28/11/2026, 19 giờ 30 - Chi bộ Khoa Khám bệnh"
    }


def test_a_second_move_after_ten_minutes_is_told_for_itself(called, sink):
    for hour in (LATER, NEXT):
        called.travel(hour)
        move(called, starts_at=OTHER_DAY + (hour - LATER))
        called.travel(hour + timedelta(minutes=11))
        assert deliver(called.lan, sink.settings) == {"sent": 4}
    assert len(lines(called.scopes["mai"])) == 3


def test_a_letter_on_its_way_is_followed_by_what_is_newer(called):
    move(called, starts_at=OTHER_DAY)
    for row in waiting():
        row.lease_until = NEXT
    db.session.flush()
    move(called)
    assert len(waiting()) == 8
    assert len(lines(called.scopes["mai"])) == 3


def test_who_corrects_what_another_moved_gets_no_letter_of_the_older_state(called):
    move(called, by="dung", starts_at=OTHER_DAY)
    lan = called.lan.member_id
    assert lan in {row.recipient_id for row in waiting()}
    move(called, starts_at=OTHER_DAY + timedelta(days=1))
    assert lan not in {row.recipient_id for row in waiting()}
    # Dũng, who knows the older state, is told the newer one.
    assert "chuyển sang Chủ nhật, 29/11/2026" in lines(called.scopes["dung"])[0][1]


def test_a_meeting_within_the_hour_is_told_at_once(called, sink):
    called.travel(STARTS - timedelta(minutes=50))
    move(called, place="Nhà văn hóa")
    assert deliver(called.lan, sink.settings)["sent"] >= 4


def test_the_calendar_entry_of_a_moved_meeting_takes_the_place_of_the_invited_one(room, sink):
    room.call()
    room.travel(NOW + timedelta(minutes=11))
    deliver(room.lan, sink.settings)
    invited = entry(sink.messages[0])
    move(room, starts_at=OTHER_DAY)
    room.travel(NOW + timedelta(minutes=25))
    deliver(room.lan, sink.settings)
    moved = entry(sink.messages[-1])
    assert moved["uid"] == invited["uid"]
    assert moved["sequence"] > invited["sequence"]
    assert (invited["dtstart"].dt, moved["dtstart"].dt) == (STARTS, OTHER_DAY)
