"""A chair whose term has run out acts on until a successor is in: time empties no seat."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, func, select

from tests.as_owner import from_outside
from tests.cast import JOINED, NOW
from webapp.accounts import queries
from webapp.accounts.members import corrections, offices, service
from webapp.accounts.members import queries as roster
from webapp.accounts.models import RoleGrant
from webapp.accounts.queries import holds_on
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.signing_in import own_organizations
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken

TODAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)


def term(cast, person, from_on, until_on, role=Role.CHAIR):
    grant = RoleGrant(
        organization_id=person.organization.id,
        member_id=person.member_id,
        role=role,
        from_on=from_on,
        until_on=until_on,
    )
    db.session.add(grant)
    db.session.flush()
    return grant


def of_lan(cast):
    query = select(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id)
    return db.session.scalars(query).one()


@pytest.fixture
def over(cast):
    """Lan's term, which ran out yesterday."""
    grant = of_lan(cast)
    grant.until_on = TODAY - ONE_DAY
    db.session.flush()
    return grant


def chairs(scope, day=TODAY):
    return sorted(roster.chairs_on(scope, day).values())


def test_the_chair_acts_with_every_right_after_the_last_day(cast, lan, over):
    assert chairs(lan) == [cast.lan.member_id]
    assert chairs(lan, TODAY + 900 * ONE_DAY) == [cast.lan.member_id]
    assert roster.roles_held(lan, cast.lan.member_id, TODAY) == {Role.CHAIR}
    (place,) = own_organizations.organizations_of_account(cast.lan.account_id, TODAY)
    assert place.roles == {Role.CHAIR}
    (office,) = roster.offices_of(lan, cast.lan.member_id, TODAY)
    assert (office.is_held, office.is_acting) == (True, True)


def test_other_offices_end_with_their_term(cast, lan):
    query = select(RoleGrant).where(RoleGrant.member_id == cast.dung.member_id)
    db.session.scalars(query).one().until_on = TODAY - ONE_DAY
    db.session.flush()
    assert roster.roles_held(lan, cast.dung.member_id, TODAY) == frozenset()


def test_a_successor_ends_it_on_the_first_day(cast, lan, over):
    offices.grant_role(
        lan,
        roster.get_member(lan, cast.dung.member_id),
        Role.CHAIR,
        from_on=TODAY + 2 * ONE_DAY,
        until_on=None,
        now=NOW,
    )
    assert chairs(lan, TODAY + ONE_DAY) == [cast.lan.member_id]
    assert chairs(lan, TODAY + 2 * ONE_DAY) == [cast.dung.member_id]
    assert roster.roles_held(lan, cast.lan.member_id, TODAY + 2 * ONE_DAY) == frozenset()


def test_a_chair_of_long_ago_never_comes_back_by_time(cast, lan, over):
    term(cast, cast.binh, JOINED, TODAY - 400 * ONE_DAY)
    assert chairs(lan) == [cast.lan.member_id]
    over.until_on = None
    db.session.flush()
    assert roster.roles_held(lan, cast.binh.member_id, TODAY) == frozenset()


def test_a_term_that_was_held_on_no_day_gives_nothing(cast, lan, over):
    term(cast, cast.binh, TODAY, TODAY - ONE_DAY)
    term(cast, cast.hung, TODAY - ONE_DAY, TODAY - 2 * ONE_DAY)
    assert chairs(lan) == [cast.lan.member_id]


@pytest.mark.parametrize("status", [MemberStatus.LEFT, MemberStatus.SUSPENDED])
def test_whoever_acts_alone_neither_leaves_nor_is_suspended(cast, lan, over, status):
    member = roster.get_member(lan, cast.lan.member_id)
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        service.change_status(lan, member, status, from_on=TODAY, reason="Chuyển đi", now=NOW)


def correct(scope, grant, from_on, until_on):
    member = roster.get_member(scope, grant.member_id)
    seen = corrections.seen(grant)
    corrections.correct_role(
        scope, member, grant, from_on=from_on, until_on=until_on, based_on=seen, now=NOW
    )


def test_a_term_that_is_over_is_put_right_or_made_longer(cast, lan, over):
    correct(lan, over, JOINED, TODAY - 5 * ONE_DAY)
    assert chairs(lan) == [cast.lan.member_id]
    correct(lan, over, JOINED, TODAY + 900 * ONE_DAY)
    (office,) = roster.offices_of(lan, cast.lan.member_id, TODAY)
    assert (office.is_held, office.is_acting) == (True, False)


def test_no_correction_gives_the_seat_to_a_chair_of_long_ago(cast, lan, over):
    term(cast, cast.binh, JOINED, TODAY - 400 * ONE_DAY)
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        correct(lan, over, JOINED, TODAY - 500 * ONE_DAY)
    db.session.rollback()


def test_an_acting_chair_s_term_is_not_dropped(cast, lan, over):
    member = roster.get_member(lan, cast.lan.member_id)
    with pytest.raises(RuleBroken, match=r"role\.last_chair"):
        corrections.remove_role(lan, member, over, based_on=corrections.seen(over), now=NOW)


def expected(terms, day):
    """The rule written a second time, over plain values: the chairs of a day."""
    begun = [t for t in terms if t.from_on <= day]
    held = [t for t in begun if t.until_on is None or t.until_on >= t.from_on]
    now = [t for t in held if t.until_on is None or t.until_on >= day]
    last = max((t.until_on for t in held if t.until_on), default=None)
    return {t.id for t in now or [t for t in held if t.until_on == last]}


def test_pages_and_look_ups_across_tenants_say_the_same_on_every_day(cast, lan):
    chance = random.Random(7)
    people = [cast.lan, cast.dung, cast.hung, cast.binh, cast.mai]
    from_outside(delete(RoleGrant).where(RoleGrant.id == of_lan(cast).id))
    terms = []
    for round_ in range(40):
        begins = TODAY + chance.randrange(-60, 20) * ONE_DAY
        lasts = chance.choice([None, begins + chance.randrange(-2, 40) * ONE_DAY])
        terms.append(term(cast, people[round_ % 5], begins, lasts))
        if round_ % 4 == 3:
            day = TODAY + chance.randrange(-30, 60) * ONE_DAY
            _compare(lan, people, terms, day)
            from_outside(delete(RoleGrant).where(RoleGrant.id.in_([one.id for one in terms])))
            terms = []


def _compare(scope, people, terms, day):
    wanted = expected(terms, day)
    query = select(RoleGrant.id).where(
        tenancy.within(scope, RoleGrant), RoleGrant.role == Role.CHAIR, holds_on(RoleGrant, day)
    )
    assert set(db.session.scalars(query)) == wanted
    chairing = {t.member_id for t in terms if t.id in wanted}
    listed = queries.members_on(scope, day)
    assert {m.id for m in listed if Role.CHAIR in m.roles} == chairing
    for person in people:
        held = func.app.organizations_of(person.account_id, day).table_valued(
            "organization_id", "member_id", "roles"
        )
        found = db.session.execute(select(held.c.member_id, held.c.roles)).all()
        here = [roles for member_id, roles in found if member_id == person.member_id]
        assert [("chair" in roles) for roles in here] == [person.member_id in chairing]
