"""End every turn ahead of a unit that is merged into another one."""

from sqlalchemy import update

from webapp.accounts.scope import Scope
from webapp.core import stale_months, tenancy
from webapp.core.db import db
from webapp.plans.models import Turn
from webapp.plans.rules import AHEAD, TurnState


def drop_ahead(scope: Scope, *, but: frozenset[int]) -> int:
    """Withdraw every turn ahead except those in `but`; returns how many."""
    dropped = db.session.scalars(
        update(Turn)
        .where(tenancy.within(scope, Turn), Turn.state.in_(AHEAD), Turn.id.not_in(but))
        .values(state=TurnState.WITHDRAWN)
        .returning(Turn.month),
        execution_options={"synchronize_session": False},
    ).all()
    for month in sorted(set(dropped)):
        stale_months.mark(scope, month)
    return len(dropped)
