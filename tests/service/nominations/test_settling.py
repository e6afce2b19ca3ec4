"""What becomes of a nomination: confirmed, objected to, taken back, or in force by time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import JOINED, NOW, join
from tests.service.nominations.seats import give_office, shut_out, told, without_offices
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.accounts import roster
from webapp.accounts import service as members
from webapp.accounts.models import Account, AccountSession, RoleGrant
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit import queries as trail
from webapp.audit.actors import ActorKind, Outside
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.nominations import service
from webapp.nominations.models import Nomination
from webapp.nominations.rules import REST, WAITS, NominationState, Proposer
from webapp.nominations.service import Outsider
from webapp.notices.rules import NoticeKind
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization

BY = Outside(ActorKind.OPERATOR, "Cao Thị Vân")
TODAY = clock.in_hanoi(NOW).date()
AFTER = NOW + WAITS


@pytest.fixture
def dung(cast, scope_of):
    return scope_of(cast.dung)


@pytest.fixture
def proposed(cast, dung):
    """The deputy has proposed Bình; Hùng of the committee may confirm."""
    shut_out(cast.lan)
    nomination_id = service.propose(dung, cast.binh.member_id, now=NOW).id
    db.session.commit()
    return nomination_id


@pytest.fixture
def from_outside(cast):
    """The operator has proposed Bình: nobody holds an office any more."""
    without_offices(cast.lan, cast.dung, cast.hung)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, cast.binh.email, cast.binh.full_name)
    nomination_id = service.propose_from_outside(task_scope(cast.k1.id, BY), who, now=NOW).id
    db.session.commit()
    return nomination_id


def settle(cast, now=AFTER):
    """As a worker does it."""
    with tenancy.tenant(cast.k1.id):
        scope = task_scope(cast.k1.id)
        day = clock.in_hanoi(now).date()
        done = service.settle_due(scope, now=now)
        db.session.commit()
        chairs = sorted(roster.chairs_on(scope, day).values())
    tenancy.bind(cast.k1.id)
    return done, chairs


def state():
    db.session.expire_all()
    return db.session.scalars(select(Nomination.state)).one()


def events(cast):
    found = trail.entries(task_scope(cast.k1.id), offset=0, size=50)
    return [(entry.event, entry.acted_by) for entry in reversed(found)]


def test_confirmed_by_a_second_person_it_holds_at_once(cast, hung, proposed, as_):
    as_(cast.binh)
    service.confirm(hung, proposed, now=NOW)
    assert list(roster.chairs_on(hung, TODAY).values()) == [cast.binh.member_id]
    assert state() is NominationState.IN_FORCE
    assert told(NoticeKind.OFFICE_GIVEN) == {cast.binh.member_id}
    assert cast.mai.member_id in told(NoticeKind.CHAIR_SEATED)
    ours = select(AccountSession).where(AccountSession.account_id == cast.binh.account_id)
    assert db.session.scalars(ours).all() == []
    assert [event for event, _by in events(cast)] == [
        AuditEvent.CHAIR_NOMINATED,
        AuditEvent.NOMINATION_CONFIRMED,
        AuditEvent.ROLE_ENDED,
        AuditEvent.ROLE_GRANTED,
        AuditEvent.NOMINATION_IN_FORCE,
    ]


@pytest.mark.parametrize("who", ["dung", "binh", "mai", "lan"])
def test_nobody_but_a_second_person_of_the_committee_confirms(cast, scope_of, proposed, who):
    with pytest.raises(NotVisible):
        service.confirm(scope_of(getattr(cast, who)), proposed, now=NOW)
    assert state() is NominationState.WAITING


def test_whoever_is_proposed_does_not_confirm_themselves(cast, dung, hung):
    shut_out(cast.lan)
    nomination = service.propose(dung, cast.hung.member_id, now=NOW)
    with pytest.raises(NotVisible):
        service.confirm(hung, nomination.id, now=NOW)


def test_before_the_time_is_over_nothing_happens(cast, proposed):
    assert settle(cast, AFTER - timedelta(seconds=1)) == (False, [cast.lan.member_id])
    assert state() is NominationState.WAITING


def test_after_it_the_seat_is_taken_once(cast, proposed):
    assert settle(cast) == (True, [cast.binh.member_id])
    assert [settle(cast), settle(cast)] == [(False, [cast.binh.member_id])] * 2
    assert state() is NominationState.IN_FORCE
    held = select(RoleGrant).where(RoleGrant.member_id == cast.binh.member_id)
    assert len(db.session.scalars(held).all()) == 1
    assert events(cast)[-1] == (AuditEvent.NOMINATION_IN_FORCE, "Hệ thống")
    with tenancy.tenant(cast.db.id):
        assert told(NoticeKind.UNIT_CHAIR_SEATED) == {cast.duc.member_id}


@pytest.mark.parametrize("who", ["hung", "binh"])
def test_the_committee_and_the_one_proposed_may_stop_it(cast, scope_of, proposed, who):
    scope = scope_of(getattr(cast, who))
    service.object_to(scope, proposed, now=NOW)
    db.session.commit()
    assert state() is NominationState.OBJECTED
    assert cast.mai.member_id in told(NoticeKind.NOMINATION_STOPPED)
    assert settle(cast) == (False, [cast.lan.member_id])
    with pytest.raises(StaleEdit):
        service.object_to(scope, proposed, now=NOW)


@pytest.mark.parametrize("who", ["mai", "dung"])
def test_others_do_not_stop_what_the_committee_decides(cast, scope_of, proposed, who):
    with pytest.raises(NotVisible):
        service.object_to(scope_of(getattr(cast, who)), proposed, now=NOW)


def test_where_nobody_can_confirm_every_member_may_object(cast, dung, mai):
    shut_out(cast.lan)
    without_offices(cast.hung)
    nomination = service.propose(dung, cast.dung.member_id, now=NOW)
    service.object_to(mai, nomination.id, now=NOW)
    assert state() is NominationState.OBJECTED


def test_any_member_stops_what_comes_from_outside_and_holds_for_a_while(cast, mai, from_outside):
    service.object_to(mai, from_outside, now=NOW)
    db.session.commit()
    assert settle(cast) == (False, [])
    assert events(cast)[-1] == (AuditEvent.NOMINATION_OBJECTED, cast.mai.full_name)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, cast.binh.email, cast.binh.full_name)
    scope = task_scope(cast.k1.id, BY)
    with pytest.raises(RuleBroken, match=r"nomination\.objected_lately"):
        service.propose_from_outside(scope, who, now=NOW + timedelta(days=1))
    again = service.propose_from_outside(scope, who, now=NOW + REST)
    assert again.state is NominationState.WAITING


def test_nobody_of_the_unit_confirms_what_comes_from_outside_before_its_time(
    cast, mai, from_outside
):
    with pytest.raises(NotVisible):
        service.confirm(mai, from_outside, now=NOW)
    assert settle(cast) == (True, [cast.binh.member_id])


def leaves(cast):
    member = roster.get_member(task_scope(cast.k1.id), cast.binh.member_id)
    status = MemberStatus.SUSPENDED
    scope = task_scope(cast.k1.id)
    members.change_status(scope, member, status, from_on=TODAY, reason="Đình chỉ", now=NOW)


def runs_the_service(cast):
    db.session.get_one(Account, cast.binh.account_id).is_operator = True


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
    db.session.get_one(Account, cast.lan.account_id).disabled_at = None
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


def test_whoever_proposed_takes_it_back_and_nobody_else(cast, dung, hung, proposed):
    with pytest.raises(NotVisible):
        service.withdraw(hung, hung.account_id, now=NOW)
    service.withdraw(dung, dung.account_id, now=NOW)
    assert state() is NominationState.WITHDRAWN
    with pytest.raises(StaleEdit):
        service.withdraw(dung, dung.account_id, now=NOW)


def test_confirmed_and_objected_at_once_one_of_them_counts(app, cast, hung, scope_of, proposed):
    binh = scope_of(cast.binh)

    def confirm(scope, seen):
        service.confirm(scope, proposed, now=NOW)

    def refuse(scope, seen):
        service.object_to(scope, proposed, now=NOW)

    plays = [Play(hung, lambda: None, confirm), Play(binh, lambda: None, refuse)]
    ended = how_each_ended(side_by_side(app, *plays))
    assert sorted(map(str, ended)) == ["409", "done"]
    is_in = Role.CHAIR in roster.roles_held(hung, cast.binh.member_id, TODAY)
    assert is_in is (state() is NominationState.IN_FORCE)


def test_the_trail_of_the_unit_stays_whole(cast, hung, proposed):
    service.confirm(hung, proposed, now=NOW)
    db.session.commit()
    assert trail.verify_chain(hung).is_whole


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
