"""People of the merged unit wait, and are received one by one, or not."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.cast import NOW, found
from tests.service.units.joining import (
    DUE,
    POINTED_OUT,
    TODAY,
    merge,
    receive,
    standing,
    waiting,
)
from webapp.accounts.models import Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus
from webapp.accounts.signing_in import own_organizations
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.transfers import arriving, telling
from webapp.transfers import queries as transfers
from webapp.transfers.models import Arrival, CarriedThread, Departure
from webapp.transfers.rules import ArrivalState, DepartureState
from webapp.units import service


def test_everybody_waits_to_be_received_and_nobody_belongs_to_the_other_unit(duc, unit, two, rows):
    assert merge(duc, unit, two) == 4
    assert [name for name, _status, _state in waiting(rows, two.k1)] == [
        "Đỗ Quốc Khánh",
        "Vũ Trung Kiên",
        "Phạm Thị Mai",
        "Đinh Thanh Tú",
    ]
    statuses = {name: status for name, status, _state in waiting(rows, two.k1)}
    assert statuses["Đinh Thanh Tú"] is MemberStatus.PROBATIONARY
    assert standing(rows, two.k1) == []
    own = own_organizations.organizations_of_account(two.kien.account_id, TODAY, closed_too=True)
    assert [place.code for place in own] == ["k2"]


def test_received_they_belong_here_with_account_and_status_and_no_office(
    duc, unit, two, rows, scope_of
):
    merge(duc, unit, two)
    lan = scope_of(two.lan)
    member_id, account_id, status = receive(lan, rows, two.k1, "Đỗ Quốc Khánh")
    assert (account_id, status) == (two.khanh.account_id, MemberStatus.OFFICIAL)
    chairs = select(RoleGrant.member_id).where(RoleGrant.role == "chair")
    assert rows(two.k1, chairs) == [(two.lan.member_id,)]
    gone = select(Departure.state).where(Departure.member_id == two.khanh.member_id)
    assert rows(two.k2, gone) == [(DepartureState.ACCEPTED,)]


def test_the_status_they_had_is_kept_whatever_is_typed(duc, unit, two, rows, scope_of):
    with tenancy.tenant(two.k2.id):
        kien = select(MembershipStatus).where(MembershipStatus.member_id == two.kien.member_id)
        db.session.scalars(kien).one().status = MemberStatus.SUSPENDED
        db.session.commit()
    merge(duc, unit, two)
    lan = scope_of(two.lan)
    assert receive(lan, rows, two.k1, "Vũ Trung Kiên")[2] is MemberStatus.SUSPENDED
    assert receive(lan, rows, two.k1, "Đinh Thanh Tú")[2] is MemberStatus.PROBATIONARY


def test_who_belongs_to_both_is_one_member(duc, unit, two, rows, scope_of):
    merge(duc, unit, two)
    lan = scope_of(two.lan)
    assert receive(lan, rows, two.k1, "Phạm Thị Mai")[0] == two.mai.member_id
    mai = select(func.count()).where(Membership.account_id == two.mai.account_id)
    assert rows(two.k1, mai) == [(1,)]


def test_refused_they_have_no_place_and_both_units_know_it(duc, unit, two, rows, scope_of):
    merge(duc, unit, two)
    lan = scope_of(two.lan)
    ((arrival_id,),) = rows(two.k1, select(Arrival.id).where(Arrival.full_name == "Vũ Trung Kiên"))
    with tenancy.tenant(two.k1.id):
        arriving.refuse(lan, transfers.get_arrival(lan, arrival_id), now=NOW)
        db.session.commit()
    assert standing(rows, two.k1) == []
    with tenancy.tenant(two.k2.id):
        telling.tell(task_scope(two.k2.id), now=NOW)
        db.session.commit()
    told = select(Notice.kind).where(
        Notice.recipient_id == two.kien.member_id, Notice.channel == "app"
    )
    kinds = [kind for (kind,) in rows(two.k2, told.order_by(Notice.id))]
    assert kinds == [NoticeKind.UNIT_MERGED, NoticeKind.MERGER_NOT_RECEIVED]


def test_who_leads_is_reminded_once_of_those_who_still_wait(duc, unit, two, rows):
    merge(duc, unit, two)
    for days, told in ((2, 0), (4, 2), (4, 0)):
        with tenancy.tenant(two.k1.id):
            later = NOW + timedelta(days=days)
            assert telling.tell(task_scope(two.k1.id), now=later) == told
            db.session.commit()
    facts = select(Notice.facts["member"].astext).where(
        Notice.kind == NoticeKind.ARRIVAL_WAITING, Notice.channel == "app"
    )
    assert rows(two.k1, facts) == [(f"4 người của {two.k2.name}",)] * 2


def test_who_waits_when_their_new_unit_is_merged_too_waits_in_the_next_one(
    duc, unit, two, rows, scope_of
):
    db.session.commit()
    k3 = found(two.db, OrganizationKind.PARTY_BRANCH, "k3", "Chi bộ Khoa Ngoại")
    tenancy.bind(two.db.id)
    merge(duc, unit, two)
    service.merge(duc, unit(two.k1), unit(k3), "Quyết định 16", now=NOW)
    db.session.commit()
    names = [name for name, _status, state in waiting(rows, k3)]
    assert {"Vũ Trung Kiên", "Nguyễn Thị Lan"} <= set(names)
    assert {state for _name, _status, state in waiting(rows, two.k1)} == {ArrivalState.CANCELLED}
    threads = select(CarriedThread.from_id, CarriedThread.pointed_out_on, CarriedThread.due_on)
    assert rows(k3, threads) == [(two.k2.id, POINTED_OUT, DUE)]
