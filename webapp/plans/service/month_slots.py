"""Lock months of the plan, find those with room, and give a member a turn in one of them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts import queries as accounts
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import queries, rules
from webapp.plans.absences import queries as absence_queries
from webapp.plans.models import Turn
from webapp.plans.rules import AHEAD, MonthKind, TurnSource, TurnState
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
    goes_first: bool = False,
    now: datetime,
) -> Turn:
    """Give a member a turn in a month with room, or in place of a turn that was just dropped.

    Foreseen turns count too, unless the member `goes_first`: then the month takes one more, so that
    nobody who was foreseen in it loses the turn. Raises RuleBroken when the month is past, full or
    without reports, when the member reports in it already, or may not report on the meeting day.
    """
    row = months.locked(scope, month)
    plan = queries.plan_of(scope, row)
    rules.refuse_closed_month(plan, clock.day_of(now))
    ahead = members_ahead(scope, month)
    allowed = len(ahead) + 1 if in_place_of_another else plan.most_turns
    if goes_first and rules.has_room(plan, len(queries.turns_of(scope, month)), len(ahead)):
        allowed = max(allowed, len(ahead) + 1)
    rules.refuse_turns([member_id], ahead, allowed)
    if member_id not in {m.id for m in accounts.may_report_on(scope, plan.meeting_on)}:
        raise RuleBroken("turn.member_may_not", field="member_ids")
    turns.refuse_away(scope, [member_id], month)
    if goes_first and allowed > plan.most_turns:
        months.widen(scope, row, allowed)
    if volunteering.accept_if_offered(scope, member_id, month) is TurnSource.VOLUNTEERED:
        source = TurnSource.VOLUNTEERED
    return turns.give(scope, member_id, month, source, now, state)


def rooms(
    scope: Scope, member_id: int, after: date, today: date, *, goes_first: bool = False
) -> list[date]:
    """The months after one in which a member can be given a turn, the next one first."""
    later = [month for month in rules.months_ahead(today) if month > after]
    away = absence_queries.of_member(scope, member_id)
    return [
        month.plan.month
        for month in queries.planned(scope, later)
        if month.plan.kind is MonthKind.REPORTS
        and not rules.is_past(month.plan, today)
        and rules.has_room(
            month.plan, len(month.turns if goes_first else month.ahead), len(month.ahead)
        )
        and member_id not in {one.member_id for one in month.ahead}
        and not any(
            one.from_on <= clock.last_day_of(month.plan.month) and one.until_on >= month.plan.month
            for one in away
        )
    ]


def next_room(scope: Scope, member_id: int, after: date, today: date) -> date | None:
    """The next month that carries reports and can take one of this member that was put off."""
    for month in rooms(scope, member_id, after, today, goes_first=True):
        day = queries.month_plan(scope, month).meeting_on
        if member_id in {member.id for member in accounts.may_report_on(scope, day)}:
            return month
    return None


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
