"""Grant a request about a turn: the turns change hands or months, and their reports with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.plans import service as planning
from webapp.plans import telling
from webapp.plans.models import Turn, TurnRequest
from webapp.plans.requests import queries as asked
from webapp.plans.requests import rules as request_rules
from webapp.plans.requests import service as turn_requests
from webapp.plans.requests.rules import BECOMES, RequestKind, RequestStep
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports import assigning, rules
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportStep
from webapp.reports.service import moving, transition


@dataclass(frozen=True)
class _Held:
    """Everything a granted request changes, kept from others, as it was before."""

    scope: Scope
    request: TurnRequest
    turns: Mapping[int, Turn]
    states: Mapping[int, TurnState]
    reports: Mapping[int, SelfReport | None]
    reason_id: int | None
    replacement_id: int | None
    now: datetime

    @property
    def turn(self) -> Turn:
        """The turn the request is about."""
        return self.turns[self.request.turn_id]


def grant(
    scope: Scope,
    request: TurnRequest,
    *,
    replacement_id: int | None = None,
    now: datetime,
) -> None:
    """Whoever leads decides for it; all concerned are told. A declined turn may get a replacement.

    Raises StaleEdit when somebody was quicker, and RuleBroken when it is not to be decided yet,
    or can't be granted as things have become.
    """
    require(Permission.PLAN_MANAGE, scope)
    held = _hold(scope, request, replacement_id, now)
    turn_requests.take(scope, request, RequestStep.GRANT, now=now, text_id=None)
    # All turns go before any comes: members may change places.
    for turn in held.turns.values():
        request_rules.refuse_turn(turn.state)
        planning.drop_turn(scope, turn.id, BECOMES[request.kind])
    _GRANT[request.kind](held)
    db.session.flush()
    _tell(held)


def _hold(scope: Scope, request: TurnRequest, replacement_id: int | None, now: datetime) -> _Held:
    planning.lock_months(scope, [request.month, request.other_month])
    ids = [i for i in (request.turn_id, request.other_turn_id) if i is not None]
    turns = {turn.id: turn for turn in turn_requests.lock_turns(scope, ids)}
    return _Held(
        scope,
        request,
        turns,
        {turn.id: turn.state for turn in turns.values()},
        {turn.id: moving.locked_report(scope, turn) for turn in turns.values()},
        asked.reason_text(scope, request),
        replacement_id,
        now,
    )


def _decline(held: _Held) -> None:
    _close(held)
    if held.replacement_id:
        _give_instead(held, held.replacement_id)


def _replace(held: _Held) -> None:
    _close(held)
    _give_instead(held, held.request.other_member_id or 0)


def _postpone(held: _Held) -> None:
    turn, month = held.turn, held.request.other_month
    if month is None:
        raise RuleBroken("request.month_missing", field="month")
    new = planning.give_slot(
        held.scope,
        turn.member_id,
        month,
        source=turn.source,
        state=held.states[turn.id],
        now=held.now,
    )
    held.request.new_turn_id = new.id
    _carry(held, held.reports[turn.id], new)


def _swap(held: _Held) -> None:
    """Each member takes the other one's place."""
    for report in held.reports.values():
        moving.refuse_swap(report)
    mine, other = held.turn, held.turns[held.request.other_turn_id or 0]
    held.request.new_turn_id = _take_slot(held, mine, other).id
    held.request.other_new_turn_id = _take_slot(held, other, mine).id


def _take_slot(held: _Held, leaves: Turn, slot: Turn) -> Turn:
    report = held.reports[leaves.id]
    writes = report is not None and report.state in rules.BEING_WRITTEN
    new = planning.give_slot(
        held.scope,
        leaves.member_id,
        slot.month,
        source=leaves.source,
        state=request_rules.state_after_swap(held.states[slot.id], writes=writes),
        in_place_of_another=True,
        now=held.now,
    )
    _carry(held, report, new)
    return new


def _carry(held: _Held, report: SelfReport | None, new: Turn) -> None:
    """Let a report follow its author, or begin where there was none and one is wanted."""
    if report is None:
        if new.state is TurnState.STANDING:
            assigning.begin(held.scope, new, held.now)
        return
    again = moving.carry(held.scope, report, new, held.reason_id, now=held.now)
    moved = again is report
    event = AuditEvent.REPORT_MOVED if moved else AuditEvent.REPORT_POSTPONED
    transition.remember(held.scope, report, event)


def _close(held: _Held) -> None:
    report = held.reports[held.turn.id]
    if report is not None:
        moving.close(held.scope, report, ReportStep.WITHDRAW, held.reason_id, now=held.now)
        transition.remember(held.scope, report, AuditEvent.REPORT_WITHDRAWN)


def _give_instead(held: _Held, member_id: int) -> None:
    """Give the place of the turn that went to another member."""
    new = planning.give_slot(
        held.scope,
        member_id,
        held.turn.month,
        source=TurnSource.ASSIGNED,
        state=held.states[held.turn.id],
        in_place_of_another=True,
        now=held.now,
    )
    held.request.new_turn_id = new.id
    moving.begin_or_announce(held.scope, new, held.now)


def _tell(held: _Held) -> None:
    """Tell both members their old and new months; who reports instead was told with the turn."""
    request, kind = held.request, NoticeKind.TURN_REQUEST_GRANTED
    keeps_a_turn = request.kind in (RequestKind.SWAP, RequestKind.POSTPONE)
    months = (request.month, request.other_month if keeps_a_turn else None)
    to = [request.member_id]
    own = kind if request.was_wished else _UNASKED.get(request.kind, kind)
    telling.tell(held.scope, request, own, to, now=held.now, months=months)
    if request.kind is RequestKind.SWAP and request.other_month:
        swapped = (request.other_month, request.month)
        other = [request.other_member_id]
        telling.tell(held.scope, request, kind, other, now=held.now, months=swapped)


#: What a member is told whose turn was changed without having asked for it.
_UNASKED = {
    RequestKind.POSTPONE: NoticeKind.REPORT_POSTPONED,
    RequestKind.REPLACE: NoticeKind.TURN_REPLACED,
}


_GRANT: dict[RequestKind, Callable[[_Held], None]] = {
    RequestKind.DECLINE: _decline,
    RequestKind.SWAP: _swap,
    RequestKind.POSTPONE: _postpone,
    RequestKind.REPLACE: _replace,
}
