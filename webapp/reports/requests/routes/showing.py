"""The list of requests, one request, and one turn with its history."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.plans import queries as plans
from webapp.plans import rules
from webapp.plans.requests import queries as request_queries
from webapp.reports import queries
from webapp.reports.requests.routes.blueprint import bp
from webapp.reports.requests.routes.page_context import request_context
from webapp.web import htmx
from webapp.web.paging import paging


@bp.get("")
def index() -> ResponseReturnValue:
    """The requests that are open, or those that are closed, as far as somebody may see them."""
    require(Permission.PLAN_SEE, g.scope)
    is_open = request.args.get("xem") != "da-xong"
    pages = paging(request_queries.count_requests(g.scope, is_open=is_open))
    found = request_queries.requests(
        g.scope, is_open=is_open, offset=pages.offset, limit=pages.size
    )
    return render_template("exchanges/index.html", requests=found, pages=pages, is_open=is_open)


@bp.get("/<int:request_id>")
def show(request_id: int) -> ResponseReturnValue:
    """One request: what is asked for and why, who must answer, every step so far."""
    found = request_queries.get_request(g.scope, request_id)
    return htmx.show(
        "exchanges/show.html", piece="exchanges/_request.html", **request_context(found)
    )


@bp.get("/luot/<int:turn_id>")
def turn(turn_id: int) -> ResponseReturnValue:
    """One turn: where it stands, what may be asked about it, and how it came about."""
    found = request_queries.get_turn(g.scope, turn_id, Permission.TURN_SEE)
    history = request_queries.history_of_turn(g.scope, found)
    report = queries.of_turn(g.scope, found.id)
    plan = plans.month_plan(g.scope, found.month)
    pending = request_queries.open_ones(history)
    is_ahead = found.state in rules.AHEAD and not rules.is_past(plan, clock.today())
    is_asked_about = any(one.turn_id == found.id for one in pending)
    may_ask = is_ahead and not is_asked_about and allows(Permission.TURN_REQUEST, g.scope, found)
    shows_report = report is not None and allows(Permission.REPORT_SEE, g.scope, report)
    return render_template(
        "exchanges/turn.html",
        turn=found,
        plan=plan,
        history=history,
        pending=pending,
        report=report if shows_report else None,
        may_ask=may_ask,
        is_own=found.member_id == g.scope.member_id,
    )
