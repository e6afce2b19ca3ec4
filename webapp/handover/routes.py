"""What is open in the unit, on screen and on paper, and the act of handing over."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.members import queries as roster
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.rules import ACTIVE, Role
from webapp.audit import queries as trail
from webapp.core import clock
from webapp.handover import queries, service
from webapp.handover.forms import HandoverForm
from webapp.web.forms import first_time
from webapp.web.submitting import submitting

bp = Blueprint("handover", __name__, url_prefix="/o/<organization>/ban-giao")

BLUEPRINTS = (bp,)


@bp.get("")
def show() -> ResponseReturnValue:
    """Everything that is open, and the form for the chair."""
    require(Permission.HANDOVER_SEE, g.scope)
    return _page(HandoverForm(formdata=None, from_on=clock.today()), 200)


@bp.get("/ban-in")
def paper() -> ResponseReturnValue:
    """The same as a sheet with two signatures."""
    require(Permission.HANDOVER_SEE, g.scope)
    head = trail.head(g.scope)
    return render_template("handover/paper.html", head=head, printed_at=clock.now(), **_matters())


@bp.post("")
def hand_over() -> ResponseReturnValue:
    """Pass the office of chair on."""
    require(Permission.HANDOVER_SEE, g.scope)
    require(Permission.ROLES_GRANT, g.scope)
    form = HandoverForm()
    form.offer(_successors())
    with submitting(form, _page):
        if not first_time():
            return redirect(url_for(".show"), 303)
        service.hand_over(
            g.scope,
            int(form.successor_id.data),
            from_on=form.from_on.data or clock.today(),
            until_on=form.until_on.data,
            now=clock.now(),
        )
    flash("Đã ghi việc bàn giao. Cần đăng nhập lại để tiếp tục.", "ok")
    return redirect(url_for("home.show"), 303)


def _successors() -> list[accounts.Member]:
    """Who may take the office: every active member who can sign in, but the one who acts."""
    today = clock.today()
    members = accounts.members_on(g.scope, today)
    able = [m for m in members if m.status in ACTIVE and m.account_id is not None]
    return [m for m in able if m.id != g.scope.member_id]


def _matters() -> dict[str, Any]:
    today = clock.today()
    return {
        "matters": queries.open_matters(g.scope, now=clock.now()),
        "meetings": queries.called_meetings(g.scope),
        "terms": roster.terms_ending(g.scope, today),
        "today": today,
    }


def _page(form: HandoverForm, status: int) -> ResponseReturnValue:
    may_hand_over = allows(Permission.ROLES_GRANT, g.scope) and Role.CHAIR in g.scope.roles
    form.offer(_successors() if may_hand_over else [])
    page = render_template(
        "handover/show.html", form=form, may_hand_over=may_hand_over, **_matters()
    )
    return page, status
