"""A stage for transfers: Bình of K1 leaves for K2, of the same committee."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.transfers import arriving, leaving
from webapp.transfers.arriving import Reception
from webapp.transfers.leaving import Leave
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import TransferKind

TODAY = date(2026, 11, 16)
OUTSIDE = Leave(TransferKind.PERMANENT, TODAY, None, None, "Chi bộ Tổ dân phố 5", "Nghỉ hưu")


def to(unit, **changes):
    """A departure for a unit of the system."""
    inside = replace(OUTSIDE, destination_id=unit.id, destination_name="")
    return replace(inside, **changes)


def depart(scope, person, leave):
    """Let somebody of the cast leave, and keep it."""
    member = roster.get_member(scope, person.member_id)
    departure = leaving.depart(scope, member, leave, now=NOW)
    db.session.commit()
    return departure


def receive(scope, arrival, status=MemberStatus.OFFICIAL, joined_on=TODAY, member_id=None):
    """Accept an arrival, and keep it."""
    wanted = Reception(status, joined_on, member_id)
    member = arriving.accept(scope, arrival, wanted, now=NOW)
    db.session.commit()
    return member


def arrivals_in(unit):
    """The arrivals of a unit; the test looks at that unit from then on."""
    db.session.close()
    tenancy.bind(unit.id)
    return db.session.scalars(select(Arrival).order_by(Arrival.id)).all()


def departures_in(unit):
    """The departures of a unit; the test looks at that unit from then on."""
    db.session.close()
    tenancy.bind(unit.id)
    return db.session.scalars(select(Departure).order_by(Departure.id)).all()
