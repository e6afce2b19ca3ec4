"""Give turns, and end them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, seen
from webapp.plans import queries, rules, year_queries
from webapp.plans.absences import queries as absence_queries
from webapp.plans.models import Turn
from webapp.plans.requests import service as turn_requests
from webapp.plans.rules import TurnSource, TurnState
from webapp.plans.service import foreseen, months, volunteering


def assign(scope: Scope, member_id: int, month: date, source: TurnSource, *, now: datetime) -> Turn:
    """Give one member the turn to report in a month.

    Raises RuleBroken when the month is past, full or without reports, when the member has this
    turn already, or may not report on the meeting day.
    """
    _refuse(scope, month, [member_id], now)
    return give(scope, member_id, month, source, now)


def assign_all(
    scope: Scope, month: date, member_ids: Sequence[int], *, now: datetime
) -> list[Turn]:
    """Give several members the turn to report in a month, all or none; offers are taken up.

    Turns of other members that the plan of the year foresaw in this month are dropped. Raises
    RuleBroken as `assign` does.
    """
    _refuse(scope, month, member_ids, now)
    turns = [
        give(scope, member_id, month, volunteering.accept_if_offered(scope, member_id, month), now)
        for member_id in member_ids
    ]
    # Of a month that is over they were not met, and no later word changes that.
    if not rules.is_over(month, clock.day_of(now)):
        foreseen.drop(scope, month, now=now)
    return turns


def _refuse(scope: Scope, month: date, member_ids: Sequence[int], now: datetime) -> None:
    require(Permission.PLAN_MANAGE, scope)
    plan = queries.plan_of(scope, months.locked(scope, month))
    rules.refuse_closed_month(plan, clock.day_of(now))
    standing = [turn.member_id for turn in queries.turns_of(scope, month)]
    rules.refuse_turns(member_ids, standing, plan.most_turns)
    may = {member.id for member in accounts.may_report_on(scope, plan.meeting_on)}
    if not may.issuperset(member_ids):
        raise RuleBroken("turn.member_may_not", field="member_ids")
    refuse_away(scope, member_ids, month)


def refuse_away(scope: Scope, member_ids: Sequence[int], month: date) -> None:
    """Refuse a turn in a month in which the member is away.

    Raises RuleBroken.
    """
    if absence_queries.are_away(scope, member_ids, month):
        raise RuleBroken("turn.member_away", field="member_ids")


def give(
    scope: Scope,
    member_id: int,
    month: date,
    source: TurnSource,
    now: datetime,
    state: TurnState = TurnState.STANDING,
) -> Turn:
    """Store a turn in a locked month; the caller has checked that it may be given.

    A turn that was foreseen for the member becomes this one.
    """
    turn = foreseen.of_member(scope, member_id, month) or Turn(
        organization_id=scope.organization_id,
        member_id=member_id,
        month=month,
        source=source,
        assigned_at=now,
    )
    if source is TurnSource.VOLUNTEERED:
        turn.source = source
    turn.state, turn.assigned_by, turn.assigned_at = state, scope.member_id, now
    db.session.add(turn)
    if state is TurnState.STANDING:
        months.keep_day(scope, month)
    db.session.flush()
    facts = {"month": month.isoformat()} | _beyond(scope, turn, now)
    audit.record(scope, AuditEvent.TURN_ASSIGNED, turn, member_id=member_id, **facts)
    stale_months.mark(scope, month)
    return turn


def _beyond(scope: Scope, turn: Turn, now: datetime) -> dict[str, Any]:
    """What the trail keeps of a volunteer whom the chair prefers to somebody without a turn."""
    if turn.source is not TurnSource.VOLUNTEERED:
        return {}
    lie = year_queries.year_turns(scope, turn.month.year, clock.day_of(now))
    before = lie.turns[turn.member_id] - 1
    if not lie.without or before < scope.settings.volunteer_turns_a_year:
        return {}
    return {"turns_before": before, "without_turn": lie.without}


def drop_turn(scope: Scope, turn_id: int, state: TurnState) -> None:
    """End a turn; open requests about it lapse.

    Raises NotVisible when there is none.
    """
    turn = seen(db.session.scalar(tenancy.rows_of(scope, Turn).where(Turn.id == turn_id)))
    turn.stays_expected = rules.stays_expected(turn.state, turn.month, clock.today())
    turn.state = state
    db.session.flush()
    turn_requests.lapse_of_turns(scope, [turn.id])
    stale_months.mark(scope, turn.month)
