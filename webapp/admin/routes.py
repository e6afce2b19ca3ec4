"""The operator's pages: organizations, suspending, first chairs; nothing of what is in them."""

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import inviting
from webapp.accounts.appointing import Appointed
from webapp.admin import service
from webapp.admin.forms import ChairForm, OrganizationForm
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.organizations import queries
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization
from webapp.web.asked import search_asked
from webapp.web.fields import blame
from webapp.web.paging import paging
from webapp.web.signed_in import for_operator

bp = Blueprint("admin", __name__, url_prefix="/van-hanh")

BLUEPRINTS = (bp,)


@bp.get("")
@for_operator
def tenants() -> ResponseReturnValue:
    """All organizations with kind, code, members; and why mail does not leave, if it doesn't."""
    search = search_asked()
    pages = paging(queries.count_found(search))
    found = queries.found(search, offset=pages.offset, size=pages.size)
    return render_template(
        "admin/tenants.html", found=found, pages=pages, search=search, mail=service.mail_trouble()
    )


@bp.get("/them")
@for_operator
def new_organization() -> ResponseReturnValue:
    """The form for a new organization."""
    form = OrganizationForm(formdata=None)
    form.offer()
    return render_template("admin/new_organization.html", form=form)


@bp.post("/them")
@for_operator
def found_organization() -> ResponseReturnValue:
    """Open a root organization or a unit; a second time the code is taken already."""
    form = OrganizationForm()
    form.offer()
    if not form.validate():
        return render_template("admin/new_organization.html", form=form), 422
    parent = queries.get_by_id(int(form.parent.data)) if form.parent.data else None
    code, name = (form.code.data or "").strip(), form.name.data or ""
    try:
        founded = organizations.found(parent, form.kind.data, code, name, now=clock.now())
    except RuleBroken as error:
        blame(form, error)
        return render_template("admin/new_organization.html", form=form), error.status
    flash(f"Đã mở {founded.name}. Tiếp theo: ghi nhận người đứng đầu.", "ok")
    return redirect(url_for(".new_chair", organization_id=founded.id), 303)


@bp.post("/<int:organization_id>/tam-ngung")
@for_operator
def suspend(organization_id: int) -> ResponseReturnValue:
    """Close an organization to everybody for a while."""
    organization = queries.get_by_id(organization_id, for_change=True)
    organizations.suspend(organization, now=clock.now())
    flash(f"Đã tạm ngừng {organization.name}.", "ok")
    return redirect(url_for(".tenants"), 303)


@bp.post("/<int:organization_id>/mo-lai")
@for_operator
def resume(organization_id: int) -> ResponseReturnValue:
    """Open a suspended organization again."""
    organization = queries.get_by_id(organization_id, for_change=True)
    organizations.resume(organization)
    flash(f"Đã mở lại {organization.name}.", "ok")
    return redirect(url_for(".tenants"), 303)


@bp.get("/<int:organization_id>/nguoi-dung-dau")
@for_operator
def new_chair(organization_id: int) -> ResponseReturnValue:
    """The form for the first chair."""
    return _chair_page(queries.get_by_id(organization_id), ChairForm(formdata=None), 200)


@bp.post("/<int:organization_id>/nguoi-dung-dau")
@for_operator
def appoint_chair(organization_id: int) -> ResponseReturnValue:
    """Give an organization without a chair its chair, and show the link for them once."""
    organization = queries.get_by_id(organization_id, for_change=True)
    form, now = ChairForm(), clock.now()
    if not form.validate():
        return _chair_page(organization, form, 422)
    name, email = form.full_name.data or "", form.email.data or ""
    try:
        appointed = service.appoint_chair(organization, name, email, now=now)
    except RuleBroken as error:
        blame(form, error)
        return _chair_page(organization, form, error.status)
    return _appointed(appointed)


def _chair_page(organization: Organization, form: ChairForm, status: int) -> ResponseReturnValue:
    return render_template("admin/new_chair.html", form=form, organization=organization), status


def _appointed(appointed: Appointed) -> ResponseReturnValue:
    if appointed.token is None:
        flash(f"Đã ghi nhận {appointed.member.full_name}.", "ok")
        return redirect(url_for(".tenants"), 303)
    path = url_for("accounts.invitation", token=appointed.token)
    link = current_app.config["BASE_URL"].rstrip("/") + path
    return render_template(
        "accounts/invitation_link.html",
        member=appointed.member,
        link=link,
        drawing=segno.make(link, error="m").svg_inline(scale=5, border=4, light="#fff"),
        until=clock.now() + inviting.VALID_FOR,
    )
