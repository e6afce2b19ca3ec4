"""What becomes of a nomination: confirmed, objected to, taken back, or in force by time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.nominations.seats import (
    AFTER,
    BY,
    settle,
    shut_out,
    state,
    told,
    without_offices,
)
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.accounts.members import queries as roster
from webapp.accounts.models import AccountSession, RoleGrant
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import Role
from webapp.audit import queries as trail
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.nominations import service
from webapp.nominations.rules import REST, NominationState, Proposer
from webapp.nominations.service import Outsider
from webapp.notices.rules import NoticeKind
from webapp.proofs import queries as proofs

TODAY = clock.in_hanoi(NOW).date()


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
    assert proofs.verify(hung).is_whole
