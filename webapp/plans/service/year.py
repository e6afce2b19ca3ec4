"""Confirm the plan of a year, change it with a reason, draw lots for its ties again."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import year_rules
from webapp.plans.models import YearPlan
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.availability import Given, lines
from webapp.plans.rotation.queries import History
from webapp.plans.rules import YearPlanState
from webapp.plans.service import foreseen, months
from webapp.plans.year_rules import OpenMonth
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def draw_again(scope: Scope, year: int, *, seen: int, now: datetime) -> int:
    """Draw again who comes first among equal ones; returns the new seed.

    Raises RuleBroken for a year that can't be planned yet, StaleEdit when somebody changed the
    plan after it was seen.
    """
    plan = _locked(scope, year, seen, now)
    before, plan.seed = plan.seed, 100_000 + secrets.randbelow(900_000)
    plan.revision += 1
    db.session.flush()
    facts = {"year": year, "seed": plan.seed, "before": before}
    audit.record(scope, AuditEvent.YEAR_PLAN_DRAWN, plan, **facts)
    return plan.seed


def confirm(
    scope: Scope,
    year: int,
    chosen: Mapping[date, Sequence[int]],
    *,
    seen: int,
    reason: str,
    now: datetime,
) -> YearPlan:
    """Let exactly the chosen turns be foreseen in the open months of a year; assigned ones stay.

    A plan that was confirmed before is changed with a reason. Members are told of a turn that is
    new or dropped.

    Raises RuleBroken when the year, a month or a member can't be planned or the reason is missing,
    StaleEdit when somebody changed the plan after it was seen.
    """
    plan = _locked(scope, year, seen, now)
    year_rules.refuse_reason(reason, is_agreed=plan.state is YearPlanState.CONFIRMED)
    year_rules.refuse_empty(chosen)
    months.locked_months(scope, [month for month in chosen if month.year == year])
    past = rotation_queries.history_of(scope, year, clock.day_of(now))
    open_ones = open_months(past, year)
    year_rules.refuse_plan(open_ones, chosen)
    wanted = {Given(member, month) for month, members in chosen.items() for member in members}
    dropped, added = foreseen.replace(scope, past, set(open_ones), wanted, now)
    reason_before = plan.reason_id
    plan.reason_id = texts.keep_if_any(scope, TextKind.REASON, reason.strip())
    db.session.flush()
    texts.forget(scope, [reason_before])
    plan.state, plan.confirmed_at, plan.confirmed_by = YearPlanState.CONFIRMED, now, scope.member_id
    plan.revision += 1
    db.session.flush()
    facts = {"year": year, "seed": plan.seed, "added": added, "dropped": dropped}
    audit.record(scope, AuditEvent.YEAR_PLAN_CONFIRMED, plan, **facts)
    return plan


def open_months(past: History, year: int) -> dict[date, OpenMonth]:
    """The months of a year that may still be filled, with who may report in them."""
    out = lines(past.facts)
    found = {}
    for position, month in enumerate(past.facts.months):
        if month.is_open and month.month.year == year:
            standing = {one.member_id for one in past.standing if one.month == month.month}
            may = {member_id for member_id, line in out.items() if line[position] is None}
            most = month.own_turns or past.facts.most
            found[month.month] = OpenMonth(month.month, frozenset(standing), frozenset(may), most)
    return found


def _locked(scope: Scope, year: int, seen: int, now: datetime) -> YearPlan:
    """The plan's row, locked until the transaction ends; it is written if there is none yet."""
    require(Permission.PLAN_MANAGE, scope)
    if year not in year_rules.years_to_plan(clock.day_of(now)):
        raise RuleBroken("plan.year_not_open", year=year)
    db.session.execute(
        insert(YearPlan)
        .values(
            organization_id=scope.organization_id,
            year=year,
            state=YearPlanState.DRAFT,
            seed=year_rules.first_seed(year),
            revision=0,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "year"])
    )
    query = (
        select(YearPlan)
        .where(tenancy.within(scope, YearPlan), YearPlan.year == year)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    plan = db.session.scalars(query).one()
    year_rules.refuse_stale(plan.revision, seen)
    return plan
