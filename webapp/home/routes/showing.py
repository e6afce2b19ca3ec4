"""The first screen of everybody in an organization, and the way to it."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.signing_in.own_organizations import organizations_of_account
from webapp.core import clock
from webapp.duties.matters import matters
from webapp.home import queries
from webapp.home.routes.page_context import said
from webapp.home.rules import Viewer, duties, month_cards
from webapp.reminders.by_hand import rules as by_hand
from webapp.units import queries as units
from webapp.units.rules import Beginning

bp = Blueprint("home", __name__, url_prefix="/o/<organization>")
entrance = Blueprint("entrance", __name__)


@entrance.get("/")
def enter() -> ResponseReturnValue:
    """Lead to the only organization of the person, else to their choice."""
    own = organizations_of_account(current_user.account_id, clock.today())
    if len(own) == 1 and not current_user.is_operator:
        return redirect(url_for("home.show", organization=own[0].code), 303)
    return redirect(url_for("accounts.profile"), 303)


@bp.get("/")
def show() -> ResponseReturnValue:
    """What has to be done: of a member in a unit, or of somebody who looks from above."""
    require(Permission.UNIT_SEE, g.scope)
    if not g.scope.organization.meets:
        return redirect(url_for("rollups.superior"), 303)
    today = clock.today()
    nominations = current_user.identity.counted["nominations"]
    facts = queries.facts_of(g.scope, today, nominations=nominations)
    viewer = Viewer(g.scope.member_id, g.scope.leads, g.scope.reviews)
    found, now = duties(matters(facts), viewer, today), clock.now()
    rows = [said(duty, facts.reminded.get(duty.key), now) for duty in found]
    return render_template(
        "home/show.html",
        today=today,
        facts=facts,
        duties=rows,
        to_remind=sum(row["reminding"] is not None and row["reminding"]["again"] for row in rows),
        just_sent=sum(by_hand.may_take_back(one, now) for one in facts.reminded.values()),
        cards=month_cards(facts, viewer),
        beginning=_beginning(),
    )


def _beginning() -> Beginning | None:
    """The first steps of a new unit, for its chair, until they are taken or put aside."""
    if not g.scope.organization.is_new or not allows(Permission.UNIT_BEGIN, g.scope):
        return None
    found = units.beginning(g.scope)
    return None if found.is_done else found
