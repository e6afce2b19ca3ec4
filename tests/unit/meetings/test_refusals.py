"""What must not be written about a meeting."""

from datetime import UTC, date, datetime

import pytest

from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.meetings import rules
from webapp.meetings.rules import Presence

NOVEMBER = date(2026, 11, 1)
TODAY = date(2026, 11, 16)


def refused(act, *given, **named):
    with pytest.raises(RuleBroken) as broken:
        act(*given, **named)
    return broken.value.code, broken.value.field


@pytest.mark.parametrize(
    "day", [date(2026, 10, 17), date(2026, 11, 27), date(2026, 12, 5), date(2026, 12, 16)]
)
def test_a_meeting_may_slip_into_the_months_around(day):
    rules.refuse_day(day, month=NOVEMBER, today=TODAY)


@pytest.mark.parametrize("day", [date(2026, 10, 16), date(2026, 12, 17), date(2027, 11, 27)])
def test_a_day_far_from_the_month_is_a_mistake(day):
    code = refused(rules.refuse_day, day, month=NOVEMBER, today=TODAY)
    assert code == ("meeting.day_outside_month", "day")


def test_a_meeting_held_on_paper_is_entered_within_a_month():
    rules.refuse_day(date(2026, 10, 27), month=date(2026, 10, 1), today=date(2026, 11, 27))
    code = refused(
        rules.refuse_day, date(2026, 10, 27), month=date(2026, 10, 1), today=date(2026, 11, 28)
    )
    assert code == ("meeting.day_long_past", "day")


def test_a_meeting_is_not_held_before_its_papers_went_out():
    rules.refuse_before_papers(date(2026, 11, 26), date(2026, 11, 26))
    rules.refuse_before_papers(date(2026, 11, 1), None)
    code = refused(rules.refuse_before_papers, date(2026, 11, 25), date(2026, 11, 26))
    assert code == ("meeting.before_papers", "day")


def test_a_meeting_is_opened_on_its_day_or_entered_later():
    rules.refuse_early_opening(TODAY, TODAY)
    rules.refuse_early_opening(date(2026, 11, 12), TODAY)
    code = refused(rules.refuse_early_opening, date(2026, 11, 17), TODAY)
    assert code == ("meeting.not_its_day", None)


@pytest.mark.parametrize(
    ("chair", "clerk", "expected"),
    [
        (3, None, ("meeting.chair_unknown", "chair_id")),
        (None, None, ("meeting.chair_unknown", "chair_id")),
        (1, 9, ("meeting.clerk_unknown", "clerk_id")),
        (1, 1, ("meeting.clerk_is_chair", "clerk_id")),
    ],
)
def test_leaders_preside_and_another_member_keeps_the_minutes(chair, clerk, expected):
    rules.refuse_people(1, 3, leaders={1, 2}, members={1, 2, 3})
    rules.refuse_people(2, None, leaders={1, 2}, members={1, 2, 3})
    found = refused(rules.refuse_people, chair, clerk, leaders={1, 2}, members={1, 2, 3})
    assert found == expected


def test_without_anybody_to_preside_the_reason_is_said():
    found = refused(rules.refuse_people, 1, None, leaders=set(), members={1})
    assert found == ("meeting.nobody_leads", "chair_id")


@pytest.mark.parametrize("presence", [Presence.EXCUSED, Presence.UNEXCUSED])
def test_the_absent_do_not_speak(presence):
    rules.refuse_speaker(1, {1: None})
    rules.refuse_speaker(1, {1: Presence.PRESENT})
    assert refused(rules.refuse_speaker, 1, {1: presence})[0] == "meeting.speaker_absent"
    assert refused(rules.refuse_speaker, 2, {1: None})[0] == "meeting.speaker_unknown"


def test_opinions_are_about_what_was_heard():
    rules.refuse_opinion_on(datetime(2026, 11, 27, tzinfo=UTC))
    assert refused(rules.refuse_opinion_on, None)[0] == "meeting.not_presented"


def test_a_text_says_something_and_not_too_much():
    assert rules.refuse_text(" Một.\r\nHai. ", field="text", missing="x") == "Một.\nHai."
    assert refused(rules.refuse_text, " \n", field="text", missing="x") == ("x", "text")
    long = refused(rules.refuse_text, "a" * 11, field="text", missing="x", longest=10)
    assert long == ("meeting.too_long", "text")


NIGHT = (21, 7)


def hanoi(moment):
    return datetime.fromisoformat(moment).replace(tzinfo=clock.HANOI)


@pytest.mark.parametrize(
    ("start", "known", "codes"),
    [
        ("2027-02-06 15:00", [], ["keep_tet"]),
        ("2026-09-02 15:00", [], ["keep_holiday"]),
        ("2026-11-27 21:30", [], ["keep_hour"]),
        ("2026-11-27 06:30", [], ["keep_hour"]),
        ("2027-02-06 21:30", [], ["keep_tet", "keep_hour"]),
        ("2027-02-06 21:30", ["2027-02-06 21:30"], []),
        ("2027-02-06 19:30", ["2027-02-06 15:00"], []),
        ("2027-02-08 21:30", ["2027-02-06 21:30"], ["keep_tet"]),
        ("2026-11-28 07:00", [], []),
        ("2026-11-27 20:30", [], []),
    ],
)
def test_an_unusual_start_is_asked_about_once(start, known, codes):
    doubts = rules.doubts_about(hanoi(start), known=list(map(hanoi, known)), quiet=NIGHT)
    assert [doubt.code.removeprefix("meeting.") for doubt in doubts] == codes


def test_equal_hours_mean_no_quiet_time():
    assert rules.doubts_about(hanoi("2026-11-27 23:00"), known=[], quiet=(7, 7)) == []
