"""Closing a unit after a look at what is open in it, and opening it again."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.organizations.models import Organization
from webapp.units import open_counts, service
from webapp.units.forms import CloseForm
from webapp.units.routes.blueprint import UNIT, back_to, bp, managed
from webapp.web.submitting import submitting


@bp.get(f"{UNIT}/ket-thuc")
def new_closing(unit: str) -> ResponseReturnValue:
    """What is open in the unit, and the form."""
    return _page(managed(unit), CloseForm(formdata=None, day=clock.today()), 200)


@bp.post(f"{UNIT}/ket-thuc")
def close(unit: str) -> ResponseReturnValue:
    """Close the unit."""
    found, form = managed(unit), CloseForm()
    with submitting(form, _page, found):
        day, reason = form.day.data or clock.today(), form.reason.data or ""
        service.close(g.scope, found, day, reason, now=clock.now())
    return back_to(found, f"{found.name} đã kết thúc hoạt động.")


def _page(unit: Organization, form: CloseForm, status: int) -> ResponseReturnValue:
    open_work = open_counts.open_work_of(unit, clock.today()) if unit.kind.meets else None
    page = render_template("units/close.html", unit=unit, form=form, work=open_work)
    return page, status


@bp.post(f"{UNIT}/mo-lai")
def reopen(unit: str) -> ResponseReturnValue:
    """Open a closed unit again."""
    found = managed(unit)
    service.reopen(g.scope, found, now=clock.now())
    return back_to(found, f"{found.name} đã được mở lại.")
