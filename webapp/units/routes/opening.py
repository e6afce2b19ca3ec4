"""Opening a unit with four fields, and inviting its chair again."""

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.invitations.routes.page_context import sheet
from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.units import queries, service
from webapp.units.forms import InviteAgainForm, NewUnitForm
from webapp.units.routes.blueprint import UNIT, back_to, bp, managed
from webapp.units.routes.unit import unit_page
from webapp.web.fields import blame
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out, submitting


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


@bp.get("/mo-don-vi")
def new() -> ResponseReturnValue:
    """The form of a new unit."""
    require(Permission.UNITS_MANAGE, g.scope)
    form = NewUnitForm(formdata=None)
    form.offer(queries.superiors(g.scope))
    return _page(form, 200)


@bp.post("/mo-don-vi")
def open_unit() -> ResponseReturnValue:
    """Open it and invite its chair; the same form sent twice opens one."""
    require(Permission.UNITS_MANAGE, g.scope)
    form = NewUnitForm()
    form.offer(queries.superiors(g.scope))
    if not form.validate():
        return _page(form, 422)
    with carrying_out(lambda refusal: _refused(form, refusal)):
        if not first_time():
            return redirect(url_for(".index"), 303)
        under = queries.get_superior(g.scope, form.under.data or "")
        is_other, now = form.is_other.data, clock.now()
        opened = service.open_unit(
            g.scope, under, form.wanted(), is_other=is_other, mail_key=_key(), now=now
        )
    if opened.slip is not None:
        return _paper(opened)
    return back_to(
        opened.unit, f"Đã mở {opened.unit.name} và gửi thư mời {opened.chair.full_name}."
    )


def _paper(opened: service.Opened) -> ResponseReturnValue:
    """The slip of a chair without an e-mail address, this once."""
    back = url_for("units.show", unit=opened.unit.code)
    return sheet([opened.slip] if opened.slip else [], unit=opened.unit.name, back_to=back)


def _refused(form: NewUnitForm, refusal: DomainError) -> ResponseReturnValue:
    """The form again; its fields have other names than those of a member and of a unit."""
    names = {"full_name": "chair_name", "email": "chair_email", "parent": "under"}
    refusal.field = names.get(refusal.field or "", refusal.field)
    blame(form, refusal)
    return _page(form, refusal.status)


def _page(form: NewUnitForm, status: int) -> ResponseReturnValue:
    return render_template("units/new.html", form=form), status


@bp.post(f"{UNIT}/moi-lai")
def invite_again(unit: str) -> ResponseReturnValue:
    """Send the chair who has not come another link."""
    found, form = managed(unit), InviteAgainForm()
    with submitting(form, unit_page, found):
        if not first_time():
            return back_to(found)
        email = (form.email.data or "").strip()
        again = service.invite_again(g.scope, found, email=email, mail_key=_key(), now=clock.now())
    if again.slip is not None:
        return _paper(again)
    flash("Đã gửi lại thư mời. Liên kết trong thư cũ hết hiệu lực.", "ok")
    return back_to(found)
