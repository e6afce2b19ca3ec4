"""The empty seat of a unit below: its superior proposes a member where nobody of the unit can."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.nominations.forms import OutsideNominationForm
from webapp.organizations.models import Organization
from webapp.units import service
from webapp.units.routes.blueprint import UNIT, back_to, bp, managed
from webapp.web.submitting import submitting

_SEAT = f"{UNIT}/nguoi-dung-dau"


@bp.get(_SEAT)
def seat(unit: str) -> ResponseReturnValue:
    """Whether the seat is empty, what is proposed, and the form where there is nobody else."""
    require(Permission.ROLES_GRANT, g.scope)
    return _page(managed(unit), OutsideNominationForm(formdata=None), 200)


@bp.post(_SEAT)
def propose_chair(unit: str) -> ResponseReturnValue:
    """Propose a member; in force after 72 hours if nobody of the unit objects."""
    require(Permission.ROLES_GRANT, g.scope)
    found, form = managed(unit), OutsideNominationForm()
    with submitting(form, _page, found):
        name, email = form.full_name.data or "", form.email.data or ""
        service.propose_chair(g.scope, found, name, email, now=clock.now())
    return back_to(found, "Đã gửi đề nghị đến mọi người trong đơn vị.")


@bp.post(f"{_SEAT}/rut")
def withdraw_proposal(unit: str) -> ResponseReturnValue:
    """Take back what one has proposed."""
    require(Permission.ROLES_GRANT, g.scope)
    found = managed(unit)
    service.withdraw_proposal(g.scope, found, now=clock.now())
    return back_to(found, "Đã rút đề nghị.")


def _page(unit: Organization, form: OutsideNominationForm, status: int) -> ResponseReturnValue:
    looked = service.seat_from_above(g.scope, unit, now=clock.now())
    page = render_template("units/seat.html", unit=unit, seat=looked, proposal_form=form)
    return page, status
