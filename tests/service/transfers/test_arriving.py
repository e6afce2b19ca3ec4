"""Somebody arrives: received once, with the same account, or not; the other unit learns which."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import JOINED, NOW, join
from tests.service.transfers.moving import (
    TODAY,
    arrivals_in,
    depart,
    departures_in,
    receive,
    to,
)
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.rules import MemberStatus
from webapp.accounts.signing_in import own_organizations
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.texts.models import Text
from webapp.transfers import arriving, telling
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

HALF_A_YEAR = date(2027, 5, 16)


@pytest.fixture
def khanh(cast, scope_of):
    return scope_of(cast.khanh)


@pytest.fixture
def arrival(cast, scope_of):
    """Bình waits to be received in K2."""
    depart(scope_of(cast.lan), cast.binh, to(cast.k2))
    return arrivals_in(cast.k2)[0]


def test_received_they_belong_here_with_the_account_they_have(cast, khanh, arrival):
    member = receive(khanh, arrival, MemberStatus.PROBATIONARY)
    assert (member.account_id, member.joined_on) == (cast.binh.account_id, TODAY)
    assert roster.last_status(khanh, member.id).status is MemberStatus.PROBATIONARY
    own = own_organizations.organizations_of_account(cast.binh.account_id, TODAY)
    assert [place.code for place in own] == ["k2"]
    assert arrival.state is ArrivalState.ACCEPTED


def test_no_text_moves_along(cast, khanh, arrival):
    receive(khanh, arrival)
    assert db.session.scalars(select(Text.id)).all() == []


def test_the_unit_of_origin_learns_the_answer_and_no_more(cast, khanh, arrival):
    receive(khanh, arrival)
    (departure,) = departures_in(cast.k1)
    assert departure.state is DepartureState.ACCEPTED
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()[-1]
    assert (entry.actor_id, entry.member_id, set(entry.facts)) == (None, None, {"outside"})
    # Who signed for it is named, as on the paper that says so.
    assert entry.acted_by == "Đỗ Quốc Khánh, Chi bộ Khoa Nội"


def test_refused_nobody_joins_and_the_other_unit_knows(cast, khanh, arrival):
    arriving.refuse(khanh, arrival, now=NOW)
    db.session.commit()
    names = db.session.scalars(select(Membership.full_name)).all()
    assert "Hoàng Thanh Bình" not in names
    assert departures_in(cast.k1)[0].state is DepartureState.REFUSED


def test_an_answer_is_given_once(khanh, arrival):
    arriving.refuse(khanh, arrival, now=NOW)
    with pytest.raises(RuleBroken, match=r"transfer\.answered"):
        receive(khanh, arrival)
    with pytest.raises(RuleBroken, match=r"transfer\.answered"):
        arriving.refuse(khanh, arrival, now=NOW)


def test_who_was_here_before_comes_back_to_the_same_row(cast, khanh, arrival):
    left = MemberStatus.LEFT
    before = join(cast.k2, "Hoàng Thanh Bình", None, cast.binh.account_id, status=left)
    tenancy.bind(cast.k2.id)
    member = receive(khanh, arrivals_in(cast.k2)[0])
    assert member.id == before
    assert roster.is_active_on(khanh, before, TODAY)


def test_who_was_written_down_already_is_linked_and_not_doubled(cast, khanh, arrival):
    listed = join(cast.k2, "Hoàng Thanh Bình", None, None)
    tenancy.bind(cast.k2.id)
    member = receive(khanh, arrivals_in(cast.k2)[0], member_id=listed)
    assert (member.id, member.account_id) == (listed, cast.binh.account_id)
    assert roster.last_status(khanh, listed).from_on == JOINED


def test_nobody_else_of_the_list_is_linked(cast, khanh, arrival):
    with pytest.raises(RuleBroken, match=r"transfer\.no_such_member"):
        receive(khanh, arrival, member_id=cast.kien.member_id)


def test_for_a_while_they_are_here_until_the_day(cast, khanh, scope_of):
    leave = to(cast.k2, kind=TransferKind.TEMPORARY, until_on=HALF_A_YEAR)
    depart(scope_of(cast.lan), cast.binh, leave)
    member = receive(khanh, arrivals_in(cast.k2)[0])
    days = [TODAY, HALF_A_YEAR, HALF_A_YEAR + timedelta(days=1)]
    assert [roster.is_active_on(khanh, member.id, day) for day in days] == [True, True, False]
    status = roster.statuses_of(khanh, member.id)[1].status
    assert status is MemberStatus.TEMPORARILY_HERE


def test_who_belongs_here_already_does_not_leave_with_the_while(cast, khanh, scope_of):
    there = join(cast.k2, "Hoàng Thanh Bình", None, cast.binh.account_id)
    tenancy.bind(cast.k1.id)
    leave = to(cast.k2, kind=TransferKind.TEMPORARY, until_on=HALF_A_YEAR)
    depart(scope_of(cast.lan), cast.binh, leave)
    receive(khanh, arrivals_in(cast.k2)[0])
    assert [s.status for s in roster.statuses_of(khanh, there)] == [MemberStatus.OFFICIAL]


def test_days_and_statuses_that_cannot_be_are_refused(cast, khanh, scope_of, arrival):
    with pytest.raises(RuleBroken, match=r"transfer\.before_leaving"):
        receive(khanh, arrival, joined_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match=r"transfer\.status"):
        receive(khanh, arrival, MemberStatus.SUSPENDED)
    arrival.from_on = TODAY + timedelta(days=1)
    db.session.flush()
    with pytest.raises(RuleBroken, match=r"transfer\.too_early"):
        receive(khanh, arrival, joined_on=TODAY + timedelta(days=1))


def test_a_plain_member_receives_nobody(cast, scope_of, arrival):
    with pytest.raises(NotVisible):
        receive(scope_of(cast.kien), arrival)


def told(unit):
    db.session.close()
    tenancy.bind(unit.id)
    shown = select(Notice.kind, Notice.recipient_id).where(Notice.channel == Channel.APP)
    return db.session.execute(shown).all()


def test_each_unit_tells_its_own_people_once(cast, khanh, scope_of, arrival):
    waiting = (NoticeKind.ARRIVAL_WAITING, cast.khanh.member_id)
    assert telling.tell(khanh, now=NOW) == 1
    assert telling.tell(khanh, now=NOW) == 0
    db.session.commit()
    assert told(cast.k2) == [waiting]
    arriving.refuse(khanh, arrivals_in(cast.k2)[0], now=NOW)
    db.session.commit()
    tenancy.bind(cast.k1.id)
    db.session.close()
    assert telling.tell(scope_of(cast.lan), now=NOW) == 1
    db.session.commit()
    assert (NoticeKind.DEPARTURE_ANSWERED, cast.lan.member_id) in told(cast.k1)
