"""The seat of a chair, as the operator gets to it: the first one, and what is proposed."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.admin import seats
from webapp.admin.forms import ChairForm
from webapp.admin.routes.addresses import acting, bp
from webapp.core import clock
from webapp.core.errors import DomainError, NotVisible
from webapp.nominations.forms import OutsideNominationForm
from webapp.organizations import queries
from webapp.organizations.models import Organization
from webapp.web.fields import blame
from webapp.web.signed_in import for_operator

_SEAT = "/<int:organization_id>/nguoi-dung-dau"


@bp.get(_SEAT)
@for_operator
def new_chair(organization_id: int) -> ResponseReturnValue:
    """The form for the first chair, or for a proposal where somebody has come in already."""
    return _page(queries.get_by_id(organization_id), 200)


@bp.post(_SEAT)
@for_operator
def appoint_chair(organization_id: int) -> ResponseReturnValue:
    """Name the first chair of an organization nobody has come into; the letter goes to them."""
    organization, form = queries.get_by_id(organization_id, for_change=True), ChairForm()
    if not form.validate():
        return _page(organization, 422, chair_form=form)
    key = str(current_app.config["SECRET_KEY"])
    name, email = form.full_name.data or "", form.email.data or ""
    try:
        member = seats.appoint_first(
            organization, name, email, by=acting(), mail_key=key, now=clock.now()
        )
    except DomainError as error:
        blame(form, error)
        return _page(organization, error.status, chair_form=form)
    flash(f"Đã ghi nhận {member.full_name}; thư mời gửi đến địa chỉ đã ghi.", "ok")
    return redirect(url_for(".tenants"), 303)


@bp.post(f"{_SEAT}/de-nghi")
@for_operator
def propose_chair(organization_id: int) -> ResponseReturnValue:
    """Propose a member of a unit in which nobody is left who could do so."""
    organization = queries.get_by_id(organization_id, for_change=True)
    form, here = OutsideNominationForm(), url_for(".new_chair", organization_id=organization_id)
    if not form.validate():
        return _page(organization, 422, proposal_form=form)
    name, email = form.full_name.data or "", form.email.data or ""
    who = seats.Known(current_user.account_id, name, email)
    try:
        seats.propose(organization, who, by=acting(), now=clock.now())
    except NotVisible:
        raise
    except DomainError as error:
        blame(form, error)
        return _page(organization, error.status, proposal_form=form)
    flash("Đã gửi đề nghị đến mọi người trong đơn vị và cấp trên.", "ok")
    return redirect(here, 303)


@bp.post(f"{_SEAT}/rut")
@for_operator
def withdraw_proposal(organization_id: int) -> ResponseReturnValue:
    """Take back what one has proposed."""
    organization = queries.get_by_id(organization_id, for_change=True)
    account_id = current_user.account_id
    seats.withdraw(organization, account_id, by=acting(), now=clock.now())
    flash("Đã rút đề nghị.", "ok")
    return redirect(url_for(".new_chair", organization_id=organization_id), 303)


def _page(
    organization: Organization,
    status: int,
    *,
    chair_form: ChairForm | None = None,
    proposal_form: OutsideNominationForm | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "admin/new_chair.html",
        organization=organization,
        seat=seats.look(organization, current_user.account_id, by=acting(), now=clock.now()),
        form=chair_form or ChairForm(formdata=None),
        proposal_form=proposal_form or OutsideNominationForm(formdata=None),
    )
    return page, status
