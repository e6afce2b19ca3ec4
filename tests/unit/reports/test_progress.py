"""The one line about a report."""

from dataclasses import fields

import pytest

from webapp.plans.rules import Deadlines
from webapp.reports.progress import AGREES_UNTIL, progress_of
from webapp.reports.rules import STEPS, ReportState

CLOSED = {ReportState.FILED, ReportState.POSTPONED, ReportState.WITHDRAWN}


@pytest.mark.parametrize("state", sorted(set(ReportState) - CLOSED))
def test_whoever_is_awaited_can_move_the_report_on(state):
    moves = {capacity for (at, _), (capacity, to) in STEPS.items() if at is state and to != state}
    assert progress_of(state).by in moves


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_nobody_is_awaited_once_a_report_is_closed(state):
    closed = progress_of(state)
    assert (closed.by, closed.task, closed.due) == (None, None, None)


def test_every_day_named_is_a_due_day_of_the_plan():
    named = {progress_of(state).due for state in set(ReportState) - CLOSED}
    assert named - {AGREES_UNTIL} <= {field.name for field in fields(Deadlines)}
