"""The operator's pages for the seat of a chair: the first one, and proposals."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.admin import seats
from webapp.admin.forms import ChairForm
from webapp.admin.routes.blueprint import acting, bp
from webapp.core import clock
from webapp.nominations.forms import OutsideNominationForm
from webapp.organizations import queries
from webapp.organizations.models import Organization
from webapp.web.signed_in import for_operator
from webapp.web.submitting import submitting

_SEAT = "/<int:organization_id>/nguoi-dung-dau"


@bp.get(_SEAT)
@for_operator
def new_chair(organization_id: int) -> ResponseReturnValue:
    """The form for the first chair, or for a proposal where somebody has come in already."""
    return _page(queries.get_by_id(organization_id))


@bp.post(_SEAT)
@for_operator
def appoint_chair(organization_id: int) -> ResponseReturnValue:
    """Appoint the first chair of an organization in which nobody has signed in yet."""
    organization, form = queries.get_by_id(organization_id, for_change=True), ChairForm()
    with submitting(form, _page, organization):
        key = str(current_app.config["SECRET_KEY"])
        name, email = form.full_name.data or "", form.email.data or ""
        member = seats.appoint_first(
            organization, name, email, by=acting(), mail_key=key, now=clock.now()
        )
    flash(f"Đã ghi nhận {member.full_name}; thư mời gửi đến địa chỉ đã ghi.", "ok")
    return redirect(url_for(".tenants"), 303)


@bp.post(f"{_SEAT}/de-nghi")
@for_operator
def propose_chair(organization_id: int) -> ResponseReturnValue:
    """Propose a member of a unit in which nobody is left who could do so."""
    organization = queries.get_by_id(organization_id, for_change=True)
    form, here = OutsideNominationForm(), url_for(".new_chair", organization_id=organization_id)
    with submitting(form, _page, organization):
        name, email = form.full_name.data or "", form.email.data or ""
        who = seats.Known(current_user.account_id, name, email)
        seats.propose(organization, who, by=acting(), now=clock.now())
    flash("Đã gửi đề nghị đến mọi người trong đơn vị và cấp trên.", "ok")
    return redirect(here, 303)


@bp.post(f"{_SEAT}/rut")
@for_operator
def withdraw_proposal(organization_id: int) -> ResponseReturnValue:
    """Withdraw one's own proposal."""
    organization = queries.get_by_id(organization_id, for_change=True)
    account_id = current_user.account_id
    seats.withdraw(organization, account_id, by=acting(), now=clock.now())
    flash("Đã rút đề nghị.", "ok")
    return redirect(url_for(".new_chair", organization_id=organization_id), 303)


def _page(
    organization: Organization,
    sent: ChairForm | OutsideNominationForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The seat with its two forms; the one that was sent shows what was typed."""
    proposes = isinstance(sent, OutsideNominationForm)
    page = render_template(
        "admin/new_chair.html",
        organization=organization,
        seat=seats.seat_of(organization, current_user.account_id, by=acting(), now=clock.now()),
        form=sent if sent and not proposes else ChairForm(formdata=None),
        proposal_form=sent if proposes else OutsideNominationForm(formdata=None),
    )
    return page, status
