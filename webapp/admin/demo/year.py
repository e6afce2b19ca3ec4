"""The demo's plans of a year: confirmed in most units, still a proposal in the one seen first."""

from datetime import date, timedelta

from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.core import clock
from webapp.plans import queries as plans
from webapp.plans import rules as plan_rules
from webapp.plans import service as planning
from webapp.plans import year_rules
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.rotation import proposed_year
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposal import propose
from webapp.plans.rules import MonthKind


def plan_ahead(cast: Cast, today: date) -> None:
    """Somebody is away for two months, and the months to come have their turns foreseen."""
    now = at(today - timedelta(days=3), 9)
    with clock.stopped(now):
        away = cast.members[-1]
        first = clock.next_month(clock.month_of(today))
        last = clock.next_month(first) + timedelta(days=9)
        planning.tell_absence(away, away.member_id or 0, (first, last), AbsenceKind.AWAY, now=now)
        for year in year_rules.years_to_plan(today):
            # Visitors find next year's plan waiting for them.
            if year == today.year or not cast.is_first:
                _confirm(cast, year, today)


def next_with_reports(cast: Cast, month: date) -> date:
    """The next month after this one in which somebody reports."""
    planned = plans.month_plans(cast.chair, plan_rules.months_ahead(month)[1:])
    return next(plan.month for plan in planned.values() if plan.kind is MonthKind.REPORTS)


def _confirm(cast: Cast, year: int, today: date) -> None:
    """Confirm what is proposed; a month that somebody offers to report in waits for the chair."""
    past = rotation_queries.history_of(cast.chair, year, today)
    offered = {month for _member, month in past.facts.offers}
    this_month = clock.month_of(today)
    chosen = {
        month: members
        for month, members in proposed_year.filled(propose(past.planning(year), year), {}).items()
        if month not in offered and month > this_month
    }
    if chosen:
        seen = past.year_plan.revision if past.year_plan else 0
        planning.confirm(cast.chair, year, chosen, seen=seen, reason="", now=clock.now())
