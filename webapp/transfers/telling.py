"""Notices about arrivals and answers, written by each organization for itself."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from webapp.accounts import queries as accounts
from webapp.accounts.rules import LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.organizations.models import Organization
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

#: An answer older than this is no news.
_NEWS = timedelta(days=14)
#: The leaders are reminded of the people of a merged unit after this time.
_REMIND_AFTER = timedelta(days=3)


def tell(scope: Scope, *, now: datetime) -> int:
    """Tell the leaders of everybody who waits to be received, and of answers that came.

    The people of a merged unit are told themselves what was answered about them. Running it again
    tells nothing twice. Returns how many notices are new.
    """
    wanted = [
        *_waiting(scope, now),
        *_still_waiting(scope, now),
        *_answered(scope, now),
        *_after_merger(scope, now),
    ]
    return notices.announce_all(scope, wanted, now=now) if wanted else 0


def _waiting(scope: Scope, now: datetime) -> list[Announcement]:
    # One message told of those of a merged unit when it was merged.
    query = tenancy.rows_of(scope, Arrival).where(
        Arrival.state == ArrivalState.WAITING, Arrival.kind != TransferKind.MERGED
    )
    waiting = db.session.scalars(query.order_by(Arrival.id)).all()
    if not waiting:
        return []
    leaders = _leaders(scope, now)
    return [
        Announcement(
            NoticeKind.ARRIVAL_WAITING,
            to,
            f"arrival:{arrival.id}",
            clock.day_of(arrival.announced_at),
            link=Address("transfers.arrival", {"arrival_id": arrival.id}),
            facts={"member": arrival.full_name, "from_on": arrival.from_on},
        )
        for arrival in waiting
        for to in leaders
    ]


def _still_waiting(scope: Scope, now: datetime) -> list[Announcement]:
    """Remind the leaders, new ones too, of the people of a merged unit: once for each unit."""
    query = (
        select(Arrival.origin_id, Arrival.origin_name, Arrival.from_on, func.count())
        .where(
            tenancy.within(scope, Arrival),
            Arrival.state == ArrivalState.WAITING,
            Arrival.kind == TransferKind.MERGED,
            Arrival.announced_at < now - _REMIND_AFTER,
        )
        .group_by(Arrival.origin_id, Arrival.origin_name, Arrival.from_on)
        .order_by(Arrival.origin_id)
    )
    rows = db.session.execute(query).all()
    return [
        Announcement(
            NoticeKind.ARRIVAL_WAITING,
            to,
            f"merged:{origin_id}",
            from_on + _REMIND_AFTER,
            link=Address("transfers.index"),
            facts={"member": f"{count} người của {name}", "from_on": from_on},
        )
        for origin_id, name, from_on, count in rows
        for to in _leaders(scope, now)
    ]


def _leaders(scope: Scope, now: datetime) -> list[int]:
    today = clock.day_of(now)
    return [m.id for m in accounts.members_on(scope, today) if m.roles & LEADERS]


def _answered(scope: Scope, now: datetime) -> list[Announcement]:
    answers = (DepartureState.ACCEPTED, DepartureState.REFUSED)
    query = tenancy.rows_of(scope, Departure).where(
        Departure.state.in_(answers),
        Departure.answered_at > now - _NEWS,
        Departure.recorded_by.is_not(None),
    )
    rows = db.session.scalars(query.order_by(Departure.id)).all()
    everybody = accounts.members_on(scope, clock.day_of(now), left_too=True) if rows else []
    names = {member.id: member.full_name for member in everybody}
    return [
        Announcement(
            NoticeKind.DEPARTURE_ANSWERED,
            row.recorded_by,
            f"departure:{row.id}",
            clock.day_of(row.answered_at),
            link=Address("transfers.index"),
            facts={"member": names.get(row.member_id, "")},
        )
        for row in rows
    ]


#: What the person of a merged unit learns.
_AFTER_MERGER = {
    DepartureState.ACCEPTED: NoticeKind.MERGER_RECEIVED,
    DepartureState.REFUSED: NoticeKind.MERGER_NOT_RECEIVED,
}


def _after_merger(scope: Scope, now: datetime) -> list[Announcement]:
    query = (
        select(Departure, Organization.code)
        .join(Organization, Organization.id == Departure.destination_id)
        .where(
            tenancy.within(scope, Departure),
            Departure.kind == TransferKind.MERGED,
            Departure.state.in_(_AFTER_MERGER),
            Departure.answered_at > now - _NEWS,
        )
        .order_by(Departure.id)
    )
    return [
        Announcement(
            _AFTER_MERGER[row.state],
            row.member_id,
            f"departure:{row.id}",
            clock.day_of(row.answered_at or now),
            # Who was received goes to the new unit, others to the list of their own units.
            link=Address("home.show", {"organization": code})
            if row.state is DepartureState.ACCEPTED
            else Address("accounts.profile"),
            facts={"into": row.destination_name},
        )
        for row, code in db.session.execute(query)
    ]
