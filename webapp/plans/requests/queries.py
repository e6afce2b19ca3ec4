"""Requests about turns: one for an actor, those of a list, and their histories in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import joinedload

from webapp.accounts import visible_since
from webapp.accounts.permissions import Permission, permitted
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.prepared_statements import one_of
from webapp.core.tenancy import TenantScope
from webapp.plans.models import Turn, TurnRequest, TurnRequestEvent
from webapp.plans.requests.rules import NEEDS_CONSENT, OPEN, RequestState, RequestStep
from webapp.texts import service as texts


@dataclass(frozen=True)
class Happening:
    """One step in the history of a request, in words."""

    step: RequestStep
    at: datetime
    actor_name: str
    #: Chair or deputy wrote it down for the member.
    entered_for: bool
    note: str


@dataclass(frozen=True)
class RequestHistory:
    """One request with every step of it, oldest first."""

    request: TurnRequest
    happenings: list[Happening]

    @property
    def reason(self) -> str:
        """Why it was asked for."""
        return self.happenings[0].note if self.happenings else ""


def get_turn(scope: Scope, turn_id: int, permission: Permission) -> Turn:
    """The turn with its member, if this actor may do this with it.

    Raises NotVisible otherwise: absent, foreign and forbidden look the same.
    """
    query = tenancy.rows_of(scope, Turn).where(Turn.id == turn_id).options(joinedload(Turn.member))
    found: Turn | None = db.session.scalar(query)
    return permitted(permission, scope, found)


def get_request(scope: Scope, request_id: int) -> TurnRequest:
    """The request with its members, for those concerned and for the committee.

    Raises NotVisible for everybody else.
    """
    query = _with_names(tenancy.rows_of(scope, TurnRequest).where(TurnRequest.id == request_id))
    found: TurnRequest | None = db.session.scalar(query)
    return permitted(Permission.TURN_REQUEST_SEE, scope, found)


def turn_of(scope: Scope, request: TurnRequest) -> Turn:
    """The turn a request is about."""
    query = tenancy.rows_of(scope, Turn).where(Turn.id == request.turn_id)
    found: Turn = db.session.scalars(query).one()
    return found


def count_requests(scope: Scope, *, is_open: bool) -> int:
    """How many open or closed requests this actor may see."""
    query = select(func.count()).select_from(TurnRequest).where(_listed(scope, is_open))
    return db.session.scalar(query) or 0


def requests(
    scope: Scope, *, is_open: bool, offset: int = 0, limit: int | None = None
) -> list[TurnRequest]:
    """The open or closed requests this actor may see: what waits longest, or the latest, first."""
    order = (TurnRequest.month, TurnRequest.id) if is_open else (TurnRequest.id.desc(),)
    query = _with_names(tenancy.rows_of(scope, TurnRequest).where(_listed(scope, is_open)))
    return list(db.session.scalars(query.order_by(*order).offset(offset).limit(limit)))


def history_of_turn(scope: Scope, turn: Turn) -> list[RequestHistory]:
    """What was asked about a turn, and how it came about, in three queries."""
    own = (TurnRequest.turn_id, TurnRequest.other_turn_id)
    new = (TurnRequest.new_turn_id, TurnRequest.other_new_turn_id)
    return _history(scope, or_(*(column == turn.id for column in (*own, *new))))


def history_of_month(scope: Scope, month: date) -> list[RequestHistory]:
    """What was asked about the turns of a month, as far as this actor may see it."""
    return _history(scope, or_(TurnRequest.month == month, TurnRequest.other_month == month))


def history_of_request(scope: Scope, request: TurnRequest) -> RequestHistory:
    """Every step of one request."""
    return RequestHistory(request, _happenings(scope, [request.id]).get(request.id, []))


def open_ones(history: Collection[RequestHistory]) -> list[TurnRequest]:
    """The requests that are still to be answered or decided."""
    return [one.request for one in history if one.request.is_open]


def reason_text(scope: Scope, request: TurnRequest) -> int | None:
    """The text in which the reason for a request stands."""
    query = (
        select(TurnRequestEvent.text_id)
        .where(tenancy.within(scope, TurnRequestEvent), TurnRequestEvent.request_id == request.id)
        .order_by(TurnRequestEvent.id)
        .limit(1)
    )
    return db.session.scalar(query)


def awaiting_answer(scope: TenantScope, member_id: Any) -> Any:
    """How many requests wait for this member to agree; a value inside another statement."""
    waits = and_(TurnRequest.state == RequestState.ASKED, TurnRequest.other_member_id == member_id)
    return _counted(scope, waits)


def awaiting_decision(scope: TenantScope) -> Any:
    """How many requests wait for chair or deputy; a value inside another statement."""
    needs_consent = one_of(TurnRequest.kind, NEEDS_CONSENT)
    alone = and_(TurnRequest.state == RequestState.ASKED, not_(needs_consent))
    return _counted(scope, or_(alone, TurnRequest.state == RequestState.AGREED))


def _counted(scope: TenantScope, waits: ColumnElement[bool]) -> Any:
    query = select(func.count(TurnRequest.id)).where(tenancy.within(scope, TurnRequest), waits)
    return query.scalar_subquery()


def _listed(scope: Scope, is_open: bool) -> ColumnElement[bool]:
    """The committee sees what everybody asks for, everybody else what concerns them."""
    in_state = TurnRequest.state.in_(OPEN) if is_open else TurnRequest.state.not_in(OPEN)
    return and_(tenancy.within(scope, TurnRequest), in_state, _readable(scope))


def _readable(scope: Scope) -> ColumnElement[bool]:
    me = scope.member_id
    own = or_(TurnRequest.member_id == me, TurnRequest.other_member_id == me)
    if not scope.reviews:
        return own
    months = (TurnRequest.month, TurnRequest.other_month)
    return or_(own, *(visible_since.since_month(scope, month) for month in months))


def _with_names(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(TurnRequest.member), joinedload(TurnRequest.other))


def _history(scope: Scope, concerned: ColumnElement[bool]) -> list[RequestHistory]:
    query = _with_names(tenancy.rows_of(scope, TurnRequest).where(concerned, _readable(scope)))
    found = list(db.session.scalars(query.order_by(TurnRequest.id)))
    happenings = _happenings(scope, [request.id for request in found])
    return [RequestHistory(request, happenings.get(request.id, [])) for request in found]


def _happenings(scope: Scope, ids: list[int]) -> dict[int, list[Happening]]:
    """The steps of several requests, by request, in two queries."""
    if not ids:
        return {}
    query = (
        tenancy.rows_of(scope, TurnRequestEvent)
        .where(TurnRequestEvent.request_id.in_(ids))
        .options(joinedload(TurnRequestEvent.actor))
        .order_by(TurnRequestEvent.id)
    )
    rows = db.session.scalars(query).all()
    words = texts.read(scope, [row.text_id for row in rows])
    found: dict[int, list[Happening]] = {}
    for row in rows:
        name = row.actor.full_name if row.actor else ""
        note = words.get(row.text_id or 0, "")
        happening = Happening(row.step, row.at, name, row.entered_for, note)
        found.setdefault(row.request_id, []).append(happening)
    return found
