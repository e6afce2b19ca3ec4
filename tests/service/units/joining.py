"""A stage for merging K2 into K1, and looks at what came of it."""

from datetime import date

from sqlalchemy import select

from tests.canary import mark as canary
from tests.cast import NOW, begin_report, join
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.texts import service as texts
from webapp.texts.models import TextKind
from webapp.transfers import arriving
from webapp.transfers import queries as transfers
from webapp.transfers.arriving import Reception
from webapp.transfers.models import Arrival
from webapp.units import service

TODAY = clock.in_hanoi(NOW).date()
POINTED_OUT, DUE = date(2026, 9, 27), date(2026, 12, 1)


def lay(cast, scope_of):
    """In K2 Kiên writes a report and has an open weakness, Tú is on probation, Mai is a guest."""
    begin_report(cast.kien)
    here = cast.k2.id
    join(cast.k2, "Đinh Thanh Tú", None, None, status=MemberStatus.PROBATIONARY)
    join(cast.k2, "Phạm Thị Mai", cast.mai.email, cast.mai.account_id)
    with tenancy.tenant(here):
        words = texts.keep(scope_of(cast.khanh), TextKind.WEAKNESS, f"{canary('k2')} ngại góp ý")
        db.session.add(
            Weakness(
                organization_id=here,
                member_id=cast.kien.member_id,
                source=WeaknessSource.MEETING,
                state=WeaknessState.OPEN,
                pointed_out_on=POINTED_OUT,
                due_on=DUE,
                text_id=words,
            )
        )
        db.session.commit()
    return cast


def merge(duc, unit, cast):
    gone = service.merge(duc, unit(cast.k2), unit(cast.k1), "Quyết định 15-QĐ/ĐU", now=NOW)
    db.session.commit()
    return gone


def standing(rows, place):
    query = (
        select(Membership.full_name, MembershipStatus.status)
        .join(MembershipStatus, MembershipStatus.member_id == Membership.id)
        .where(MembershipStatus.from_on == TODAY)
        .order_by(Membership.sort_key)
    )
    return rows(place, query)


def waiting(rows, place):
    query = select(Arrival.full_name, Arrival.status, Arrival.state).order_by(Arrival.id)
    return [tuple(row) for row in rows(place, query)]


def receive(lan, rows, place, name, status=MemberStatus.OFFICIAL):
    ((arrival_id,),) = rows(place, select(Arrival.id).where(Arrival.full_name == name))
    with tenancy.tenant(place.id):
        arrival = transfers.get_arrival(lan, arrival_id)
        member = arriving.accept(lan, arrival, Reception(status, TODAY), now=NOW)
        received = member.id, member.account_id, roster.last_status(lan, member.id).status
        db.session.commit()
    return received
