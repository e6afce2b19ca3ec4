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
class _Locked:
    """Everything a granted request changes, locked; `states` are those before."""

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
    """Chair or deputy grants it; all concerned are told. A declined turn may get a replacement.

    Raises StaleEdit when somebody was quicker, and RuleBroken when it is not to be decided yet,
    or can't be granted as things have become.
    """
    require(Permission.PLAN_MANAGE, scope)
    planning.lock_months(scope, [request.month, request.other_month])
    ids = [i for i in (request.turn_id, request.other_turn_id) if i is not None]
    turns = {turn.id: turn for turn in turn_requests.lock_turns(scope, ids)}
    states = {turn.id: turn.state for turn in turns.values()}
    reports = {turn.id: moving.locked_report(scope, turn) for turn in turns.values()}
    reason_id = asked.reason_text(scope, request)
    locked = _Locked(scope, request, turns, states, reports, reason_id, replacement_id, now)
    turn_requests.take(scope, request, RequestStep.GRANT, now=now, text_id=None)
    # All turns are dropped before any is given: members may swap theirs.
    for turn in locked.turns.values():
        request_rules.refuse_turn(turn.state)
        planning.drop_turn(scope, turn.id, BECOMES[request.kind])
    _GRANT[request.kind](locked)
    db.session.flush()
    _tell(locked)


def _decline(locked: _Locked) -> None:
    _close(locked)
    if locked.replacement_id:
        _give_instead(locked, locked.replacement_id)
        # The other member's turn is what the month expects now.
        locked.turn.stays_expected = False


def _replace(locked: _Locked) -> None:
    _close(locked)
    _give_instead(locked, locked.request.other_member_id or 0)


def _postpone(locked: _Locked) -> None:
    turn, month = locked.turn, locked.request.other_month
    if month is None:
        raise RuleBroken("request.month_missing", field="month")
    new = planning.give_slot(
        locked.scope,
        turn.member_id,
        month,
        source=turn.source,
        state=locked.states[turn.id],
        now=locked.now,
    )
    locked.request.new_turn_id = new.id
    _carry(locked, locked.reports[turn.id], new)


def _swap(locked: _Locked) -> None:
    """Each member takes the other one's turn."""
    for report in locked.reports.values():
        moving.refuse_swap(report)
    mine, other = locked.turn, locked.turns[locked.request.other_turn_id or 0]
    locked.request.new_turn_id = _take_slot(locked, mine, other).id
    locked.request.other_new_turn_id = _take_slot(locked, other, mine).id


def _take_slot(locked: _Locked, leaves: Turn, slot: Turn) -> Turn:
    report = locked.reports[leaves.id]
    writes = report is not None and report.state in rules.BEING_WRITTEN
    new = planning.give_slot(
        locked.scope,
        leaves.member_id,
        slot.month,
        source=leaves.source,
        state=request_rules.state_after_swap(locked.states[slot.id], writes=writes),
        in_place_of_another=True,
        now=locked.now,
    )
    _carry(locked, report, new)
    return new


def _carry(locked: _Locked, report: SelfReport | None, new: Turn) -> None:
    """Let a report follow its author, or begin where there was none and one is wanted."""
    if report is None:
        if new.state is TurnState.STANDING:
            assigning.begin(locked.scope, new, locked.now)
        return
    moved = moving.carry(locked.scope, report, new, locked.reason_id, now=locked.now)
    event = AuditEvent.REPORT_MOVED if moved is report else AuditEvent.REPORT_POSTPONED
    transition.remember(locked.scope, report, event)


def _close(locked: _Locked) -> None:
    report = locked.reports[locked.turn.id]
    if report is not None:
        moving.close(locked.scope, report, ReportStep.WITHDRAW, locked.reason_id, now=locked.now)
        transition.remember(locked.scope, report, AuditEvent.REPORT_WITHDRAWN)


def _give_instead(locked: _Locked, member_id: int) -> None:
    """Give a turn in the same month to another member."""
    new = planning.give_slot(
        locked.scope,
        member_id,
        locked.turn.month,
        source=TurnSource.ASSIGNED,
        state=locked.states[locked.turn.id],
        in_place_of_another=True,
        now=locked.now,
    )
    locked.request.new_turn_id = new.id
    moving.begin_or_announce(locked.scope, new, locked.now)


def _tell(locked: _Locked) -> None:
    """Tell both members their old and new months; who reports instead was told with the turn."""
    request, kind = locked.request, NoticeKind.TURN_REQUEST_GRANTED
    keeps_a_turn = request.kind in (RequestKind.SWAP, RequestKind.POSTPONE)
    months = (request.month, request.other_month if keeps_a_turn else None)
    to = [request.member_id]
    own = kind if request.was_wished else _UNASKED.get(request.kind, kind)
    telling.tell(locked.scope, request, own, to, now=locked.now, months=months)
    if request.kind is RequestKind.SWAP and request.other_month:
        swapped = (request.other_month, request.month)
        other = [request.other_member_id]
        telling.tell(locked.scope, request, kind, other, now=locked.now, months=swapped)


#: What a member is told whose turn was changed without having asked for it.
_UNASKED = {
    RequestKind.POSTPONE: NoticeKind.REPORT_POSTPONED,
    RequestKind.REPLACE: NoticeKind.TURN_REPLACED,
}


_GRANT: dict[RequestKind, Callable[[_Locked], None]] = {
    RequestKind.DECLINE: _decline,
    RequestKind.SWAP: _swap,
    RequestKind.POSTPONE: _postpone,
    RequestKind.REPLACE: _replace,
}
