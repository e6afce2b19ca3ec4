"""Ask for a change of a turn: for oneself, or entered for a member."""

from dataclasses import dataclass
from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.plans import queries as plans
from webapp.plans import rules, telling
from webapp.plans import service as planning
from webapp.plans.models import Turn, TurnRequest
from webapp.plans.requests import rules as request_rules
from webapp.plans.requests import service as turn_requests
from webapp.plans.requests.rules import RequestKind, RequestState, RequestStep
from webapp.plans.service import month_slots
from webapp.reports import rules as report_rules
from webapp.reports.models import SelfReport
from webapp.reports.requests import answering, granting
from webapp.reports.rules import ReportStep
from webapp.reports.service import moving, transition
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class Wish:
    """What somebody asks for, and why."""

    kind: RequestKind
    reason: str
    #: Who is to report instead.
    other_member_id: int | None = None
    #: The turn to swap with.
    other_turn_id: int | None = None
    #: The month to report in instead.
    month: date | None = None
    #: Whether chair or deputy enters it for the member; matters where they may act alone.
    on_behalf: bool = False


def ask(scope: Scope, turn: Turn, wish: Wish, *, now: datetime) -> TurnRequest:
    """Ask for a change of a turn; who has to answer first is told.

    Raises RuleBroken without a reason, when the turn is over, when another request about it is
    open, or when what is asked for could not be granted as things stand.
    """
    name = turn.member.full_name
    request = _begin(scope, turn, wish, now)
    if request.awaits_other:
        to, kind = [request.other_member_id], NoticeKind.TURN_REQUESTED
    else:
        to = list(telling.leaders(scope, clock.day_of(now)))
        kind = NoticeKind.TURN_REQUEST_WAITING
    months = (request.month, request.other_month)
    telling.tell(scope, request, kind, to, now=now, member=name, months=months)
    if turn.member_id != scope.member_id:
        entered = NoticeKind.TURN_REQUEST_ENTERED
        telling.tell(scope, request, entered, [turn.member_id], now=now, member=scope.full_name)
    return request


def arrange(
    scope: Scope, turn: Turn, wish: Wish, *, replacement_id: int | None = None, now: datetime
) -> TurnRequest:
    """Ask, agree for the other member and grant in one step, as chair or deputy has agreed it.

    Raises RuleBroken as `ask` and `grant` do.
    """
    require(Permission.PLAN_MANAGE, scope)
    request = _begin(scope, turn, wish, now)
    entered = [turn.member_id] if request.entered_for else []
    if request.awaits_other and answering.note(scope, request, RequestStep.AGREE, now=now):
        entered.append(request.other_member_id or 0)
    granting.grant(scope, request, replacement_id=replacement_id, now=now)
    kind, by = NoticeKind.TURN_REQUEST_ENTERED, scope.full_name
    telling.tell(scope, request, kind, entered, now=now, member=by)
    return request


def _begin(scope: Scope, turn: Turn, wish: Wish, now: datetime) -> TurnRequest:
    """Lock the turns, refuse what can't be granted, and store the request."""
    require(Permission.TURN_REQUEST, scope, turn)
    other = _other_turn(scope, wish)
    other_month = other.month if other else wish.month
    planning.lock_months(scope, [turn.month, other_month])
    for locked in turn_requests.lock_turns(scope, [t.id for t in (turn, other) if t]):
        request_rules.refuse_turn(locked.state)
    _refuse_month(scope, turn.month, now)
    _refuse_report(wish.kind, moving.locked_report(scope, turn))
    _REFUSE[wish.kind](scope, turn, wish, other, now)
    words = transition.refuse_note(wish.reason, field="reason", needed="request.reason_missing")
    is_own = turn.member_id == scope.member_id
    request = TurnRequest(
        organization_id=scope.organization_id,
        turn_id=turn.id,
        member_id=turn.member_id,
        month=turn.month,
        kind=wish.kind,
        state=RequestState.ASKED,
        asked_by=scope.acting_id,
        asked_at=now,
        entered_for=request_rules.is_entered_for(
            wish.kind, is_own=is_own, on_behalf=wish.on_behalf
        ),
        other_member_id=other.member_id if other else wish.other_member_id,
        other_turn_id=other.id if other else None,
        other_month=other_month,
    )
    reason_id = texts.keep(scope, TextKind.REASON, words)
    return turn_requests.open_request(scope, request, reason_id, now=now)


def _other_turn(scope: Scope, wish: Wish) -> Turn | None:
    if wish.kind is not RequestKind.SWAP:
        return None
    found = planning.find_turn(scope, wish.other_turn_id or 0)
    if found is None:
        raise RuleBroken("request.nobody_named", field="other_turn_id")
    return found


def _refuse_month(scope: Scope, month: date, now: datetime) -> None:
    plan = plans.month_plan(scope, month)
    if rules.is_past(plan, clock.day_of(now)):
        raise RuleBroken("plan.month_past", month=month.strftime("%m/%Y"))


def _refuse_report(kind: RequestKind, report: SelfReport | None) -> None:
    if kind is RequestKind.SWAP:
        moving.refuse_swap(report)
    elif report and (report.state, ReportStep.POSTPONE) not in report_rules.STEPS:
        raise RuleBroken("report.step_not_open", state=report.state)


def _refuse_swap(scope: Scope, turn: Turn, wish: Wish, other: Turn | None, now: datetime) -> None:
    if other is None:
        raise RuleBroken("request.nobody_named", field="other_turn_id")
    request_rules.refuse_swap(turn.month, turn.member_id, other.month, other.member_id)
    _refuse_month(scope, other.month, now)
    moving.refuse_swap(moving.locked_report(scope, other))
    for month, member_id in ((other.month, turn.member_id), (turn.month, other.member_id)):
        _refuse_member(scope, month, member_id, "other_turn_id")


def _refuse_postponing(
    scope: Scope, turn: Turn, wish: Wish, other: Turn | None, now: datetime
) -> None:
    if wish.month is None or wish.month <= turn.month:
        raise RuleBroken("request.month_missing", field="month")
    month_slots.refuse_full(scope, wish.month, clock.day_of(now))
    _refuse_member(scope, wish.month, turn.member_id, "month")


def _refuse_replacement(
    scope: Scope, turn: Turn, wish: Wish, other: Turn | None, now: datetime
) -> None:
    if not wish.other_member_id or wish.other_member_id == turn.member_id:
        raise RuleBroken("request.nobody_named", field="other_member_id")
    _refuse_member(scope, turn.month, wish.other_member_id, "other_member_id")


def _refuse_member(scope: Scope, month: date, member_id: int, field: str) -> None:
    """Refuse a member who may not report on the month's meeting day, or already does."""
    day = plans.month_plan(scope, month).meeting_on
    if member_id not in {member.id for member in accounts.may_report_on(scope, day)}:
        raise RuleBroken("request.member_may_not", field=field, month=month.strftime("%m/%Y"))
    if member_id in month_slots.members_ahead(scope, month):
        raise RuleBroken("request.has_turn_there", field=field, month=month.strftime("%m/%Y"))


_REFUSE = {
    RequestKind.DECLINE: lambda *_given: None,
    RequestKind.SWAP: _refuse_swap,
    RequestKind.POSTPONE: _refuse_postponing,
    RequestKind.REPLACE: _refuse_replacement,
}
