"""At the moment of effect everything is looked at again; whoever acts on may be followed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.as_owner import change_account
from tests.cast import JOINED, NOW, join
from tests.service.nominations.seats import (
    BY,
    give_office,
    settle,
    shut_out,
    state,
    without_offices,
)
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service as members
from webapp.accounts.models import AccountSession, RoleGrant
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus, Role
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import StaleEdit
from webapp.nominations import service
from webapp.nominations.rules import NominationState, Proposer
from webapp.nominations.service import Outsider
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization

TODAY = clock.in_hanoi(NOW).date()


def leaves(cast):
    member = roster.get_member(task_scope(cast.k1.id), cast.binh.member_id)
    status = MemberStatus.SUSPENDED
    scope = task_scope(cast.k1.id)
    members.change_status(scope, member, status, from_on=TODAY, reason="Đình chỉ", now=NOW)


def runs_the_service(cast):
    change_account(cast.binh.account_id, is_operator=True)


def loses_the_account(cast):
    shut_out(cast.binh)


def is_given_an_office_above(cast):
    member_id = join(cast.db, cast.binh.full_name, None, cast.binh.account_id)
    give_office(cast.db, member_id, Role.COMMITTEE, JOINED)


def doors_were_shut(cast):
    with tenancy.tenant(cast.k1.id):
        unit = db.session.get_one(Organization, cast.k1.id)
        organizations.suspend(unit, now=NOW, by=BY)
        organizations.resume(unit, by=BY)
        db.session.commit()


CHANGES = [leaves, runs_the_service, loses_the_account, is_given_an_office_above, doors_were_shut]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("origin", ["proposed", "from_outside"])
def test_what_has_changed_meanwhile_lets_it_lapse(cast, request, origin, change):
    request.getfixturevalue(origin)
    change(cast)
    db.session.commit()
    tenancy.bind(cast.k1.id)
    assert settle(cast)[0] is True
    assert state() is NominationState.LAPSED
    held = roster.roles_held(task_scope(cast.k1.id), cast.binh.member_id, TODAY)
    assert Role.CHAIR not in held
    assert settle(cast)[0] is False


def test_a_chair_who_can_come_in_again_keeps_the_seat(cast, proposed):
    change_account(cast.lan.account_id, disabled_at=None)
    db.session.commit()
    assert settle(cast) == (True, [cast.lan.member_id])
    assert state() is NominationState.LAPSED


def test_what_comes_from_outside_lapses_once_the_unit_can_help_itself(cast, from_outside):
    give_office(cast.k1, cast.dung.member_id, Role.DEPUTY, JOINED)
    tenancy.bind(cast.k1.id)
    assert settle(cast) == (True, [])
    assert state() is NominationState.LAPSED


def test_while_the_unit_is_suspended_nothing_takes_effect(cast, proposed):
    db.session.get_one(Organization, cast.k1.id).suspended_at = NOW
    db.session.commit()
    assert settle(cast)[0] is False
    assert state() is NominationState.WAITING


@pytest.fixture
def term_over(cast):
    """Lan's term ran out yesterday; she acts on."""
    grant = db.session.scalar(select(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id))
    grant.until_on = TODAY - timedelta(days=1)
    db.session.commit()


def test_a_successor_to_who_acts_on_is_named_by_the_unit(cast, dung, term_over, as_):
    as_(cast.lan)
    service.propose(dung, cast.binh.member_id, now=NOW)
    db.session.commit()
    assert settle(cast) == (True, [cast.binh.member_id])
    ours = select(AccountSession).where(AccountSession.account_id == cast.lan.account_id)
    assert db.session.scalars(ours).all() == []


def test_whoever_acts_on_may_stop_it(cast, dung, lan, term_over):
    nomination = service.propose(dung, cast.binh.member_id, now=NOW)
    service.object_to(lan, nomination.id, now=NOW)
    db.session.commit()
    assert settle(cast) == (False, [cast.lan.member_id])


def test_nobody_outside_names_a_successor_to_who_acts_on(cast, term_over):
    without_offices(cast.dung, cast.hung)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, cast.binh.email, cast.binh.full_name)
    with pytest.raises(StaleEdit, match=r"nomination\.has_chair"):
        service.propose_from_outside(task_scope(cast.k1.id, BY), who, now=NOW)
