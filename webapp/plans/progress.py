"""Whether a unit has begun to plan: for the first steps of a new one."""

from sqlalchemy import ColumnElement, or_, select

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.plans.models import Turn, YearPlan
from webapp.plans.rules import YearPlanState


def has_begun(scope: TenantScope) -> ColumnElement[bool]:
    """Whether anybody was ever given a turn, or a plan is confirmed; a part of a larger query."""
    turns = select(Turn.id).where(tenancy.within(scope, Turn))
    confirmed = select(YearPlan.id).where(
        tenancy.within(scope, YearPlan), YearPlan.state == YearPlanState.CONFIRMED
    )
    return or_(turns.exists(), confirmed.exists())


def is_begun(scope: TenantScope) -> bool:
    """The same as a question of its own."""
    return bool(db.session.scalar(select(has_begun(scope))))
