"""Merging a unit into another one: choose, look at what will happen, confirm."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.organizations.models import Organization
from webapp.units import queries, service
from webapp.units.forms import MergeForm
from webapp.units.routes.blueprint import UNIT, back_to, bp, managed
from webapp.units.service import Merging
from webapp.web.fields import blame
from webapp.web.submitting import carrying_out, submitting


@bp.get(f"{UNIT}/sap-nhap")
def new_merging(unit: str) -> ResponseReturnValue:
    """The choice of the other unit; once chosen, what merging would do."""
    found = managed(unit)
    form = MergeForm(formdata=None, into=request.args.get("into", ""))
    return _page(found, form, 200)


@bp.post(f"{UNIT}/sap-nhap")
def merge(unit: str) -> ResponseReturnValue:
    """Merge; it can't be taken back."""
    found, form = managed(unit), MergeForm()
    form.offer(queries.may_take_in(g.scope, found))
    with submitting(form, _page, found):
        into = queries.get_below(g.scope, form.into.data)
        count = service.merge(g.scope, found, into, form.reason.data or "", now=clock.now())
    return back_to(found, f"Đã sáp nhập {found.name} vào {into.name}: {count} người chờ tiếp nhận.")


def _page(unit: Organization, form: MergeForm, status: int) -> ResponseReturnValue:
    units = queries.may_take_in(g.scope, unit)
    form.offer(units)
    into = next((one for one in units if one.code == form.into.data), None)

    def drawn(status: int, foreseen: Merging | None = None) -> ResponseReturnValue:
        shown = {"unit": unit, "form": form, "into": into, "foreseen": foreseen, "units": units}
        return render_template("units/merge.html", **shown), status

    def refused(refusal: DomainError) -> ResponseReturnValue:
        blame(form, refusal)
        return drawn(refusal.status)

    if into is None or unit.closed_on is not None:
        return drawn(status)
    with carrying_out(refused):
        foreseen = service.preview(g.scope, unit, into, today=clock.today())
    return drawn(status, foreseen)
