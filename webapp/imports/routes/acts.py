"""Sending a file, choosing what its columns mean, confirming, dropping."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.imports import queries, service
from webapp.imports.forms import SeenForm, UploadForm
from webapp.imports.models import MemberImport
from webapp.imports.routes.blueprint import HERE, bp
from webapp.imports.routes.page_context import import_context, index_context
from webapp.imports.rules import Column
from webapp.web import htmx
from webapp.web.fields import blame
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of


@bp.post(HERE)
def upload() -> ResponseReturnValue:
    """Take in a file; the same form sent twice takes it in once."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    form = UploadForm()
    if not first_time():
        return redirect(url_for(".index"), 303)

    def refused(refusal: DomainError) -> ResponseReturnValue:
        form.validate()
        blame(form, refusal)
        return render_template("imports/index.html", **index_context(form)), refusal.status

    name, content = form.sent()
    with carrying_out(refused):
        found = service.ask_to_read(g.scope, name, content, now=clock.now())
    return redirect(url_for(".show", import_id=found.id), 303)


@bp.post(f"{HERE}/<int:import_id>/cot")
def columns(import_id: int) -> ResponseReturnValue:
    """Say what the columns mean, and have the sheet judged again."""
    found = queries.get_import(g.scope, import_id, lock=True)
    chosen = [
        _column(request.form.get(f"cot-{position}")) for position in range(len(found.columns))
    ]
    with carrying_out(lambda refusal: _refused(found, refusal, columns=chosen)):
        service.choose_columns(g.scope, found, chosen, seen=_seen(), now=clock.now())
    return _page(found)


@bp.post(f"{HERE}/<int:import_id>/ghi")
def apply(import_id: int) -> ResponseReturnValue:
    """Confirm the preview; a second click changes nothing."""
    found = queries.get_import(g.scope, import_id, lock=True)

    def refused(refusal: DomainError) -> ResponseReturnValue:
        return _refused(found, refusal, asks=refusal.field == "is_other")

    with carrying_out(refused):
        is_other = SeenForm().is_other.data
        service.ask_to_apply(g.scope, found, seen=_seen(), is_other=is_other, now=clock.now())
    return _page(found)


@bp.post(f"{HERE}/<int:import_id>/bo")
def discard(import_id: int) -> ResponseReturnValue:
    """Drop an import that was not confirmed."""
    found = queries.get_import(g.scope, import_id, lock=True)
    service.discard(g.scope, found, now=clock.now())
    return htmx.moved(url_for(".index"), notice="Đã bỏ danh sách. Sổ không thay đổi.")


def _seen() -> int:
    form = SeenForm()
    return form.revision.data or 0 if form.validate() else 0


def _column(sent: str | None) -> Column:
    """What was chosen; a column that was not offered any choice stays out."""
    return Column(sent) if sent in list(Column) else Column.UNUSED


def _page(found: MemberImport) -> ResponseReturnValue:
    back_to = url_for(".show", import_id=found.id)
    return htmx.done("imports/_import.html", back_to=back_to, **import_context(found))


def _refused(found: MemberImport, error: DomainError, **more: object) -> ResponseReturnValue:
    context = import_context(found, said=message_of(error), **more)
    return htmx.refused(
        "imports/show.html", piece="imports/_import.html", status=error.status, **context
    )
