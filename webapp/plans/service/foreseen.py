"""Turns that a confirmed plan foresees: write them, and drop them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.plans.models import Turn
from webapp.plans.requests import service as turn_requests
from webapp.plans.rotation.availability import Given
from webapp.plans.rotation.queries import History
from webapp.plans.rules import TurnSource, TurnState
from webapp.plans.service import volunteering


def replace(
    scope: Scope, past: History, months: set[date], wanted: set[Given], now: datetime
) -> tuple[int, int]:
    """Let exactly the wanted turns be foreseen in some months; returns how many went and came.

    A member whose turn was foreseen before is not told again.
    """
    before = {one for one in past.foreseen if one.month in months}
    gone = {one for one in _foreseen_in(scope, months) if _as_given(one) not in wanted}
    _drop(scope, gone, now)
    added = sorted(wanted - before, key=lambda one: (one.month, one.member_id))
    if added:
        db.session.execute(insert(Turn), [_row(scope, past, one, now) for one in added])
        _tell(scope, NoticeKind.TURN_FORESEEN, added, now)
    return len(gone), len(added)


def drop(scope: Scope, month: date, *, but: Collection[int] = (), now: datetime) -> None:
    """Drop the turns foreseen in a month, except those of the members in `but`."""
    gone = [turn for turn in _foreseen_in(scope, [month]) if turn.member_id not in but]
    _drop(scope, gone, now)
    event, shown = AuditEvent.FORESEEN_TURN_DROPPED, month.isoformat()
    for turn in gone:
        audit.record(scope, event, turn, member_id=turn.member_id, month=shown)


def of_member(scope: Scope, member_id: int, month: date) -> Turn | None:
    """The turn foreseen for a member in a month."""
    turns = _foreseen_in(scope, [month])
    return next((turn for turn in turns if turn.member_id == member_id), None)


def _as_given(turn: Turn) -> Given:
    return Given(turn.member_id, turn.month)


def _foreseen_in(scope: Scope, months: Iterable[date]) -> list[Turn]:
    query = tenancy.rows_of(scope, Turn).where(
        Turn.month.in_(list(months)), Turn.state == TurnState.PLANNED
    )
    return list(db.session.scalars(query.order_by(Turn.id)))


def _drop(scope: Scope, turns: Collection[Turn], now: datetime) -> None:
    for turn in turns:
        turn.state = TurnState.REPLACED
    db.session.flush()
    turn_requests.lapse_of_turns(scope, [turn.id for turn in turns])
    _tell(scope, NoticeKind.TURN_NOT_FORESEEN, [_as_given(turn) for turn in turns], now)


def _row(scope: Scope, past: History, one: Given, now: datetime) -> dict[str, object]:
    """A new foreseen turn; an offer that waits for it is taken up."""
    source = TurnSource.ASSIGNED
    if (one.member_id, one.month) in past.facts.offers:
        source = volunteering.accept_if_offered(scope, one.member_id, one.month)
    return {
        "organization_id": scope.organization_id,
        "member_id": one.member_id,
        "month": one.month,
        "source": source,
        "state": TurnState.PLANNED,
        "assigned_by": scope.member_id,
        "assigned_at": now,
    }


def _tell(scope: Scope, kind: NoticeKind, turns: Iterable[Given], now: datetime) -> None:
    """Tell each member concerned which month it is about."""
    today = clock.day_of(now)
    stands, stood = ("yes", "no") if kind is NoticeKind.TURN_FORESEEN else ("no", "yes")
    notices.announce_all(
        scope,
        [
            Announcement(
                kind,
                to=one.member_id,
                # One plan may be changed twice a day, and each time to something else.
                subject=f"turn:{one.month:%Y-%m}:{now:%H%M%S}",
                due_on=today,
                link=Address("plans.show", {"nam": one.month.year}, f"month-{one.month:%Y-%m}"),
                facts={"month": one.month, "foreseen": stands},
                topic=f"foreseen:{one.month:%Y-%m}",
                earlier={"foreseen": stood},
            )
            for one in turns
            if one.member_id != scope.member_id
        ],
        now=now,
    )
