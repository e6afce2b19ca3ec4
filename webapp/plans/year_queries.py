"""The plan of a year: whether it is begun and agreed to, and what was changed in it since."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from webapp.accounts import queries as accounts
from webapp.accounts import visible_since
from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.plans import rules
from webapp.plans.models import PlanChange, Turn, YearPlan
from webapp.plans.rotation.volunteers import YearTurns
from webapp.plans.rules import MonthKind, TurnState, YearPlanState
from webapp.texts import service as texts


@dataclass(frozen=True)
class Change:
    """One change of a month, as its history shows it."""

    month: date
    at: datetime
    by: str | None
    kind_before: MonthKind
    kind_after: MonthKind
    topic_before: str | None
    topic_after: str | None
    turns_before: int
    turns_after: int
    #: Empty if calling the meeting changed the month.
    reason: str = ""


def plan_of_year(scope: Scope, year: int) -> YearPlan | None:
    """The stored plan of a year, or none as long as nothing was decided."""
    found: YearPlan | None = db.session.scalar(
        tenancy.rows_of(scope, YearPlan).where(YearPlan.year == year)
    )
    return found


def is_agreed(scope: Scope, year: int, *, for_change: bool = False) -> bool:
    """Whether the plan of a year is confirmed; `for_change` locks it until the commit."""
    query = select(YearPlan.state).where(tenancy.within(scope, YearPlan), YearPlan.year == year)
    if for_change:
        query = query.with_for_update(read=True)
    return db.session.scalar(query) is YearPlanState.CONFIRMED


def changes_of(scope: Scope, months: Iterable[date]) -> list[Change]:
    """What was changed in months, the latest change first, in two queries."""
    query = (
        select(PlanChange, Membership.full_name)
        .outerjoin(Membership, tenancy.refers_to(PlanChange.changed_by, Membership))
        .where(tenancy.within(scope, PlanChange), PlanChange.month.in_(list(months)))
        .where(visible_since.since_moment(scope, PlanChange.at))
        .order_by(PlanChange.at.desc(), PlanChange.id.desc())
    )
    rows = db.session.execute(query).all()
    words = texts.read(scope, [row.reason_id for row, _name in rows])
    return [
        Change(
            row.month,
            row.at,
            name,
            row.kind_before,
            row.kind_after,
            row.topic_before,
            row.topic_after,
            row.turns_before,
            row.turns_after,
            words.get(row.reason_id or 0, ""),
        )
        for row, name in rows
    ]


def turns_ahead(scope: Scope, months: Iterable[date]) -> dict[date, int]:
    """How many turns are planned or assigned in months; months without any are left out."""
    query = (
        select(Turn.month, func.count())
        .where(
            tenancy.within(scope, Turn),
            Turn.month.in_(list(months)),
            Turn.state.in_(rules.AHEAD),
        )
        .group_by(Turn.month)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def year_turns(scope: Scope, year: int, today: date) -> YearTurns:
    """The turns of a year, planned or assigned, of those who may report today and of others."""
    query = select(Turn.member_id, func.count()).where(
        tenancy.within(scope, Turn),
        Turn.month.in_(rules.months_of(year)),
        Turn.state.in_(rules.AHEAD),
    )
    rows = db.session.execute(query.group_by(Turn.member_id))
    turns = Counter({row[0]: row[1] for row in rows})
    may = accounts.may_report_on(scope, today)
    return YearTurns(turns, sum(not turns[member.id] for member in may))


def is_begun(scope: TenantScope) -> bool:
    """Whether anybody was ever given a turn, or a plan is confirmed."""
    turns = select(Turn.id).where(tenancy.within(scope, Turn))
    confirmed = select(YearPlan.id).where(
        tenancy.within(scope, YearPlan), YearPlan.state == YearPlanState.CONFIRMED
    )
    return bool(db.session.scalar(select(or_(turns.exists(), confirmed.exists()))))


def passed_turns(scope: TenantScope, month: date) -> Select[Any]:
    """Who was to report in a month by the plan and was given no turn in it or later, by name."""
    later = aliased(Turn)
    given = and_(
        tenancy.within(scope, later),
        later.member_id == Turn.member_id,
        later.month >= Turn.month,
        later.state == TurnState.STANDING,
    )
    return (
        select(Membership.full_name)
        .join(Turn, tenancy.refers_to(Turn.member_id, Membership))
        .where(
            tenancy.within(scope, Turn, Membership),
            Turn.state == TurnState.PLANNED,
            Turn.month == month,
            ~select(later.id).where(given).correlate(Turn).exists(),
        )
    )
