"""A turn that was put off comes first in the next month, until something made it good."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW
from webapp.core.db import db
from webapp.plans.models import Turn
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposal import propose_month
from webapp.plans.rotation.reasons import WhyProposed
from webapp.plans.rules import TurnState

pytestmark = pytest.mark.usefixtures("reports_every_month")

OCTOBER, DECEMBER, MARCH = date(2026, 10, 1), date(2026, 12, 1), date(2027, 3, 1)


def turn(cast, month, state, *, days=0):
    given = {"source": "assigned", "state": state, "assigned_at": NOW + timedelta(days)}
    db.session.add(
        Turn(organization_id=cast.k1.id, member_id=cast.hung.member_id, month=month, **given)
    )
    db.session.commit()


def facts(scope):
    return rotation_queries.history_of(scope, 2026, NOW.date()).facts


def test_it_is_first_in_the_next_month_with_room_and_says_why(cast, scope_of):
    scope = scope_of(cast.lan)
    turn(cast, OCTOBER, TurnState.POSTPONED)
    # The plan of the year foresaw this one long before: it is another turn.
    turn(cast, MARCH, TurnState.PLANNED, days=-60)
    found = facts(scope)
    assert found.first == {(cast.hung.member_id, OCTOBER)}
    first = propose_month(found, DECEMBER)[0]
    assert (first.member_id, first.why) == (cast.hung.member_id, WhyProposed.PROMISED)
    assert first.record.promised == OCTOBER


@pytest.mark.parametrize(
    ("month", "state"), [(DECEMBER, TurnState.STANDING), (MARCH, TurnState.PLANNED)]
)
def test_a_later_turn_that_was_given_since_makes_it_good(cast, scope_of, month, state):
    scope = scope_of(cast.lan)
    turn(cast, OCTOBER, TurnState.POSTPONED)
    turn(cast, month, state, days=1)
    assert facts(scope).first == frozenset()


def test_another_tenant_sees_nothing_of_it(cast, scope_of):
    turn_of_k1 = scope_of(cast.lan)
    turn(cast, OCTOBER, TurnState.POSTPONED)
    assert facts(turn_of_k1).first
    assert facts(scope_of(cast.khanh)).first == frozenset()
