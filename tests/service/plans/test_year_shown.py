"""What the page of a year says of its sum follows from the turns it shows."""

from datetime import date

import pytest

from tests.unit.plans.test_rotation import facts, person
from webapp.organizations.settings import BranchSettings
from webapp.plans.rotation.availability import Given
from webapp.plans.rotation.proposed_year import view_of
from webapp.plans.rotation.queries import History
from webapp.plans.rules import MonthKind, MonthPlan, deadlines

THEMATIC = [date(2027, month, 1) for month in (3, 6, 9, 12)]


def plan(month):
    kind = MonthKind.REPORTS if month.carries else MonthKind.THEMATIC
    due = deadlines(month.meeting_on, BranchSettings())
    return MonthPlan(month.month, kind, None, month.meeting_on, False, due)


def view(members, *, given=(), leading=(), **more):
    people = [person(n, leads=n in leading) for n in range(1, members + 1)]
    found = facts(*people, given=given, leaders_first=bool(leading), **more)
    names = {n: f"Người {n}" for n in range(1, members + 1)}
    plans = {month.month: plan(month) for month in found.months}
    standing = frozenset(Given(member, month) for member, month in given)
    return view_of(History(found, standing, frozenset(), names, plans, None), 2027, None)


@pytest.mark.parametrize(
    ("members", "most", "shares"),
    [
        (3, 1, [(3, 2), (2, 1)]),  # 8 turns: 3, 3, 2 and not “two each”
        (8, 2, [(2, 8)]),
        (15, 2, [(2, 1), (1, 14)]),
        (25, 2, [(1, 16)]),
    ],
)
def test_how_many_have_how_many_turns_is_counted_from_the_plan(members, most, shares):
    found = view(members, most=most, closed=THEMATIC)
    assert found.shares == shares
    assert sum(turns * people for turns, people in shares) == found.turns_left
    assert len(found.later) == members - sum(people for _turns, people in shares)


def test_where_some_report_twice_while_others_wait_the_page_says_what_it_rests_on():
    """16 turns and 15 people, two of whom reported oftener than the others the year before."""
    everybody = [(n, date(2026, 1 + n % 10, 1)) for n in range(1, 16)]
    more = [(member, date(2026, 10 + member, 1)) for member in (1, 2)]
    given = [*everybody, *more]
    found = view(15, most=2, given=given, leading=(3, 4, 5), closed=THEMATIC, first=2026, years=4)
    assert found.is_uneven
    assert {name for name, _later in found.later} == {"Người 1", "Người 2"}
    assert all(one.record.turns == 2 for _name, one in found.later)


def test_months_that_are_over_give_no_turns_any_more():
    given = [(1, date(2027, 1, 1)), (2, date(2027, 2, 1))]
    found = view(9, given=given, open_from=date(2027, 4, 1), closed=THEMATIC)
    assert (len(found.rows), found.months_left, found.turns_had) == (8, 6, 2)
    assert found.turns_left == 6
