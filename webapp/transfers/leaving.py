"""Acts of the unit a member leaves: writing the departure down, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update

from webapp.accounts.members import corrections, receiving
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service as members
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.actors import Outside
from webapp.audit.events import AuditEvent
from webapp.core import queue, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.plain_line import one_line, proper_name
from webapp.transfers import destinations, open_matters, queries, rules
from webapp.transfers.destinations import Destination
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

_LONGEST_NAME, _LONGEST_REASON = 200, 200
_AWAY = {
    TransferKind.PERMANENT: MemberStatus.LEFT,
    TransferKind.TEMPORARY: MemberStatus.TEMPORARILY_ELSEWHERE,
}


@dataclass(frozen=True)
class Elsewhere:
    """Another organization into which an act writes a row; the actor is no member of it."""

    organization_id: int
    outside: Outside | None
    member_id: int | None = None


@dataclass(frozen=True)
class Leave:
    """How a member leaves: to a unit of this system or to a place named in words."""

    kind: TransferKind
    from_on: date
    until_on: date | None
    destination_id: int | None
    destination_name: str
    reason: str


def depart(scope: Scope, member: Membership, leave: Leave, *, now: datetime) -> Departure:
    """Let a member go to another unit, which learns name, contact and dates, and nothing else.

    Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if leave.destination_id is not None:
        # First, because a unit that closes at the same time writes into its trail, too.
        audit.lock_trails(scope.organization_id, leave.destination_id)
    destination, name, reason = _checked(scope, leave)
    own = select(Membership.id).where(tenancy.within(scope, Membership), Membership.id == member.id)
    db.session.execute(own.with_for_update())
    if queries.waits_elsewhere(scope, member.id):
        raise RuleBroken("transfer.waiting_already")
    until_on = leave.until_on
    if scope.organization.meets:
        matters = open_matters.open_matters(scope, member.id, leave.from_on, until_on)
        is_lasting = leave.kind is TransferKind.PERMANENT
        open_matters.settle(scope, matters, reason, for_good=is_lasting, now=now)
    _stand_away(scope, member, leave, reason, now)
    departure = _write(scope, member, leave, destination, name, now)
    facts = {"from_on": leave.from_on.isoformat(), "until_on": until_on and until_on.isoformat()}
    audit.record(
        scope, AuditEvent.MEMBER_DEPARTED, departure, member_id=member.id, kind=leave.kind, **facts
    )
    if destination is not None:
        _announce(scope, member, departure, destination, now)
    return departure


def _checked(scope: Scope, leave: Leave) -> tuple[Destination | None, str, str]:
    """The unit, the name of the destination and the reason, as they are stored."""
    rules.refuse_end(leave.kind, leave.from_on, leave.until_on)
    name = proper_name(leave.destination_name, field="destination_name", longest=_LONGEST_NAME)
    rules.refuse_destination(leave.destination_id is not None, name)
    destination = None
    if leave.destination_id is not None:
        destination = destinations.named(scope, leave.destination_id)
        if destination is None:
            raise RuleBroken("transfer.no_such_unit", field="destination_id")
    reason = one_line(leave.reason, field="reason", longest=_LONGEST_REASON)
    if not reason:
        raise RuleBroken("status.reason_missing", field="reason")
    return destination, destination.name if destination else name, reason


def _stand_away(scope: Scope, member: Membership, leave: Leave, reason: str, now: datetime) -> None:
    status, from_on = _AWAY[leave.kind], leave.from_on
    if leave.until_on is None:
        members.change_status(scope, member, status, from_on=from_on, reason=reason, now=now)
    else:
        receiving.stand_for_a_while(
            scope,
            member,
            status,
            from_on=from_on,
            until_on=leave.until_on,
            reason=reason,
            now=now,
        )


def _write(
    scope: Scope,
    member: Membership,
    leave: Leave,
    destination: Destination | None,
    name: str,
    now: datetime,
) -> Departure:
    departure = Departure(
        organization_id=scope.organization_id,
        member_id=member.id,
        kind=leave.kind,
        state=DepartureState.WAITING if destination else DepartureState.RECORDED,
        from_on=leave.from_on,
        until_on=leave.until_on,
        destination_id=destination.id if destination else None,
        destination_name=name,
        recorded_by=scope.member_id,
        recorded_at=now,
    )
    db.session.add(departure)
    db.session.flush()
    return departure


def _announce(
    scope: Scope, member: Membership, departure: Departure, destination: Destination, now: datetime
) -> None:
    """Write an arrival into the destination; nothing is read there."""
    row = {
        "kind": departure.kind,
        "state": ArrivalState.WAITING,
        "full_name": member.full_name,
        "email": member.email,
        "phone": member.phone,
        "account_id": member.account_id,
        "from_on": departure.from_on,
        "until_on": departure.until_on,
        "origin_id": scope.organization_id,
        "origin_name": scope.organization.name,
        "departure_id": departure.id,
        "announced_at": now,
    }
    there = Elsewhere(destination.id, scope.outside)
    with tenancy.elsewhere(destination.id):
        written = (
            insert(Arrival).values(organization_id=destination.id, **row).returning(Arrival.id)
        )
        arrival_id = db.session.execute(written).scalar_one()
        audit.record(there, AuditEvent.ARRIVAL_ANNOUNCED, from_on=departure.from_on.isoformat())
    departure.arrival_id = arrival_id
    queue.after_commit("transfers.tell", organization_id=destination.id)


def take_back(scope: Scope, departure: Departure, *, now: datetime) -> None:
    """The member stays after all, unless another unit has received them.

    Offices and turns that ended stay ended. Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    rules.refuse_taking_back(departure.kind, departure.state)
    if departure.destination_id is not None and departure.state is DepartureState.WAITING:
        audit.lock_trails(scope.organization_id, departure.destination_id)
        _cancel(scope, departure.destination_id, departure, now)
    queries.lock(scope, departure)
    rules.refuse_taking_back(departure.kind, departure.state)
    departure.state = DepartureState.TAKEN_BACK
    member = roster.get_member(scope, departure.member_id)
    _stand_again(scope, member, departure, now)
    audit.record(scope, AuditEvent.DEPARTURE_TAKEN_BACK, departure, member_id=departure.member_id)
    db.session.flush()


def _cancel(scope: Scope, destination_id: int, departure: Departure, now: datetime) -> None:
    """Cancel the arrival in the destination. Raises RuleBroken when it was answered before."""
    there = Elsewhere(destination_id, scope.outside)
    with tenancy.elsewhere(destination_id):
        cancelled = db.session.execute(
            update(Arrival)
            .where(
                tenancy.within(there, Arrival),
                Arrival.id == departure.arrival_id,
                Arrival.state == ArrivalState.WAITING,
            )
            .values(state=ArrivalState.CANCELLED, answered_at=now)
            .returning(Arrival.id)
        )
        if cancelled.first() is None:
            raise RuleBroken("transfer.answered")
        audit.record(there, AuditEvent.ARRIVAL_CANCELLED)


def _stand_again(scope: Scope, member: Membership, departure: Departure, now: datetime) -> None:
    """Drop the status of the departure, and the one that was to follow it."""
    history = {entry.from_on: entry for entry in roster.statuses_of(scope, member.id)}
    days = [departure.from_on]
    if departure.until_on is not None:
        days.insert(0, departure.until_on + timedelta(days=1))
    for day in days:
        entry = history.get(day)
        if entry is not None and (
            day != departure.from_on or entry.status is _AWAY[departure.kind]
        ):
            seen = corrections.seen(entry)
            corrections.remove_status(scope, member, entry, based_on=seen, now=now)
