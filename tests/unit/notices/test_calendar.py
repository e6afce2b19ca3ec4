"""The calendar file of a meeting: an entry that takes the place of the one before it."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from webapp.notices.calendar_file import Appointment, calendar_file

NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)
STARTS = datetime(2026, 11, 27, 8, tzinfo=UTC)


class K1:
    """As much of a place as a calendar file reads."""

    code = "k1"
    name = "Chi bộ Khoa Khám bệnh"


def entry(**changes):
    facts = {
        "subject": "meeting:3",
        "summary": "Sinh hoạt: Chi bộ Khoa Khám bệnh",
        "starts_at": STARTS,
        "location": "Hội trường tầng 2",
        "url": "https://so.example.vn/o/k1/buoi-hop/3",
    }
    appointment = Appointment(**{**facts, **changes})
    made = calendar_file(K1, appointment, sender="so@example.vn", now=NOW)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    return event


def test_a_meeting_is_entered_with_what_when_and_where():
    event = entry()
    assert event["summary"] == "Sinh hoạt: Chi bộ Khoa Khám bệnh"
    assert event["dtstart"].dt == STARTS
    assert event["location"] == "Hội trường tầng 2"
    assert event["url"] == "https://so.example.vn/o/k1/buoi-hop/3"


def test_a_meeting_without_a_planned_end_takes_two_hours():
    event = entry()
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 7200


def test_the_same_meeting_keeps_its_name_when_it_is_moved():
    assert entry()["uid"] == entry(starts_at=NOW, location="")["uid"] == "k1.meeting-3@example.vn"


def test_other_meetings_have_other_names():
    assert entry(subject="meeting:4")["uid"] != entry()["uid"]


@pytest.mark.parametrize("sequence", [0, 4])
def test_changes_are_counted(sequence):
    assert entry(sequence=sequence)["sequence"] == sequence


def test_it_says_who_publishes_it_and_that_it_stands():
    event = entry()
    assert (event["organizer"], event["status"]) == ("mailto:so@example.vn", "CONFIRMED")
    assert event["organizer"].params["cn"] == "Chi bộ Khoa Khám bệnh"


def test_what_is_not_known_is_left_out():
    assert "location" not in entry(location="")


def test_a_place_can_not_add_lines_of_its_own():
    event = entry(location="Phòng 1\r\nATTENDEE:mailto:x@example.vn")
    assert "attendee" not in event
