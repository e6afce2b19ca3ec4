"""A member leaves: what is open is settled, the destination learns name, contact and dates."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, begin_report
from tests.service.transfers.moving import (
    OUTSIDE,
    TODAY,
    arrivals_in,
    depart,
    departures_in,
    receive,
    to,
)
from webapp.accounts.members import queries as roster
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.followups import service as threads
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.plans.models import Turn, Volunteer
from webapp.plans.rules import TurnSource, TurnState, VolunteerState
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.transfers import destinations, leaving
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

DECEMBER, HALF_A_YEAR = date(2026, 12, 1), date(2027, 5, 16)


def statuses(scope, person):
    return [(s.status, s.from_on, s.until_on) for s in roster.statuses_of(scope, person.member_id)]


def test_who_goes_outside_has_left_from_that_day(cast, lan):
    departure = depart(lan, cast.binh, OUTSIDE)
    assert departure.state is DepartureState.RECORDED
    assert statuses(lan, cast.binh)[0] == (MemberStatus.LEFT, TODAY, None)
    events = set(db.session.scalars(select(AuditEntry.event)))
    assert {AuditEvent.MEMBERSHIP_ENDED, AuditEvent.MEMBER_DEPARTED} <= events


def test_the_destination_gets_name_contact_and_dates_and_nothing_else(cast, lan, queued):
    depart(lan, cast.binh, to(cast.k2))
    (arrival,) = arrivals_in(cast.k2)
    told = (arrival.full_name, arrival.email, arrival.from_on, arrival.origin_name)
    assert told == ("Hoàng Thanh Bình", cast.binh.email, TODAY, cast.k1.name)
    assert arrival.state is ArrivalState.WAITING
    event = db.session.scalars(select(AuditEntry.event)).all()
    assert event == [AuditEvent.ARRIVAL_ANNOUNCED]
    assert "transfers.tell" in queued


def test_turns_ahead_are_dropped_with_the_reason_and_earlier_ones_stay(cast, lan):
    binh = begin_report(cast.binh, MONTH)
    early = begin_report(cast.binh, date(2026, 10, 1), ReportState.FINALIZING)
    tenancy.bind(cast.k1.id)
    key = {"organization_id": cast.k1.id, "member_id": cast.binh.member_id, "month": DECEMBER}
    source = {"source": TurnSource.ASSIGNED, "assigned_at": NOW}
    db.session.add(Turn(state=TurnState.PLANNED, **source, **key))
    db.session.add(Volunteer(state=VolunteerState.OFFERED, offered_at=NOW, **key))
    db.session.commit()
    depart(lan, cast.binh, OUTSIDE)
    states = dict(db.session.execute(select(SelfReport.id, SelfReport.state)).all())
    assert states[binh.id] is ReportState.WITHDRAWN
    assert states[early.id] is ReportState.FINALIZING
    ahead = select(Turn.state).where(Turn.month == DECEMBER)
    assert db.session.scalar(ahead) is TurnState.WITHDRAWN
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.DECLINED


def test_threads_stay_with_the_unit_and_are_marked_as_carried_on(cast, lan):
    source = WeaknessSource.MEETING
    about = {"wording": "Ít góp ý.", "pointed_out_on": TODAY}
    threads.point_out(lan, cast.binh.member_id, source=source, now=NOW, **about)
    depart(lan, cast.binh, to(cast.k2))
    assert db.session.scalar(select(Weakness.state)) is WeaknessState.OPEN
    steps = db.session.scalars(select(WeaknessEvent.step).order_by(WeaknessEvent.id)).all()
    assert steps[-1] is WeaknessStep.CARRY
    with tenancy.tenant(cast.k2.id):
        assert db.session.scalars(select(Weakness.id)).all() == []


def test_a_while_elsewhere_ends_by_itself(cast, lan):
    leave = to(cast.k2, kind=TransferKind.TEMPORARY, until_on=HALF_A_YEAR)
    depart(lan, cast.binh, leave)
    assert statuses(lan, cast.binh)[:2] == [
        (MemberStatus.OFFICIAL, HALF_A_YEAR + timedelta(days=1), None),
        (MemberStatus.TEMPORARILY_ELSEWHERE, TODAY, HALF_A_YEAR),
    ]


@pytest.mark.parametrize("code", ["k1", "cd", "db", "xa"])
def test_only_another_unit_of_the_same_kind_and_tree_is_a_destination(cast, lan, code):
    with pytest.raises(RuleBroken, match=r"transfer\.no_such_unit"):
        depart(lan, cast.binh, to(cast.organizations[code]))


def test_a_destination_and_a_reason_are_needed(cast, lan):
    with pytest.raises(RuleBroken, match=r"transfer\.destination"):
        depart(lan, cast.binh, to(cast.k2, destination_name="Nơi khác"))
    with pytest.raises(RuleBroken, match=r"status\.reason_missing"):
        depart(lan, cast.binh, to(cast.k2, reason="  "))


def test_the_last_chair_hands_over_first(cast, lan):
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        depart(lan, cast.lan, to(cast.k2))
    db.session.rollback()
    assert Role.CHAIR in roster.roles_held(lan, cast.lan.member_id, TODAY)


def test_the_committee_lets_nobody_go(cast, scope_of):
    with pytest.raises(NotVisible):
        depart(scope_of(cast.hung), cast.binh, OUTSIDE)


def test_who_waits_elsewhere_does_not_leave_again(cast, lan):
    leave = to(cast.k2, kind=TransferKind.TEMPORARY, until_on=HALF_A_YEAR)
    depart(lan, cast.binh, leave)
    with pytest.raises(RuleBroken, match=r"transfer\.waiting_already"):
        depart(lan, cast.binh, OUTSIDE)


@pytest.mark.parametrize("until_on", [None, HALF_A_YEAR])
def test_taken_back_the_member_stands_as_before_and_nobody_is_expected(cast, lan, until_on):
    kind = TransferKind.TEMPORARY if until_on else TransferKind.PERMANENT
    departure = depart(lan, cast.binh, to(cast.k2, kind=kind, until_on=until_on))
    leaving.take_back(lan, departure, now=NOW)
    db.session.commit()
    assert [s for s, *_days in statuses(lan, cast.binh)] == [MemberStatus.OFFICIAL]
    assert roster.is_active_on(lan, cast.binh.member_id, HALF_A_YEAR + timedelta(days=30))
    assert [a.state for a in arrivals_in(cast.k2)] == [ArrivalState.CANCELLED]


def test_who_was_received_is_not_taken_back(cast, lan, scope_of):
    depart(lan, cast.binh, to(cast.k2))
    receive(scope_of(cast.khanh), arrivals_in(cast.k2)[0])
    (departure,) = departures_in(cast.k1)
    with pytest.raises(RuleBroken, match=r"transfer\.answered"):
        leaving.take_back(lan, departure, now=NOW)


def test_of_taking_back_and_receiving_at_once_one_succeeds(cast, lan, scope_of):
    departure = depart(lan, cast.binh, to(cast.k2))
    # The page still shows it as waiting when the answer comes in.
    seen = departure.state
    receive(scope_of(cast.khanh), arrivals_in(cast.k2)[0])
    (departure,) = departures_in(cast.k1)
    with db.session.no_autoflush:
        departure.state = seen
        with pytest.raises(RuleBroken, match=r"transfer\.answered"):
            leaving._cancel(scope_of(cast.lan), cast.k2.id, departure, NOW)
    assert tenancy.bound() == cast.k1.id


def test_of_an_endless_search_only_the_beginning_is_looked_for(lan):
    found = destinations.found(lan, f"khoa noi{' ' * 100}zzz")
    assert [place.code for place in found] == ["k2"]
