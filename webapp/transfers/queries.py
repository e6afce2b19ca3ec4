"""Departures and arrivals of a unit, one of each for an actor, and how many wait."""

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState


def get_departure(scope: Scope, departure_id: int) -> Departure:
    """One departure with its member.

    Raises NotVisible.
    """
    return _get(scope, Departure, departure_id)  # type: ignore[no-any-return]


def get_arrival(scope: Scope, arrival_id: int) -> Arrival:
    """One arrival.

    Raises NotVisible.
    """
    return _get(scope, Arrival, arrival_id)  # type: ignore[no-any-return]


def _get(scope: Scope, model: Any, row_id: int) -> Any:
    require(Permission.MEMBERS_MANAGE, scope)
    query = tenancy.rows_of(scope, model).where(model.id == row_id)
    found = db.session.scalar(query.options(joinedload(model.member)))
    return seen(found)


def lock(scope: Scope, row: Arrival | Departure) -> None:
    """Keep a departure or an arrival as it is until the end of the transaction."""
    model = type(row)
    query = select(model).where(tenancy.within(scope, model), model.id == row.id)
    db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()


def count_arrivals(scope: Scope) -> int:
    """How many arrivals there were, answered ones included."""
    return _count(scope, Arrival)


def arrivals(scope: Scope, *, offset: int, size: int) -> list[Arrival]:
    """One page of the arrivals: those that wait first, then the latest."""
    return _page(scope, Arrival, Arrival.state == ArrivalState.WAITING, offset, size)


def count_departures(scope: Scope) -> int:
    """How many departures there were."""
    return _count(scope, Departure)


def departures(scope: Scope, *, offset: int, size: int) -> list[Departure]:
    """One page of the departures: those that were refused first, then the latest."""
    return _page(scope, Departure, Departure.state == DepartureState.REFUSED, offset, size)


def _count(scope: Scope, model: Any) -> int:
    query = select(func.count()).select_from(model).where(tenancy.within(scope, model))
    return db.session.scalar(query) or 0


def _page(scope: Scope, model: Any, first: Any, offset: int, size: int) -> list[Any]:
    query = (
        tenancy.rows_of(scope, model)
        .options(joinedload(model.member))
        .order_by(case((first, 0), else_=1), model.from_on.desc(), model.id.desc())
    )
    return list(db.session.scalars(query.offset(offset).limit(size)))


def waits_elsewhere(scope: Scope, member_id: int) -> bool:
    """Whether another unit has not answered yet about a member who leaves."""
    query = select(Departure.id).where(
        tenancy.within(scope, Departure),
        Departure.member_id == member_id,
        Departure.state == DepartureState.WAITING,
    )
    return db.session.scalar(query.limit(1)) is not None
