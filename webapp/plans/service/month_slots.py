"""Lock months of the plan, and give a member a turn in one where it has room."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts import queries as accounts
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import queries, rules
from webapp.plans.models import Turn
from webapp.plans.rules import AHEAD, TurnSource, TurnState
from webapp.plans.service import months, turns, volunteering


def lock_months(scope: Scope, wanted: Iterable[date | None]) -> None:
    """Keep others from planning these months until the transaction ends; earliest first."""
    for month in sorted({month for month in wanted if month is not None}):
        months.locked(scope, month)


def give_slot(
    scope: Scope,
    member_id: int,
    month: date,
    *,
    source: TurnSource,
    state: TurnState = TurnState.STANDING,
    in_place_of_another: bool = False,
    now: datetime,
) -> Turn:
    """Give a member a turn in a month with room, or in place of a turn that was just dropped.

    Foreseen turns count too. Raises RuleBroken when the month is past, full or without
    reports, when the member reports in it already, or may not report on the meeting day.
    """
    plan = queries.plan_of(scope, months.locked(scope, month))
    rules.refuse_closed_month(plan, clock.day_of(now))
    ahead = members_ahead(scope, month)
    allowed = len(ahead) + 1 if in_place_of_another else plan.most_turns
    rules.refuse_turns([member_id], ahead, allowed)
    if member_id not in {m.id for m in accounts.may_report_on(scope, plan.meeting_on)}:
        raise RuleBroken("turn.member_may_not", field="member_ids")
    turns.refuse_away(scope, [member_id], month)
    if volunteering.accept_if_offered(scope, member_id, month) is TurnSource.VOLUNTEERED:
        source = TurnSource.VOLUNTEERED
    return turns.give(scope, member_id, month, source, now, state)


def refuse_full(scope: Scope, month: date, today: date) -> None:
    """Refuse a month that is past, full or without reports.

    Raises RuleBroken.
    """
    plan = queries.month_plan(scope, month)
    rules.refuse_closed_month(plan, today)
    if len(members_ahead(scope, month)) >= plan.most_turns:
        raise RuleBroken("turn.too_many", field="month", allowed=plan.most_turns, free=0)


def find_turn(scope: Scope, turn_id: int) -> Turn | None:
    """A turn of this organization, if there is one."""
    found: Turn | None = db.session.scalar(tenancy.rows_of(scope, Turn).where(Turn.id == turn_id))
    return found


def members_ahead(scope: Scope, month: date) -> list[int]:
    """Who is to report in a month, assigned or foreseen by the plan."""
    query = select(Turn.member_id).where(
        tenancy.within(scope, Turn), Turn.month == month, Turn.state.in_(AHEAD)
    )
    return list(db.session.scalars(query))
