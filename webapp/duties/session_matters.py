"""The thematic sessions of a quarter: not planned, without a topic, not held."""

from collections.abc import Iterator, Sequence
from datetime import date

from webapp.core import clock
from webapp.duties.facts import UnitFacts
from webapp.duties.rules import Matter
from webapp.duties.stages import Day, Stage
from webapp.plans.month_rules import lacks_session
from webapp.plans.rules import MonthKind, MonthPlan


def of_quarter(quarter: Sequence[MonthPlan], today: date) -> Iterator[Matter]:
    """A quarter without a thematic session, from the month of its last meeting to its day."""
    if not lacks_session(quarter):
        return
    last = [plan for plan in quarter if plan.kind is not MonthKind.NONE][-1].meeting_on
    if clock.month_of(last) <= today <= last:
        first = quarter[0].month
        yield Matter(
            Stage.SESSION_UNPLANNED,
            {Day.MEETING: last, Day.QUARTER_ENDS: clock.month_of(last)},
            subject=f"quarter:{first:%Y-%m}",
            facts={"quarter": first},
        )


def of_sessions(facts: UnitFacts) -> Iterator[Matter]:
    """The thematic months of the quarter: without a topic before the day, or not held after it."""
    today = facts.today
    sessions = [plan for plan in facts.quarter if plan.has_session]
    is_made_up = any(plan.is_held or plan.meeting_on >= today for plan in sessions)
    for plan in sessions:
        is_ahead = plan.meeting_on >= today
        if plan.is_held or plan.meeting_on < facts.opened_on:
            continue
        if plan.topic if is_ahead else is_made_up:
            continue
        name = f"{plan.month:%Y-%m}"
        yield Matter(
            Stage.SESSION_TOPICLESS if is_ahead else Stage.SESSION_UNHELD,
            {Day.MEETING: plan.meeting_on},
            month=plan.month,
            subject=f"session:{name}",
            values={"month": name},
            facts={"month": plan.month},
        )
