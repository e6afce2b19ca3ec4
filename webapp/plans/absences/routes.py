"""Times away: chair and deputy write them down for anybody, a member for oneself."""

from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.rules import MAY_REPORT
from webapp.core import clock
from webapp.plans import service
from webapp.plans.absences import queries as absence_queries
from webapp.plans.forms import AbsenceForm
from webapp.plans.routes.blueprint import bp
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.submitting import submitting


@bp.get("/bao-vang")
def absences() -> ResponseReturnValue:
    """The times away that aren't over: everybody's for those who lead, else one's own."""
    require(Permission.TURN_VOLUNTEER, g.scope)
    return _show(_form(formdata=None))


@bp.post("/bao-vang")
def tell_absence() -> ResponseReturnValue:
    """Somebody is away for some time."""
    require(Permission.TURN_VOLUNTEER, g.scope)
    form = _form()
    with submitting(form, _show):
        member_id = form.member_id.data if _for_others() else g.scope.member_id
        days = form.days()
        if first_time():
            service.tell_absence(g.scope, member_id, days, form.kind.data, now=clock.now())
    return htmx.moved(url_for(".absences"), notice="Đã ghi thời gian báo vắng.")


@bp.post("/bao-vang/<int:period_id>/het")
def end_absence(period_id: int) -> ResponseReturnValue:
    """A time away is over, or does not take place."""
    service.end_absence(g.scope, period_id, now=clock.now())
    return htmx.moved(url_for(".absences"), notice="Đã ghi hết thời gian báo vắng.")


def _for_others() -> bool:
    return allows(Permission.PLAN_MANAGE, g.scope)


def _form(**given: Any) -> AbsenceForm:
    form = AbsenceForm(**given)
    if not _for_others():
        del form.member_id
        return form
    here = accounts.members_on(g.scope, clock.today())
    form.offer([(m.id, m.full_name) for m in here if m.status in MAY_REPORT])
    return form


def _show(form: AbsenceForm, status: int = 200) -> ResponseReturnValue:
    own = None if _for_others() else g.scope.member_id
    return htmx.show(
        "plans/absences.html",
        piece="plans/_absence_form.html",
        status=status,
        form=form,
        periods=absence_queries.since(g.scope, clock.today(), member_id=own),
        for_others=_for_others(),
    )
