"""The meetings of a year: those to come and those that are over."""

from datetime import date

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.meetings import queries
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.rules import MeetingState
from webapp.plans import queries as plans
from webapp.plans.rules import MonthKind, is_past, months_ahead
from webapp.web.query_arguments import year_asked


@bp.get("")
def index() -> ResponseReturnValue:
    """The meetings for the months of a year."""
    require(Permission.MEETING_SEE, g.scope)
    today = clock.today()
    year = year_asked(today.year)
    found = queries.of_year(g.scope, year)
    return render_template(
        "meetings/index.html",
        year=year,
        years=sorted({*queries.years(g.scope), today.year}, reverse=True),
        coming=[m for m in reversed(found) if m.state is not MeetingState.CLOSED],
        past=[m for m in found if m.state is MeetingState.CLOSED],
        to_call=_next_to_call(today),
        nobody_leads=not g.scope.leads and not queries.who_may(g.scope, today).leaders,
    )


def _next_to_call(today: date) -> date | None:
    """The next month whose meeting is still to be called, for those who may call it."""
    if not allows(Permission.MEETING_PREPARE, g.scope):
        return None
    months = months_ahead(today)
    called = queries.called_months(g.scope, months)
    planned = plans.month_plans(g.scope, months)
    return next(
        (
            month
            for month in months
            if month not in called
            and planned[month].kind is not MonthKind.NONE
            and not is_past(planned[month], today)
        ),
        None,
    )
