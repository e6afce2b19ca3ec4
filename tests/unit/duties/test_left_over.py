"""What was left over stays a task of those who lead until it has its month, their own too."""

from datetime import timedelta

import pytest

from tests.unit.duties.made import ME, MEETING_ON, OTHER, facts, report, seen, told
from webapp.duties.stages import DutyKind
from webapp.notices.rules import NoticeKind
from webapp.reports.rules import ReportState

DAY_AFTER = MEETING_ON + timedelta(days=1)


@pytest.mark.parametrize("author", [ME, OTHER])
@pytest.mark.parametrize("state", [ReportState.DRAFTING, ReportState.ACCEPTED])
def test_a_report_that_was_not_presented_is_moved_by_those_who_lead(author, state):
    left = facts(today=DAY_AFTER, reports=[report(state, author, is_held=True)])
    [row] = seen(left, leads=True)
    assert (row.kind, row.name) == (DutyKind.MOVE_REPORT, "Phạm Thị Mai")
    assert seen(left) == []


@pytest.mark.parametrize("author", [ME, OTHER])
def test_they_are_reminded_the_day_after_and_a_week_after(author):
    left = facts(reports=[report(ReportState.ACCEPTED, author, is_held=True)])
    [one] = told(left, chairs=frozenset({ME}), everybody=frozenset({ME, OTHER}))
    assert (one.kind, one.to, one.address.endpoint) == (NoticeKind.DUTY, ME, "reports.postpone")
    assert [(day - MEETING_ON).days for day in one.days] == [1, 7]
    before = facts(reports=[report(ReportState.ACCEPTED, author)])
    assert told(before, chairs=frozenset({ME})) == []
