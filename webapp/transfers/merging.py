"""The people of a unit that is merged: there each of them departs, in the other unit each arrives.

The leaders of the other unit receive them one by one; until then they see nothing there. Those who
still waited to be received in the unit that is merged go on waiting in the other one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.accounts.members.people_of_merged_unit import Leaving
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.organizations.models import Organization
from webapp.transfers.leaving import Elsewhere
from webapp.transfers.models import Arrival, CarriedThread, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

#: When an open weakness was pointed out, and when it is due.
ThreadDays = tuple[date, date | None]
#: By membership in the unit left.
Threads = dict[int, list[ThreadDays]]


@dataclass(frozen=True)
class Expected:
    """Somebody who is to wait in the other unit, and the days of their open weaknesses."""

    row: Arrival
    threads: Sequence[ThreadDays] = field(default_factory=list)


def let_go(
    inside: TenantScope,
    unit: Organization,
    into: Organization,
    people: Sequence[Leaving],
    threads: Threads,
    *,
    now: datetime,
) -> list[Expected]:
    """Write the departures of everybody down; the caller is inside the unit that is merged."""
    today = clock.day_of(now)
    left = [
        Departure(
            organization_id=unit.id,
            member_id=person.left_id,
            kind=TransferKind.MERGED,
            state=DepartureState.WAITING,
            from_on=today,
            destination_id=into.id,
            destination_name=into.name,
            recorded_at=now,
        )
        for person in people
    ]
    db.session.add_all(left)
    db.session.flush()
    leaving = [
        Expected(
            _arrival(into.id, person, unit.id, unit.name, departure.id, now),
            threads.get(person.left_id, []),
        )
        for person, departure in zip(people, left, strict=True)
    ]
    return [*leaving, *_not_received(inside, into, now)]


def _not_received(inside: TenantScope, into: Organization, now: datetime) -> list[Expected]:
    """Those of an earlier merger whom the unit has not received yet."""
    rows = db.session.scalars(
        tenancy.rows_of(inside, Arrival)
        .where(Arrival.state == ArrivalState.WAITING, Arrival.kind == TransferKind.MERGED)
        .order_by(Arrival.id)
        .with_for_update()
    ).all()
    brought: dict[int | None, list[ThreadDays]] = {}
    carried = tenancy.rows_of(inside, CarriedThread).where(
        CarriedThread.arrival_id.in_([row.id for row in rows]), CarriedThread.member_id.is_(None)
    )
    for thread in db.session.scalars(carried.order_by(CarriedThread.id)) if rows else ():
        days = (thread.pointed_out_on, thread.due_on)
        brought.setdefault(thread.arrival_id, []).append(days)
    for row in rows:
        row.state, row.answered_at = ArrivalState.CANCELLED, now
    return [
        Expected(
            _arrival(into.id, row, row.origin_id, row.origin_name, row.departure_id, now),
            brought.get(row.id, []),
        )
        for row in rows
    ]


def _arrival(
    into_id: int,
    person: Leaving | Arrival,
    origin_id: int,
    origin_name: str,
    departure_id: int,
    now: datetime,
) -> Arrival:
    """Somebody who will wait in the other unit; stored once the caller is inside that."""
    return Arrival(
        organization_id=into_id,
        kind=TransferKind.MERGED,
        state=ArrivalState.WAITING,
        full_name=person.full_name,
        email=person.email,
        phone=person.phone,
        wants_email=person.wants_email,
        status=person.status,
        account_id=person.account_id,
        from_on=clock.day_of(now),
        origin_id=origin_id,
        origin_name=origin_name,
        departure_id=departure_id,
        announced_at=now,
    )


def expect(inside: Scope, people: Sequence[Expected], *, now: datetime) -> None:
    """Let everybody wait to be received; the caller is inside the other unit."""
    here, today = inside.organization_id, clock.day_of(now)
    rows = [one.row for one in people]
    db.session.add_all(rows)
    db.session.flush()
    for row, one in zip(rows, people, strict=True):
        for pointed_out_on, due_on in one.threads:
            db.session.add(
                CarriedThread(
                    organization_id=here,
                    arrival_id=row.id,
                    from_id=row.origin_id,
                    pointed_out_on=pointed_out_on,
                    due_on=due_on,
                )
            )
        there = Elsewhere(here, inside.outside)
        audit.record(there, AuditEvent.ARRIVAL_ANNOUNCED, row, from_on=today.isoformat())
    queue.after_commit("transfers.tell", organization_id=here)


def take_along(scope: TenantScope, arrival: Arrival) -> None:
    """Give a member who was received the weaknesses they brought."""
    query = tenancy.rows_of(scope, CarriedThread).where(CarriedThread.arrival_id == arrival.id)
    for thread in db.session.scalars(query):
        thread.member_id = arrival.member_id
