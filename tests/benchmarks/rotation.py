"""The largest branch's year: 150 members, ten years of turns, planned and looked ahead."""

import statistics
import time
from typing import Any

from tests.simulation.branch import FIRST_YEAR, Branch
from tests.simulation.rotation import live_many
from webapp.plans.rotation.availability import Facts, Given
from webapp.plans.rotation.proposal import propose, propose_month

MEMBERS, YEARS_BACK, YEARS_AHEAD, ROUNDS = 150, 10, 20, 15
#: Branches that live for five years, for the largest distance from a share.
BRANCHES = 100


def measure() -> dict[str, Any]:
    """Milliseconds of one core to plan a year, and the largest distance of invented branches."""
    facts, year = _largest(), FIRST_YEAR + YEARS_BACK
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        planned = propose(facts, year)
        spent.append(1000 * (time.process_time() - began))
    lived = live_many(range(BRANCHES))
    return {
        "members": planned.capacity.members,
        "years": YEARS_BACK,
        "ms": round(statistics.median(spent), 2),
        "ms_min": round(min(spent), 2),
        "ms_max": round(max(spent), 2),
        "branches": lived.branches,
        "largest_distance": round(float(lived.largest), 4),
        "barred_chosen": lived.barred_chosen,
        "plans_that_differ": lived.plans_that_differ,
    }


def _largest() -> Facts:
    """A branch that has lived for ten years as planned, two reporters a month."""
    branch = Branch(3, YEARS_BACK + YEARS_AHEAD + 1, members=MEMBERS)
    branch.most, branch.unrest, branch.volunteering, branch.exceptions = 2, 0.0, 0.05, 0.0
    now = 12 * YEARS_BACK
    for place, month in enumerate(branch.months[:now]):
        branch.live(place)
        for one in propose_month(branch.facts(place), month.month):
            branch.given.add(Given(one.member_id, month.month))
    return branch.facts(now, until=len(branch.months))
