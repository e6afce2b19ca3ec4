"""The first screen of everybody in an organization, and the way to it."""

from dataclasses import replace

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.home import queries, rules
from webapp.plans import year_queries
from webapp.units import rules as units
from webapp.units.rules import Beginning

bp = Blueprint("home", __name__, url_prefix="/o/<organization>")
entrance = Blueprint("entrance", __name__)

BLUEPRINTS = (bp, entrance)


@entrance.get("/")
def enter() -> ResponseReturnValue:
    """Lead to the organizations of the person."""
    return redirect(url_for("accounts.profile"), 303)


@bp.get("/")
def show() -> ResponseReturnValue:
    """What has to be done: of a member in a unit, or of somebody who looks from above."""
    require(Permission.UNIT_SEE, g.scope)
    if not g.scope.organization.meets:
        return redirect(url_for("rollups.superior"), 303)
    today = clock.today()
    nominations = current_user.identity.counted["nominations"]
    facts = replace(queries.facts_of(g.scope, today), nominations=nominations)
    month = clock.month_of(today)
    of_month = [report for report in facts.reports if report.month == month]
    return render_template(
        "home/show.html",
        today=today,
        facts=facts,
        duties=rules.duties(facts, leads=g.scope.leads, reviews=g.scope.reviews),
        coming=next((m for m in facts.meetings if m.starts_on >= today), None),
        of_month=of_month,
        steps=rules.month_steps([report.state for report in of_month]),
        beginning=_beginning(),
    )


def _beginning() -> Beginning | None:
    """The first steps of a new unit, for its chair, until they are taken or put aside."""
    place = g.scope.organization
    if not place.is_new or not allows(Permission.UNIT_BEGIN, g.scope):
        return None
    found = units.beginning(
        place.own_choices, place.member_count, has_plan=year_queries.is_begun(g.scope)
    )
    return None if found.is_done else found
