"""The one line about a report."""

from dataclasses import fields

import pytest

from webapp.plans.rules import Deadlines
from webapp.reports.progress import Awaited, Due, progress_of
from webapp.reports.rules import STEPS, Capacity, ReportState

CLOSED = {ReportState.FILED, ReportState.POSTPONED, ReportState.WITHDRAWN}
CAN = {
    Awaited.AUTHOR: {Capacity.AUTHOR},
    Awaited.COMMITTEE: {Capacity.REVIEWER},
    Awaited.CHAIR: {Capacity.CHAIR},
}


@pytest.mark.parametrize("state", set(ReportState) - CLOSED)
def test_whoever_is_awaited_can_move_the_report_on(state):
    awaited = progress_of(state).awaited
    moves = {capacity for (at, _), (capacity, to) in STEPS.items() if at is state and to != state}
    assert CAN[awaited] & moves


@pytest.mark.parametrize("state", CLOSED)
def test_nobody_is_awaited_once_a_report_is_closed(state):
    assert progress_of(state).awaited is None


def test_every_day_named_is_a_due_day_of_the_plan():
    assert {due.value for due in Due} <= {field.name for field in fields(Deadlines)}
