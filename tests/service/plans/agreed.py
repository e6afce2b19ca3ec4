"""A plan of a year that was agreed to, for the tests."""

from tests.cast import NOW
from webapp.core.db import db
from webapp.plans.models import YearPlan
from webapp.plans.rules import YearPlanState


def agree(organization_id: int, year: int = 2026) -> None:
    """The plan of a year is confirmed."""
    stands = {"state": YearPlanState.CONFIRMED, "confirmed_at": NOW}
    db.session.add(YearPlan(organization_id=organization_id, year=year, seed=1, **stands))
    db.session.commit()
