"""Who may be reminded by hand, how soon again, and how long it is taken back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.unit.duties.made import ME, OTHER, facts, report
from webapp.core import clock
from webapp.duties.facts import Contact, Reminded, WeaknessFact
from webapp.duties.matters import matters
from webapp.duties.stages import DutyKind
from webapp.reminders.by_hand.rules import late, may_again, may_take_back
from webapp.reports.rules import ReportState

NOW = datetime(2026, 12, 9, 2, 0, tzinfo=clock.UTC)
LATE = date(2026, 12, 9)


def kinds(found, today=LATE):
    return [(one.kind, one.said_as) for one in late(matters(found), ME, today)]


@pytest.mark.parametrize(
    ("state", "row", "said_as"),
    [
        (ReportState.ASSIGNED, DutyKind.DRAFT_LATE, DutyKind.WRITE),
        (ReportState.DRAFTING, DutyKind.DRAFT_LATE, DutyKind.WRITE),
        (ReportState.SUBMITTED, DutyKind.REVIEW, DutyKind.REVIEW),
        (ReportState.RETURNED, DutyKind.SUPPLEMENT_LATE, DutyKind.SUPPLEMENT),
        (ReportState.FINALIZING, DutyKind.FINAL_LATE, DutyKind.FINALIZE),
    ],
)
def test_whoever_is_late_is_reminded_in_the_words_of_their_own_row(state, row, said_as):
    assert kinds(facts(reports=[report(state, OTHER)])) == [(row, said_as)]
    assert kinds(facts(reports=[report(state, OTHER)]), date(2026, 11, 18)) == []
    assert kinds(facts(reports=[report(state, ME)])) == []
    without = replace(report(state, OTHER), contact=Contact(signs_in=False))
    assert kinds(facts(reports=[without])) == []


@pytest.mark.parametrize("state", [ReportState.ACCEPTED, ReportState.FILED_FOR, ReportState.FILED])
def test_nobody_is_reminded_where_nobody_has_to_write(state):
    assert kinds(facts(reports=[report(state, OTHER)])) == []


def test_a_thread_is_late_from_the_day_after_its_own():
    thread = facts(weaknesses=[WeaknessFact(4, OTHER, date(2026, 12, 8))])
    assert kinds(thread) == [(DutyKind.REMEDY_LATE, DutyKind.REMEDY)]
    assert kinds(thread, date(2026, 12, 8)) == []
    assert late(matters(thread), ME, LATE)[0].key == "remedy_late:weakness:4"


@pytest.mark.parametrize(
    ("ago", "again", "back"),
    [
        (timedelta(seconds=3), False, True),
        (timedelta(seconds=10), False, False),
        (timedelta(hours=5, minutes=59), False, False),
        (timedelta(hours=6), True, False),
    ],
)
def test_a_reminder_is_taken_back_at_once_and_repeated_after_hours(ago, again, back):
    before = Reminded(1, NOW - ago)
    assert (may_again(before, NOW), may_take_back(before, NOW)) == (again, back)
    assert (may_again(None, NOW), may_take_back(None, NOW)) == (True, False)
