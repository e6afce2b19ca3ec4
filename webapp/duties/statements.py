"""The table of duties as conditions of statements, for figures that count in the database."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func

from webapp.duties.stages import AnyStage, Day, Whose
from webapp.duties.table import TABLE
from webapp.followups.rules import WeaknessState
from webapp.reports.rules import ReportState


def counted_days(states: Iterable[StrEnum]) -> dict[Day, list[StrEnum]]:
    """The states of one kind that the figures count as overdue, by the day they are due on."""
    found: dict[Day, list[StrEnum]] = {}
    for state in states:
        owed = TABLE[state]  # type: ignore[index]
        if owed.is_counted and owed.due:
            found.setdefault(owed.due, []).append(state)
    return found


def report_is_overdue(state: Any, days: Any, today: date) -> ColumnElement[bool]:
    """Whether the next step of a report should have been taken; `days` has a column per day.

    A turn without a report is owed as if it were assigned.
    """
    state = func.coalesce(state, ReportState.ASSIGNED)
    due = case(
        *((state.in_(states), days[day]) for day, states in counted_days(ReportState).items())
    )
    return func.coalesce(due < today, false())


def day_has_passed(stage: AnyStage, days: Any, today: date) -> ColumnElement[bool]:
    """Whether the day of a stage has passed; `days` has a column per day."""
    due: ColumnElement[date] = days[TABLE[stage].due]
    return due < today


def weakness_is_overdue(state: Any, due_on: Any, today: Any) -> ColumnElement[bool]:
    """Whether the agreed day of an open weakness has passed and no remedy was reported.

    Which ones were open is for the caller to say: one that is confirmed now was open before.
    """
    waits = [one for one in WeaknessState if TABLE[one].by is Whose.COMMITTEE]
    return and_(state.not_in(waits), due_on < today)
