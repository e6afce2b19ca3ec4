"""The first screen of everybody in an organization, and the way to it."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.core.paths import path_of
from webapp.duties.matters import matters
from webapp.duties.words import WORDS
from webapp.home import queries
from webapp.home.rules import Duty, Viewer, duties, month_cards, names
from webapp.units import queries as units
from webapp.units.rules import Beginning
from webapp.web import dates
from webapp.web.wording import current_words, sentence

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
    facts = queries.facts_of(g.scope, today, nominations=nominations)
    viewer = Viewer(g.scope.member_id, g.scope.leads, g.scope.reviews)
    return render_template(
        "home/show.html",
        today=today,
        facts=facts,
        duties=[_said(duty) for duty in duties(matters(facts), viewer, today)],
        cards=month_cards(facts, viewer),
        beginning=_beginning(),
    )


def _said(duty: Duty) -> dict[str, Any]:
    """One row in words: its sentence, what stands below it, its button, and where that leads."""
    words = WORDS[duty.kind]
    facts = {
        "month": dates.month(duty.month),
        "year": duty.month and duty.month.year,
        "name": duty.name,
        "count": duty.count,
        "words": duty.words and f"“{duty.words}”",
        "names": names(duty.people),
        "due": dates.long_day(duty.due_on),
        "day": dates.day(duty.due_on),
    }
    known = asdict(current_words()) | {name: str(fact) for name, fact in facts.items() if fact}
    return {
        "title": sentence(words.sentence.format(**known)),
        "detail": words.detail(known),
        "button": words.button,
        "href": path_of(words.address(duty.values), g.scope.organization.code),
        "due_on": None if duty.waits else duty.due_on,
        "waits": duty.waits,
    }


def _beginning() -> Beginning | None:
    """The first steps of a new unit, for its chair, until they are taken or put aside."""
    if not g.scope.organization.is_new or not allows(Permission.UNIT_BEGIN, g.scope):
        return None
    found = units.beginning(g.scope)
    return None if found.is_done else found
