"""Days that were given to people: moved by rules, never into the past or near without notice."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import Deadlines, deadlines, open_from
from webapp.reports.given_days import GivenDay, first_given, moved, of_report, reached
from webapp.reports.rules import ReportState

SETTINGS = BranchSettings()
OPEN = partial(open_from, settings=SETTINGS)
NOTICE = timedelta(days=SETTINGS.notice_days)
S = ReportState


@dataclass(frozen=True)
class Report:
    draft_on: date
    committee_on: date
    supplement_on: date
    final_on: date


def given_for(meeting_on, **changes):
    days = deadlines(meeting_on, SETTINGS)
    return Report(**{day.value: changes.get(day, getattr(days, day)) for day in GivenDay})


def after(report, state, before, meeting_on, today):
    month = deadlines(meeting_on, SETTINGS)
    return {m.of: m.to for m in moved(report, state, before, month, today, NOTICE, OPEN)}


def dec(day):
    return date(2026, 12, day)


D, C, S_, F = GivenDay


@pytest.mark.parametrize(
    ("state", "before", "meeting_on", "today", "expected"),
    [
        # A draft due on 29/11 was sent on the 28th: what is done has no other day any more.
        (S.ACCEPTED, dec(6), dec(3), date(2026, 11, 28), {F: dec(10)}),
        # Not sent yet: three days of notice, not the 26th, which has passed.
        (S.DRAFTING, dec(6), dec(3), date(2026, 11, 25), {
            D: date(2026, 11, 28), C: date(2026, 11, 28), S_: date(2026, 11, 30), F: dec(10)
        }),
        # One day late stays one day late; what is still to come keeps three days of notice.
        (S.DRAFTING, dec(6), dec(3), date(2026, 11, 30), {F: dec(10)}),
        # On the 17th the draft of the 20th stays: nobody is late on that day or the next.
        (S.DRAFTING, dec(27), dec(23), dec(17), {C: dec(20), S_: dec(20), F: dec(30)}),
        # A later meeting gives more time, to the one who is late only for what is to come.
        (S.DRAFTING, dec(6), dec(20), dec(1), {C: dec(15), S_: dec(17), F: dec(27)}),
        (S.DRAFTING, dec(6), dec(20), date(2026, 11, 20), {
            D: dec(13), C: dec(15), S_: dec(17), F: dec(27)
        }),
        (S.RETURNED, dec(6), dec(4), dec(1), {F: dec(11)}),
        # Tomorrow already: nothing before the meeting lies after it.
        (S.RETURNED, dec(6), dec(2), dec(1), {S_: dec(2), F: dec(9)}),
        (S.FILED, dec(6), dec(3), dec(1), {}),
        (S.POSTPONED, dec(6), dec(20), dec(1), {}),
    ],
)  # fmt: skip
def test_a_move_changes_the_days_that_are_still_to_come(state, before, meeting_on, today, expected):
    assert after(given_for(before), state, before, meeting_on, today) == expected


def test_the_author_is_told_of_what_is_owed_and_of_the_end():
    report, month = given_for(dec(27)), deadlines(dec(20), SETTINGS)
    for state, told in ((S.DRAFTING, {D, F}), (S.SUBMITTED, {C, F}), (S.RETURNED, {S_, F})):
        found = moved(report, state, dec(27), month, dec(1), NOTICE, OPEN)
        assert {one.of for one in found if one.is_told} == told


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))


@given(
    state=st.sampled_from(S),
    before=DAYS,
    by=st.integers(-40, 40),
    ahead=st.integers(0, 40),
    given_by=st.integers(-15, 15),
)
def test_no_move_makes_anybody_late_or_later(state, before, by, ahead, given_by):
    meeting_on, today = before + timedelta(days=by), before - timedelta(days=ahead)
    assume(meeting_on >= today)
    # Given under other settings, or moved before.
    report = replace(given_for(before), draft_on=before - timedelta(days=max(0, given_by)))
    found = moved(report, state, before, deadlines(meeting_on, SETTINGS), today, NOTICE, OPEN)
    for one in found:
        assert one.to >= min(one.was, today)
        if one.to < one.was:
            assert meeting_on < before
            assert one.to >= min(today + NOTICE, meeting_on) or one.to >= one.was
        if one.of is not GivenDay.FINAL:
            assert one.to <= meeting_on


@pytest.mark.parametrize(
    ("day", "today", "meeting_on", "expected"),
    [
        (dec(10), dec(5), dec(17), dec(10)),
        (dec(10), dec(9), dec(17), dec(11)),
        # A draft sent after the committee's day leaves the committee two days.
        (dec(10), dec(14), dec(17), dec(16)),
        (dec(10), dec(16), dec(17), dec(17)),
        (dec(10), dec(17), dec(17), dec(17)),
        # The meeting has passed, or it is about what comes after it.
        (dec(10), dec(20), dec(17), dec(22)),
        (dec(10), dec(20), None, dec(22)),
        # Two days later is the eve of Tết: the first day after it.
        (date(2027, 2, 1), date(2027, 2, 3), date(2027, 2, 26), date(2027, 2, 11)),
    ],
)
def test_what_reaches_somebody_late_has_two_days(day, today, meeting_on, expected):
    assert reached(day, today, meeting_on, OPEN) == expected


def test_who_is_named_late_has_two_days_for_the_draft():
    month = deadlines(dec(17), SETTINGS)
    assert first_given(month, dec(1), OPEN) == month
    assert first_given(month, dec(12), OPEN) == replace(month, draft_on=dec(14))


def test_papers_and_meeting_are_those_of_the_month():
    month = deadlines(dec(17), SETTINGS)
    found = of_report(given_for(dec(27)), month)
    assert isinstance(found, Deadlines)
    assert (found.meeting_on, found.release_on) == (dec(17), dec(16))
    assert (found.draft_on, found.final_on) == (dec(20), date(2027, 1, 3))
