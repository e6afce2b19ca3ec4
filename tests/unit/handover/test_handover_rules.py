"""The office passes to somebody else, and not in the past."""

from datetime import date

import pytest

from webapp.core.errors import RuleBroken
from webapp.handover import rules
from webapp.handover.rules import Counts, OpenMatters
from webapp.reports.rules import ReportState

TODAY = date(2026, 11, 16)


def test_a_day_that_is_over_is_refused():
    with pytest.raises(RuleBroken, match=r"handover\.past"):
        rules.refuse_day(date(2026, 11, 15), TODAY)
    rules.refuse_day(TODAY, TODAY)


def test_nobody_hands_over_to_themselves():
    with pytest.raises(RuleBroken, match=r"handover\.self"):
        rules.refuse_self(7, 7)


def test_reports_on_their_way_are_counted_and_those_to_review_among_them():
    counts = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    matters = OpenMatters(counts, {ReportState.DRAFTING: 2, ReportState.SUBMITTED: 1})
    assert (matters.in_progress, matters.to_review) == (3, 1)
