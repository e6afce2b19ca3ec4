"""The office passes to somebody else, not in the past, and without a day in between."""

from datetime import date

import pytest

from webapp.core.errors import RuleBroken
from webapp.handover import rules
from webapp.handover.rules import Counts, OpenMatters
from webapp.reports.rules import ReportState

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("from_on", "own_until", "code"),
    [
        (date(2026, 11, 15), None, "handover.past"),
        (date(2026, 11, 22), date(2026, 11, 20), "handover.gap"),
    ],
)
def test_days_that_cannot_be_are_refused(from_on, own_until, code):
    with pytest.raises(RuleBroken, match=code):
        rules.refuse_day(from_on, own_until, TODAY)


def test_the_day_after_the_last_one_leaves_no_gap():
    rules.refuse_day(date(2026, 11, 21), date(2026, 11, 20), TODAY)


def test_nobody_hands_over_to_themselves():
    with pytest.raises(RuleBroken, match=r"handover\.self"):
        rules.refuse_self(7, 7)


def test_reports_on_their_way_are_counted_and_those_to_review_among_them():
    counts = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    matters = OpenMatters(counts, {ReportState.DRAFTING: 2, ReportState.SUBMITTED: 1})
    assert (matters.in_progress, matters.to_review) == (3, 1)
