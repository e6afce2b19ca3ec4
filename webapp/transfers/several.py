"""Receive many people of a merged unit at once: a tick and an entry in the trail for each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from webapp.accounts.members import offices_above, receiving
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.transfers import arriving
from webapp.transfers.arriving import Reception
from webapp.transfers.models import Arrival
from webapp.transfers.rules import MOST_AT_ONCE, ArrivalState, TransferKind


def waiting(scope: Scope) -> list[Arrival]:
    """Who may be ticked: the first of the people of merged units who wait to be received."""
    require(Permission.MEMBERS_MANAGE, scope)
    return list(db.session.scalars(_waiting(scope).limit(MOST_AT_ONCE)))


def _waiting(scope: Scope) -> Select[Any]:
    waits = Arrival.state == ArrivalState.WAITING, Arrival.kind == TransferKind.MERGED
    return tenancy.rows_of(scope, Arrival).where(*waits).order_by(Arrival.id)


def accept(
    scope: Scope, arrival_ids: Sequence[int], *, now: datetime
) -> tuple[list[str], list[str]]:
    """Receive everybody named but those to look at; returns the names of both.

    To look at are those who may be in the list already, so that nobody is entered twice, and those
    who hold an office above. Raises RuleBroken for nobody or too many, NotVisible for anybody who
    does not wait.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    wanted = sorted(set(arrival_ids))
    if not wanted:
        raise RuleBroken("transfer.nobody")
    if len(wanted) > MOST_AT_ONCE:
        raise RuleBroken("transfer.too_many", most=MOST_AT_ONCE)
    arrivals = db.session.scalars(_waiting(scope).where(Arrival.id.in_(wanted))).all()
    if len(arrivals) < len(wanted):
        raise NotVisible
    received, left, today = [], [], clock.day_of(now)
    accounts = [arrival.account_id for arrival in arrivals if arrival.account_id is not None]
    from_above = offices_above.offices_above(accounts, today)
    for arrival in arrivals:
        if arrival.account_id in from_above or _may_be_known(scope, arrival):
            left.append(arrival.full_name)
            continue
        status = arrival.status or MemberStatus.OFFICIAL
        arriving.accept(scope, arrival, Reception(status, today), now=now)
        received.append(arrival.full_name)
    return received, left


def _may_be_known(scope: Scope, arrival: Arrival) -> bool:
    """Whether a member without an account may be the same person."""
    known = receiving.known_here(scope, arriving.incomer_of(arrival))
    return any(member.account_id is None for member in known)
