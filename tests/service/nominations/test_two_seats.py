"""An office above and the seat below: two persons of the unit, or not at all."""

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.service.nominations.seats import AFTER, BY, settle, shut_out, state
from webapp.accounts.members import offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.queries import task_scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.nominations import service
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState, Proposer
from webapp.nominations.service import Outsider

TODAY = clock.in_hanoi(NOW).date()


@pytest.fixture
def oanh_proposed(cast, dung):
    """The deputy of K1 has proposed Oanh, who is of the committee above and belongs to K1 too."""
    shut_out(cast.lan)
    member_id = join(cast.k1, cast.oanh.full_name, cast.oanh.email, cast.oanh.account_id)
    tenancy.bind(cast.k1.id)
    nomination_id = service.propose(dung, member_id, now=NOW).id
    db.session.commit()
    return nomination_id, member_id


def test_a_second_person_seats_who_holds_an_office_above(cast, scope_of, oanh_proposed):
    (nomination_id, member_id), hung = oanh_proposed, scope_of(cast.hung)
    service.confirm(hung, nomination_id, now=NOW)
    assert state() is NominationState.IN_FORCE
    assert list(roster.chairs_on(hung, TODAY).values()) == [member_id]


def test_time_alone_does_not(cast, oanh_proposed):
    assert settle(cast) == (True, [cast.lan.member_id])
    assert state() is NominationState.LAPSED


@pytest.fixture
def lan_proposed(cast):
    """Lan chairs K1 and belongs to the superior too, whose chair is shut out."""
    shut_out(cast.duc)
    member_id = join(cast.db, cast.lan.full_name, cast.lan.email, cast.lan.account_id)
    tenancy.bind(cast.db.id)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, cast.lan.email, cast.lan.full_name)
    service.propose_from_outside(task_scope(cast.db.id, BY), who, now=NOW)
    db.session.commit()
    return member_id


def settle_above(cast):
    with tenancy.tenant(cast.db.id):
        scope = task_scope(cast.db.id)
        done = service.settle_due(scope, now=AFTER)
        db.session.commit()
        chairs = roster.chairs_on(scope, clock.in_hanoi(AFTER).date()).values()
        return done, list(chairs), db.session.scalars(select(Nomination.state)).one()


def test_who_chairs_below_does_not_come_to_the_seat_above_and_the_next_may(cast, lan_proposed):
    assert settle_above(cast) == (True, [cast.duc.member_id], NominationState.LAPSED)
    assert settle_above(cast)[0] is False


def test_where_the_unit_below_agreed_the_seat_above_is_taken(cast, scope_of, lan_proposed):
    tenancy.bind(cast.k1.id)
    dung = scope_of(cast.dung)
    offices_above.agree(dung, roster.get_member(dung, cast.lan.member_id), today=TODAY)
    db.session.commit()
    assert settle_above(cast) == (True, [lan_proposed], NominationState.IN_FORCE)


def test_what_the_seat_itself_refuses_leaves_nothing_of_it(cast, lan_proposed, monkeypatch):
    looks = []

    def refuse_later(*given, **more):
        looks.append(given)
        return None if len(looks) == 1 else refuse(*given, **more)

    refuse = offices_above.refuse_two_seats
    monkeypatch.setattr(offices_above, "refuse_two_seats", refuse_later)
    assert settle_above(cast) == (True, [cast.duc.member_id], NominationState.LAPSED)
    assert len(looks) == 2
