"""Turns over whole years, planned, confirmed and assigned by the acts of the pages."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import join
from tests.scenarios.unit import founded
from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.plans import service
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import Turn
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposal import furthest, propose
from webapp.plans.rules import TurnState

pytestmark = pytest.mark.usefixtures("clean")

THEMATIC = (3, 6, 9, 12)
USUAL = {"meeting_day": 20, "thematic_months": [*THEMATIC]}


def distance(unit, day):
    """How far the furthest member is from the share, in turns."""
    most, turn = furthest(rotation_queries.history_of(unit.scope, day.year, day).facts)
    return most / turn


def test_in_a_small_branch_everybody_reports_twice_a_year():
    unit = founded(
        OrganizationKind.PARTY_BRANCH, "nho", 8, meeting_day=20, thematic_months=[*THEMATIC]
    )
    unit.live(2027, thematic=THEMATIC)
    turns = unit.turns(date(2027, 1, 1), date(2027, 12, 1))
    assert set(turns.values()) == {2}
    first_half = unit.turns(date(2027, 1, 1), date(2027, 5, 1))
    assert set(first_half.values()) == {1}
    assert distance(unit, date(2027, 12, 31)) <= 1


def test_a_branch_of_35_reaches_everybody_in_three_years_and_nobody_oftener_than_due():
    unit = founded(
        OrganizationKind.PARTY_BRANCH, "lon", 35, meeting_day=20, thematic_months=[*THEMATIC]
    )
    for year in (2027, 2028, 2029):
        unit.live(year, thematic=THEMATIC)
        past = rotation_queries.history_of(unit.scope, year, date(year, 12, 31))
        reached = propose(past.facts, year)
        assert len(reached.reached) == 16
    turns = unit.turns(date(2027, 1, 1), date(2029, 12, 1))
    # 48 turns for 35 members: the third year begins the second round.
    assert set(turns.values()) == {1, 2}
    assert turns.total() == 48
    assert turns[unit.members[0]] == 2, "who holds an office begins each round"
    assert distance(unit, date(2029, 12, 31)) <= 1


def test_a_youth_branch_where_members_come_go_and_are_away():
    unit = founded(OrganizationKind.YOUTH, "tre", 12, meeting_day=20, turns_a_month=1)
    away, leaver = unit.members[5], unit.members[7]
    now = clock.from_hanoi(date(2026, 12, 10), 9)
    days = (date(2027, 2, 1), date(2027, 6, 30))
    service.tell_absence(unit.scope, away, days, AbsenceKind.AWAY, now=now)
    status = db.session.scalars(
        select(MembershipStatus).where(MembershipStatus.member_id == leaver)
    ).one()
    status.until_on = date(2027, 3, 31)
    db.session.commit()
    newcomer = join(unit.organization, "Người Mới Đến", None, None)
    tenancy.bind(unit.organization.id)
    joined = db.session.scalars(
        select(MembershipStatus).where(MembershipStatus.member_id == newcomer)
    ).one()
    joined.from_on = date(2027, 7, 1)
    unit.live(2027, thematic=THEMATIC)
    db.session.flush()

    when = {
        member: [m for (m,) in db.session.execute(_months_of(member))]
        for member in (away, leaver, newcomer)
    }
    assert not [m for m in when[away] if days[0] <= m <= days[1]]
    assert not [m for m in when[leaver] if m > date(2027, 3, 31)]
    assert not [m for m in when[newcomer] if m < date(2027, 7, 1)]
    turns = unit.turns(date(2027, 1, 1), date(2027, 12, 1))
    assert max(turns.values()) == 1
    assert distance(unit, date(2027, 12, 31)) <= 1


def test_somebody_who_becomes_exempt_after_the_plan_is_replaced_by_the_next_one():
    unit = founded(OrganizationKind.PARTY_BRANCH, "vua", 20, meeting_day=20, turns_a_month=1)
    unit.plan(2027)
    march = date(2027, 3, 1)
    query = select(Turn.member_id).where(Turn.month == march, Turn.state == TurnState.PLANNED)
    foreseen = db.session.scalars(query).one()
    status = db.session.scalars(
        select(MembershipStatus).where(MembershipStatus.member_id == foreseen)
    ).one()
    status.until_on = date(2027, 1, 31)
    key = {"organization_id": unit.organization.id, "member_id": foreseen}
    exempt = MembershipStatus(
        status=MemberStatus.EXEMPT, from_on=status.until_on + timedelta(days=1), **key
    )
    db.session.add(exempt)
    db.session.flush()

    [assigned] = unit.assign(march)
    assert assigned != foreseen
    db.session.flush()
    told = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.TURN_NOT_FORESEEN, Notice.channel == Channel.APP
    )
    assert db.session.scalars(told).all() == [foreseen]


def _months_of(member):
    return select(Turn.month).where(Turn.member_id == member, Turn.state == TurnState.STANDING)
