"""The entry of a moved meeting takes the place of the earlier one, whoever reads the file."""

from datetime import timedelta

import icalendar
import pytest

from tests.unit.notices.test_calendar import K1, NOW, STARTS
from webapp.notices.calendar_file import Appointment, calendar_file

MOVED = STARTS + timedelta(days=8, hours=4, minutes=30)


def made(sequence, starts_at, location):
    appointment = Appointment(
        subject="meeting:3",
        summary="Sinh hoạt: Chi bộ Khoa Khám bệnh",
        starts_at=starts_at,
        location=location,
        url="https://so.example.vn/o/k1/buoi-hop/3",
        sequence=sequence,
    )
    return calendar_file(K1, appointment, sender="so@example.vn", now=NOW)


def by_icalendar(file):
    calendar = icalendar.Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    said = (event["dtstart"].dt, str(event["location"]), str(event["status"]))
    return str(calendar["method"]), str(event["uid"]), int(event["sequence"]), said


def by_vobject(file):
    vobject = pytest.importorskip("vobject", reason="NO SECOND READER OF CALENDARS: vobject")
    calendar = vobject.readOne(file.decode())
    event = calendar.vevent
    said = (event.dtstart.value, event.location.value, event.status.value)
    return calendar.method.value, event.uid.value, int(event.sequence.value), said


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
@pytest.mark.parametrize("arrives", [(0, 1), (1, 0)], ids=["in order", "the other way round"])
def test_a_moved_meeting_replaces_the_invited_one(read, arrives):
    files = (made(1, STARTS, "Hội trường tầng 2"), made(4, MOVED, "Nhà văn hóa, thôn 3"))
    calendar = {}
    for number in arrives:
        method, uid, sequence, said = read(files[number])
        assert method == "PUBLISH"
        # RFC 5546, 2.1.5: the higher number stands, whichever came last.
        if sequence > calendar.get(uid, (-1,))[0]:
            calendar[uid] = (sequence, said)
    expected = (4, (MOVED, "Nhà văn hóa, thôn 3", "CONFIRMED"))
    assert calendar == {"k1.meeting-3@example.vn": expected}
