"""What the pages of the plan share: months in addresses, what may be done, the changed month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows
from webapp.core import clock
from webapp.core.errors import seen
from webapp.plans import queries, rules, year_queries
from webapp.plans.queries import PlannedMonth
from webapp.plans.rotation.volunteers import YearTurns
from webapp.web import htmx


def month_in(text: str) -> date:
    """The month an address names.

    Raises NotVisible for anything else.
    """
    month = rules.month_named(text)
    return seen(month)


def what_may_be_done(today: date) -> dict[str, Any]:
    """What the row of a month needs besides the month."""
    return {
        "today_is": today,
        "may_plan": allows(Permission.PLAN_MANAGE, g.scope),
        "own_id": g.scope.member_id,
        "is_past": rules.is_past,
    }


def turns_beside_offers(months: Sequence[PlannedMonth]) -> YearTurns | None:
    """How the turns of a year lie, where somebody who leads sees an offer that waits."""
    today = clock.today()
    waits = any(month.waiting and not rules.is_past(month.plan, today) for month in months)
    if not waits or not allows(Permission.PLAN_MANAGE, g.scope):
        return None
    return year_queries.year_turns(g.scope, months[0].plan.month.year, today)


def month_done(month: str, notice: str) -> ResponseReturnValue:
    """The changed month for htmx; without it the page the visitor came from, or the year."""
    [planned] = queries.planned(g.scope, [month_in(month)])
    back_to = url_for(".show", nam=planned.plan.month.year, _anchor=f"month-{month}")
    return htmx.done(
        "plans/_month.html",
        back_to=back_to,
        notice=notice,
        month=planned,
        year_turns=turns_beside_offers([planned]),
        **what_may_be_done(clock.today()),
    )
