"""Figures of the weaknesses pointed out: counted by month, each as it stood at its end."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Values, and_, func, or_, select

from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.followups import gone
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessState, WeaknessStep
from webapp.rollups.measures import Measure

M = Measure


def source(scope: TenantScope, days: Values) -> Select[Any]:
    """What was pointed out, confirmed, open and overdue in each month, and of how many members."""
    groups = _threads(scope, days)
    persons = func.count(Weakness.member_id.distinct())
    in_month = and_(
        Weakness.pointed_out_on <= days.c.last_on,
        or_(Weakness.closed_on.is_(None), Weakness.closed_on >= days.c.month),
    )
    return (
        select(
            days.c.month,
            *(func.count().filter(condition).label(threads) for condition, threads, _ in groups),
            *(persons.filter(condition).label(people) for condition, _, people in groups),
        )
        .select_from(days)
        .join(Weakness, in_month)
        .where(tenancy.within(scope, Weakness))
        .group_by(days.c.month)
    )


def _threads(
    scope: TenantScope, days: Values
) -> list[tuple[ColumnElement[bool], Measure, Measure]]:
    """Which threads are counted, in which measure, and in which their members."""
    is_open = or_(Weakness.closed_on.is_(None), Weakness.closed_on > days.c.last_on)
    overdue = and_(is_open, _is_late(scope, days), ~gone.member_left(scope, days.c.as_of))
    remedied = and_(Weakness.closed_on <= days.c.last_on, Weakness.state == WeaknessState.CONFIRMED)
    return [
        (Weakness.pointed_out_on >= days.c.month, M.WEAKNESSES_OPENED, M.MEMBERS_POINTED_OUT),
        (remedied, M.WEAKNESSES_REMEDIED, M.MEMBERS_REMEDIED),
        (is_open, M.WEAKNESSES_OPEN, M.MEMBERS_OPEN),
        (overdue, M.WEAKNESSES_OVERDUE, M.MEMBERS_OVERDUE),
    ]


def _is_late(scope: TenantScope, days: Values) -> ColumnElement[bool]:
    """Whether the agreed day had passed in a month and no remedy was reported by its end.

    A thread that is open now was asked for a new day if it was opened again. What is done later
    changes no month that is over.
    """
    reported = (
        select(WeaknessEvent.id)
        .where(
            tenancy.within(scope, WeaknessEvent),
            WeaknessEvent.weakness_id == Weakness.id,
            WeaknessEvent.step == WeaknessStep.REPORT_REMEDY,
            WeaknessEvent.at < days.c.month_until,
        )
        .correlate(Weakness, days)
        .exists()
    )
    waits = or_(Weakness.state == WeaknessState.OPEN, ~reported)
    return and_(waits, Weakness.due_on < days.c.as_of)
