"""Acts of the unit somebody comes to: receiving them or not; the other unit learns which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from webapp.accounts.members import queries as roster
from webapp.accounts.members import receiving
from webapp.accounts.members.receiving import Incomer
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.transfers import merging, queries, rules
from webapp.transfers.leaving import Elsewhere
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

#: The statuses for who comes for good; a guest has one status.
FOR_GOOD = (MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY, MemberStatus.EXEMPT)


@dataclass(frozen=True)
class Reception:
    """How somebody is received: as a new member, or as one who was written down here before."""

    status: MemberStatus
    joined_on: date
    member_id: int | None = None


def statuses_for(arrival: Arrival) -> tuple[MemberStatus, ...]:
    """The statuses the person of an arrival may have here."""
    match arrival.kind:
        case TransferKind.PERMANENT:
            return FOR_GOOD
        case TransferKind.TEMPORARY:
            return (MemberStatus.TEMPORARILY_HERE,)
        case TransferKind.MERGED:
            return (arrival.status or MemberStatus.TEMPORARILY_HERE,)


def incomer_of(arrival: Arrival) -> Incomer:
    """The person of an arrival."""
    return Incomer(
        arrival.full_name,
        arrival.email,
        arrival.phone,
        arrival.account_id,
        arrival.wants_email,
        origin=arrival.origin_name if arrival.kind is TransferKind.MERGED else "",
    )


def accept(scope: Scope, arrival: Arrival, wanted: Reception, *, now: datetime) -> Membership:
    """Receive somebody; from then on they belong here.

    Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    audit.lock_trails(scope.organization_id, arrival.origin_id)
    queries.lock(scope, arrival)
    rules.refuse_answered(arrival.state)
    rules.refuse_too_early(arrival.from_on, clock.day_of(now))
    rules.refuse_joined_on(wanted.joined_on, arrival.from_on)
    status = _status(arrival, wanted.status)
    member, is_opened = _take_in(scope, arrival, wanted, status, now)
    # A guest leaves by itself on the day after the last one; a member from before does not.
    last = roster.last_status(scope, member.id)
    is_guest = last.status is MemberStatus.TEMPORARILY_HERE
    if is_guest and arrival.until_on is not None and arrival.until_on >= last.from_on:
        after = arrival.until_on + timedelta(days=1)
        receiving.follow_on(scope, member, MemberStatus.LEFT, after)
    arrival.member_id = member.id
    merging.take_along(scope, arrival)
    # The person entered in the row before learns whose account it has now.
    aside = {"also": (member.email,), "opens": True} if is_opened else {}
    _answer(scope, arrival, ArrivalState.ACCEPTED, AuditEvent.ARRIVAL_ACCEPTED, now, aside)
    return member


def _status(arrival: Arrival, wanted: MemberStatus) -> MemberStatus:
    """The chosen status, or the only possible one. Raises RuleBroken for any other."""
    possible = statuses_for(arrival)
    if len(possible) == 1:
        return possible[0]
    if wanted not in possible:
        raise RuleBroken("transfer.status", field="status")
    return wanted


def _take_in(
    scope: Scope, arrival: Arrival, wanted: Reception, status: MemberStatus, now: datetime
) -> tuple[Membership, bool]:
    """The member, and whether a row that was here without an account has one now."""
    incomer = incomer_of(arrival)
    known = {member.id: member for member in receiving.known_here(scope, incomer)}
    is_same = any(member.account_id is not None for member in known.values())
    if wanted.member_id is None and not is_same:
        return receiving.receive(scope, incomer, status, wanted.joined_on, now=now), False
    # One account is one member: who was here with it before comes back to the same row.
    member = next(iter(known.values())) if is_same else known.get(wanted.member_id or 0)
    if member is None:
        raise RuleBroken("transfer.no_such_member", field="member_id")
    if arrival.kind is TransferKind.MERGED:
        status = rules.status_kept(roster.last_status(scope, member.id).status, status)
    return member, receiving.rejoin(scope, member, incomer, status, wanted.joined_on, now=now)


def refuse(scope: Scope, arrival: Arrival, *, now: datetime) -> None:
    """Nobody is received; the other unit decides what follows.

    Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    audit.lock_trails(scope.organization_id, arrival.origin_id)
    queries.lock(scope, arrival)
    rules.refuse_answered(arrival.state)
    _answer(scope, arrival, ArrivalState.REFUSED, AuditEvent.ARRIVAL_REFUSED, now)


def _answer(
    scope: Scope,
    arrival: Arrival,
    state: ArrivalState,
    event: AuditEvent,
    now: datetime,
    aside: Mapping[str, Any] | None = None,
) -> None:
    """Store the answer here and in the departure of the other unit; nothing is read there."""
    arrival.state, arrival.answered_at, arrival.answered_by = state, now, scope.member_id
    audit.record(scope, event, arrival, member_id=arrival.member_id, aside=aside)
    origin_id, departure_id = arrival.origin_id, arrival.departure_id
    there = Elsewhere(origin_id, scope.outside)
    with tenancy.elsewhere(origin_id):
        db.session.execute(
            update(Departure)
            .where(tenancy.within(there, Departure), Departure.id == departure_id)
            .values(state=DepartureState(state.value), answered_at=now)
        )
        audit.record(there, AuditEvent.DEPARTURE_ANSWERED)
    queue.after_commit("transfers.tell", organization_id=origin_id)
