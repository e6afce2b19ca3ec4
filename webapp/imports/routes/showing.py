"""The upload page, one import with its progress and preview, and the spreadsheets to take away."""

from flask import g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.imports import outgoing_spreadsheets, queries, wording
from webapp.imports.forms import UploadForm
from webapp.imports.routes.blueprint import HERE, bp
from webapp.imports.routes.page_context import import_context, index_context
from webapp.web import htmx


@bp.get(HERE)
def index() -> ResponseReturnValue:
    """The form for a file, the template, and the imports there have been."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    return render_template("imports/index.html", **index_context(UploadForm(formdata=None)))


@bp.get(f"{HERE}/<int:import_id>")
def show(import_id: int) -> ResponseReturnValue:
    """One import; a poll that already shows the state gets nothing new."""
    found = queries.get_import(g.scope, import_id)
    if htmx.wants_piece() and request.args.get("dang") == found.state:
        return htmx.unchanged()
    return htmx.show("imports/show.html", piece="imports/_import.html", **import_context(found))


@bp.get(f"{HERE}/mau")
def template() -> ResponseReturnValue:
    """An empty list to fill in, with explanations and lists to choose from."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    offices = queries.terms_for(g.scope, clock.today()).offices
    made = outgoing_spreadsheets.template(g.scope.organization.words, offices)
    return _download(made, wording.TEMPLATE_FILE)


@bp.get(f"{HERE}/<int:import_id>/dong-loi")
def faulty(import_id: int) -> ResponseReturnValue:
    """The faulty rows with what is wrong in each."""
    found = queries.get_import(g.scope, import_id)
    made = queries.faulty_file(g.scope, found.id)
    if made is None:
        raise NotVisible
    return _download(made, wording.FAULTY_FILE)


def _download(made: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return make_response(made, 200, {**headers, "Content-Type": outgoing_spreadsheets.MIMETYPE})
