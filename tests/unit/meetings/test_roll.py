"""Who was there, and what closing still waits for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.rules import MemberStatus
from webapp.core.errors import RuleBroken
from webapp.meetings import roll
from webapp.meetings.roll import Change, Gaps, Mark, Taken, Unheard
from webapp.meetings.rules import Presence
from webapp.reports.rules import ReportState

P = Presence
MAI = Unheard(1, "Mai", ReportState.ACCEPTED)


def mark(member_id, presence=None, status=MemberStatus.OFFICIAL, reason=""):
    return Mark(member_id, f"Người {member_id}", status, presence, reason)


marks = st.lists(
    st.tuples(st.sampled_from(MemberStatus), st.none() | st.sampled_from(Presence)), max_size=30
).map(lambda rows: [mark(n, presence, status) for n, (status, presence) in enumerate(rows)])


@given(marks)
def test_everybody_counted_is_present_absent_or_unmarked(found):
    turnout = roll.turnout(found)
    assert turnout.present + turnout.absent + turnout.unmarked == turnout.base
    assert len(roll.unmarked(found)) == turnout.unmarked
    assert 0 <= turnout.present <= turnout.base


@given(marks)
def test_the_split_by_status_adds_up(found):
    split = roll.by_status(found).values()
    assert sum(members for members, _present in split) == len(found)
    assert all(present <= members for members, present in split)


@pytest.mark.parametrize(
    "status",
    [MemberStatus.EXEMPT, MemberStatus.TEMPORARILY_ELSEWHERE, MemberStatus.TEMPORARILY_HERE],
)
def test_those_who_need_not_come_are_no_part_of_the_base(status):
    assert roll.turnout([mark(1), mark(2, status=status)]).base == 1


def test_a_mark_made_stays_counted_when_a_status_changes_afterwards():
    assert roll.turnout([mark(1, P.PRESENT, MemberStatus.LEFT)]).base == 1


def test_the_absent_are_told_apart():
    found = [mark(1, P.EXCUSED), mark(2, P.UNEXCUSED), mark(3, P.PRESENT), mark(4)]
    assert [one.member_id for one in roll.absent(found, P.EXCUSED)] == [1]
    assert [one.member_id for one in roll.absent(found, P.UNEXCUSED)] == [2]


def test_more_than_half_is_a_majority():
    half = [mark(1, P.PRESENT), mark(2, P.EXCUSED)]
    assert not roll.turnout(half).has_majority
    assert roll.turnout([*half, mark(3, P.PRESENT)]).has_majority


def test_a_change_that_somebody_made_before_in_another_way_is_a_conflict():
    stored = [mark(1, P.PRESENT), mark(2, P.EXCUSED, reason="ốm"), mark(3, P.UNEXCUSED)]
    changes = [
        Change(1, P.EXCUSED, "ốm", was=None),
        Change(2, P.EXCUSED, "ốm", was=None),
        Change(3, P.PRESENT, was=P.UNEXCUSED),
        Change(9, P.PRESENT),
    ]
    assert roll.conflicts(changes, stored) == ["Người 1"]


def test_what_somebody_did_not_touch_is_no_conflict():
    assert roll.conflicts([Change(1, None, was=None)], [mark(1, P.PRESENT)]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(7, P.PRESENT), "meeting.not_counted"),
        (Change(1, None, was=P.PRESENT), "meeting.mark_missing"),
        (Change(1, P.EXCUSED, "x" * 201), "meeting.too_long"),
    ],
)
def test_marks_are_of_those_called_and_are_not_taken_away(change, code):
    roll.refuse_changes([Change(1, P.EXCUSED, "ốm")], [mark(1)], 200)
    with pytest.raises(RuleBroken) as broken:
        roll.refuse_changes([change], [mark(1)], 200)
    assert broken.value.code == code


@pytest.mark.parametrize(
    ("gaps", "code"),
    [
        (Gaps(not_concluded=[MAI]), "meeting.not_concluded"),
        (Gaps(not_presented=[MAI]), "meeting.reports_waiting"),
        (Gaps(unmarked=["Mai", "Bình"]), "meeting.unmarked"),
    ],
)
def test_a_meeting_with_something_missing_is_not_closed(gaps, code):
    with pytest.raises(RuleBroken) as broken:
        roll.refuse_gaps(gaps)
    assert broken.value.code == code
    assert "Mai" in broken.value.facts["names"]


def test_a_report_that_is_not_ready_stops_nothing():
    gaps = Gaps(not_ready=[MAI])
    roll.refuse_gaps(gaps)
    assert gaps.is_heard


def test_only_a_roll_nobody_was_marked_in_may_be_left_out():
    roll.refuse_gaps(Gaps(unmarked=["Mai"], is_roll_taken=False), without_roll=True)
    for taken, left_out in ((True, True), (False, False)):
        with pytest.raises(RuleBroken):
            roll.refuse_gaps(Gaps(unmarked=["Mai"], is_roll_taken=taken), without_roll=left_out)


def test_each_mark_is_whose_it_was_last():
    at = [datetime(2026, 11, 27, 8, minute, tzinfo=UTC) for minute in range(3)]
    rows = [("Lan", at[1]), ("Hùng", at[2]), ("Lan", at[0]), ("", None)]
    marks = [
        Mark(n, f"Người {n}", MemberStatus.OFFICIAL, P.PRESENT, "", by, when)
        for n, (by, when) in enumerate(rows)
    ]
    assert roll.taken(marks) == [Taken("Lan", 2, at[1]), Taken("Hùng", 1, at[2])]
