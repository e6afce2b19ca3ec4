"""Take the shape of one year into the next."""

from datetime import date

from sqlalchemy import select

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import queries, rules, year_queries
from webapp.plans.models import PlanMonth
from webapp.plans.service import months


def carry_year(scope: Scope, year: int, *, today: date) -> None:
    """Let the next year's months carry what this year's do: kinds, topics, numbers of turns.

    Months that have turns or a called meeting already stay as they are. Raises RuleBroken where
    this year has nothing planned, or the next one is over or has been planned.
    """
    require(Permission.PLAN_MANAGE, scope)
    following = year + 1
    if following < today.year or following > clock.LAST_YEAR:
        raise RuleBroken("plan.year_past", year=following)
    stored = select(PlanMonth.id).where(
        tenancy.within(scope, PlanMonth), PlanMonth.month.in_(rules.months_of(year))
    )
    if db.session.scalar(stored.limit(1)) is None:
        raise RuleBroken("plan.nothing_to_carry", year=year)
    rows = [months.locked(scope, month) for month in rules.months_of(following)]
    is_agreed = year_queries.is_agreed(scope, following, for_change=True)
    if is_agreed or any(row.revision for row in rows):
        raise RuleBroken("plan.next_year_planned", year=following)
    shape = queries.month_plans(scope, rules.months_of(year))
    given = year_queries.turns_ahead(scope, rules.months_of(following))
    for row in rows:
        if not (row.is_held or row.meeting_on or row.month in given):
            plan = shape[row.month.replace(year=year)]
            row.kind, row.topic, row.own_turns = plan.kind, plan.topic, plan.own_turns
            row.revision = 1
            stale_months.mark(scope, row.month)
    db.session.flush()
    audit.record(scope, AuditEvent.YEAR_CARRIED, year=following)
