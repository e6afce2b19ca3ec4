"""One unit below: how far it is, its names, and another name or another superior for it."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.organizations import name_history, rules
from webapp.organizations.models import Organization
from webapp.units import queries, service
from webapp.units.forms import InviteAgainForm, MoveForm, NameForm
from webapp.units.routes.blueprint import UNIT, back_to, bp, managed
from webapp.web.submitting import submitting


@bp.get(UNIT)
def show(unit: str) -> ResponseReturnValue:
    """What its superior knows of a unit: names, days, numbers."""
    require(Permission.UNITS_SEE, g.scope)
    return unit_page(queries.get_below(g.scope, unit), InviteAgainForm(formdata=None), 200)


def unit_page(unit: Organization, form: InviteAgainForm, status: int) -> ResponseReturnValue:
    """The page of a unit, also after something was refused on it."""
    row = queries.row_of(unit, clock.now(), clock.today())
    page = render_template(
        "units/show.html",
        row=row,
        unit=unit,
        form=form,
        former=name_history.read(unit.former_names),
        merged_into=queries.name_of(unit.merged_into_id),
        may_manage=allows(Permission.UNITS_MANAGE, g.scope),
        may_propose=allows(Permission.ROLES_GRANT, g.scope),
        may_reopen=rules.may_reopen(
            unit.closed_on,
            unit.merged_into_id is not None,
            today=clock.today(),
            within_days=g.scope.settings.reopen_days,
        ),
    )
    return page, status


@bp.get(f"{UNIT}/doi-ten")
def new_name(unit: str) -> ResponseReturnValue:
    """The form for another name."""
    found = managed(unit)
    return _name_page(found, NameForm(formdata=None, name=found.name), 200)


@bp.post(f"{UNIT}/doi-ten")
def rename(unit: str) -> ResponseReturnValue:
    """Give the unit another name."""
    found, form = managed(unit, for_change=True), NameForm()
    with submitting(form, _name_page, found):
        name, is_other = form.name.data or "", form.is_other.data
        service.rename(g.scope, found, name, is_other=is_other, now=clock.now())
    return back_to(found, f"Đơn vị nay có tên là {found.name}.")


def _name_page(unit: Organization, form: NameForm, status: int) -> ResponseReturnValue:
    return render_template("units/rename.html", unit=unit, form=form), status


@bp.get(f"{UNIT}/chuyen")
def new_place(unit: str) -> ResponseReturnValue:
    """The form for another superior, with what stays and what changes."""
    return _move_page(managed(unit), MoveForm(formdata=None), 200)


@bp.post(f"{UNIT}/chuyen")
def move(unit: str) -> ResponseReturnValue:
    """Put the unit under another superior."""
    found, form = managed(unit), MoveForm()
    form.offer(queries.superiors(g.scope, but_not_in=found))
    with submitting(form, _move_page, found):
        under = queries.get_superior(g.scope, form.under.data)
        service.move(g.scope, found, under, is_other=form.is_other.data, now=clock.now())
    return back_to(found, f"{found.name} nay trực thuộc {under.name}.")


def _move_page(unit: Organization, form: MoveForm, status: int) -> ResponseReturnValue:
    form.offer(queries.superiors(g.scope, but_not_in=unit))
    above = queries.name_of(unit.parent_id)
    return render_template("units/move.html", unit=unit, form=form, above=above), status
