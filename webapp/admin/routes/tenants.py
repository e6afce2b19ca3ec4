"""The operator's pages: organizations and suspending; nothing of what is in them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.admin import service
from webapp.admin.forms import OrganizationForm
from webapp.admin.routes.blueprint import acting, bp
from webapp.core import clock
from webapp.organizations import queries
from webapp.organizations import service as organizations
from webapp.web.paging import paging
from webapp.web.query_arguments import search_asked
from webapp.web.signed_in import for_operator
from webapp.web.submitting import submitting


@bp.get("")
@for_operator
def tenants() -> ResponseReturnValue:
    """All organizations with kind, code and members, and why no e-mail leaves."""
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
    return _new_page(form, 200)


@bp.post("/them")
@for_operator
def found_organization() -> ResponseReturnValue:
    """Open a root organization or a unit; a second time the code is taken already."""
    form = OrganizationForm()
    form.offer()
    with submitting(form, _new_page):
        parent = queries.get_by_id(int(form.parent.data)) if form.parent.data else None
        code, name = (form.code.data or "").strip(), form.name.data or ""
        founded = organizations.found(
            parent,
            form.kind.data,
            code,
            name,
            is_other=form.is_other.data,
            now=clock.now(),
            by=acting(),
        )
    flash(f"Đã mở {founded.name}. Tiếp theo: ghi nhận người đứng đầu.", "ok")
    return redirect(url_for(".new_chair", organization_id=founded.id), 303)


def _new_page(form: OrganizationForm, status: int) -> ResponseReturnValue:
    return render_template("admin/new_organization.html", form=form), status


@bp.post("/<int:organization_id>/tam-ngung")
@for_operator
def suspend(organization_id: int) -> ResponseReturnValue:
    """Close an organization to everybody for a while."""
    organization = queries.get_by_id(organization_id, for_change=True)
    organizations.suspend(organization, now=clock.now(), by=acting())
    flash(f"Đã tạm ngừng {organization.name}.", "ok")
    return redirect(url_for(".tenants"), 303)


@bp.post("/<int:organization_id>/mo-lai")
@for_operator
def resume(organization_id: int) -> ResponseReturnValue:
    """Open a suspended organization again."""
    organization = queries.get_by_id(organization_id, for_change=True)
    organizations.resume(organization, by=acting())
    flash(f"Đã mở lại {organization.name}.", "ok")
    return redirect(url_for(".tenants"), 303)
