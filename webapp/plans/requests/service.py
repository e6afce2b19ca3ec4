"""What every step of a request about a turn shares: locking, moving on, recording, lapsing."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.notices.rules import NoticeKind
from webapp.plans import telling
from webapp.plans.models import Turn, TurnRequest, TurnRequestEvent
from webapp.plans.requests import rules as request_rules
from webapp.plans.requests.rules import OPEN, Party, RequestKind, RequestState, RequestStep

_EVENTS = {
    RequestStep.ASK: AuditEvent.TURN_REQUESTED,
    RequestStep.AGREE: AuditEvent.TURN_REQUEST_AGREED,
    RequestStep.DISAGREE: AuditEvent.TURN_REQUEST_DISAGREED,
    RequestStep.GRANT: AuditEvent.TURN_REQUEST_GRANTED,
    RequestStep.REFUSE: AuditEvent.TURN_REQUEST_REFUSED,
    RequestStep.TAKE_BACK: AuditEvent.TURN_REQUEST_TAKEN_BACK,
    RequestStep.LAPSE: AuditEvent.TURN_REQUEST_LAPSED,
}


def parties_of(scope: Scope, request: TurnRequest) -> frozenset[Party]:
    """How the actor stands towards a request."""
    me = scope.member_id
    asked = request.asked_by == me or (request.was_wished and request.member_id == me)
    return request_rules.parties(
        asked=asked, is_other=request.other_member_id == me, leads=scope.leads
    )


def lock_turns(scope: Scope, ids: Collection[int]) -> list[Turn]:
    """Keep others from changing turns until the transaction ends; in the order of identifiers."""
    query = (
        tenancy.rows_of(scope, Turn)
        .where(Turn.id.in_(ids))
        .order_by(Turn.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def open_request(
    scope: Scope, request: TurnRequest, reason_id: int | None, *, now: datetime
) -> TurnRequest:
    """Store a request about a locked turn.

    Raises RuleBroken while another one about the same turn is open.
    """
    pending = tenancy.rows_of(scope, TurnRequest).where(
        TurnRequest.turn_id == request.turn_id, TurnRequest.state.in_(OPEN)
    )
    if db.session.scalar(pending) is not None:
        raise RuleBroken("request.one_is_open")
    db.session.add(request)
    db.session.flush()
    entered_for = request.entered_for
    remember(scope, request, RequestStep.ASK, now=now, text_id=reason_id, entered_for=entered_for)
    return request


def take(
    scope: Scope, request: TurnRequest, step: RequestStep, *, now: datetime, text_id: int | None
) -> bool:
    """Move a request on by one step; returns whether it was entered for another member.

    Raises StaleEdit when somebody moved it on since it was loaded, and RuleBroken when the step
    is not open or not the actor's to take.
    """
    before = request.state
    db.session.refresh(request, ["state"], with_for_update=True)
    if request.state is not before:
        raise StaleEdit("request.changed_meanwhile", state=request.state)
    stands = parties_of(scope, request)
    request.state, entered_for = request_rules.next_state(request.kind, before, step, stands)
    db.session.flush()
    remember(scope, request, step, now=now, text_id=text_id, entered_for=entered_for)
    return entered_for


def remember(
    scope: Scope,
    request: TurnRequest,
    step: RequestStep,
    *,
    now: datetime,
    text_id: int | None = None,
    entered_for: bool = False,
) -> None:
    """Write a step into the history of a request and into the trail."""
    _note(scope, request, step, now=now, text_id=text_id, entered_for=entered_for)
    facts = {"kind": request.kind, "month": request.month.isoformat(), "entered_for": entered_for}
    audit.record(scope, _EVENTS[step], request, member_id=request.member_id, **facts)


def note_arranged(
    scope: Scope, turn_id: int, new_turn: Turn | None, reason_id: int, *, now: datetime
) -> None:
    """Record in the history of a turn that chair or deputy postponed it without a request."""
    [turn] = lock_turns(scope, [turn_id])
    request = TurnRequest(
        organization_id=scope.organization_id,
        turn_id=turn.id,
        member_id=turn.member_id,
        month=turn.month,
        kind=RequestKind.POSTPONE,
        state=RequestState.GRANTED,
        asked_by=scope.acting_id,
        asked_at=now,
        entered_for=False,
        other_month=new_turn.month if new_turn else None,
        new_turn_id=new_turn.id if new_turn else None,
    )
    db.session.add(request)
    db.session.flush()
    _note(scope, request, RequestStep.GRANT, now=now, text_id=reason_id)


def lapse_of_turns(scope: Scope, turn_ids: Sequence[int]) -> None:
    """Let open requests about turns lapse that were presented or dropped."""
    of_turns = or_(TurnRequest.turn_id.in_(turn_ids), TurnRequest.other_turn_id.in_(turn_ids))
    _lapse(scope, of_turns)


def lapse_of_month(scope: Scope, month: date) -> None:
    """Let open requests lapse that concern a month whose meeting was held."""
    _lapse(scope, or_(TurnRequest.month == month, TurnRequest.other_month == month))


def _lapse(scope: Scope, concerned: ColumnElement[bool]) -> None:
    now = clock.now()
    query = (
        select(TurnRequest)
        .where(tenancy.within(scope, TurnRequest), TurnRequest.state.in_(OPEN), concerned)
        .order_by(TurnRequest.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for request in list(db.session.scalars(query)):
        course = frozenset({Party.COURSE})
        request.state, _ = request_rules.next_state(
            request.kind, request.state, RequestStep.LAPSE, course
        )
        db.session.flush()
        remember(scope, request, RequestStep.LAPSE, now=now)
        to = (request.member_id, request.other_member_id)
        telling.tell(scope, request, NoticeKind.TURN_REQUEST_CLOSED, to, now=now)


def _note(
    scope: Scope,
    request: TurnRequest,
    step: RequestStep,
    *,
    now: datetime,
    text_id: int | None,
    entered_for: bool = False,
) -> None:
    db.session.add(
        TurnRequestEvent(
            organization_id=scope.organization_id,
            request_id=request.id,
            step=step,
            at=now,
            actor_id=scope.member_id,
            entered_for=entered_for,
            text_id=text_id,
        )
    )
    db.session.flush()
