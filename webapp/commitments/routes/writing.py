"""Register for a year: one's own registration, a member's, and its form."""

from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import About
from webapp.commitments import forms, service
from webapp.commitments.forms import RegistrationForm
from webapp.commitments.routes.blueprint import YEAR, bp
from webapp.commitments.routes.page_context import address, choices, registration
from webapp.commitments.service.item_rows import as_wanted
from webapp.core import clock
from webapp.core.errors import StaleEdit
from webapp.web import htmx
from webapp.web.interrupted_forms import keeps_text
from webapp.web.query_arguments import year_asked
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_at


@bp.get("")
def mine() -> ResponseReturnValue:
    """One's own registration of a year."""
    require(Permission.PLAN_SEE, g.scope)
    return _show(g.scope.member_id, year_asked(clock.today().year))


@bp.get(f"/<int:member_id>/{YEAR}")
def show(member_id: int, year: int) -> ResponseReturnValue:
    """A member's registration, for the committee and for the member."""
    return _show(member_id, year)


@bp.post(f"/<int:member_id>/{YEAR}")
@keeps_text("commitments.show", "Bản đăng ký đầu năm")
def save(member_id: int, year: int) -> ResponseReturnValue:
    """Store what was typed, hand it in, or only change the number of rows."""
    about = About(g.scope.organization_id, member_id)
    require(Permission.COMMITMENT_WRITE, g.scope, about)
    act, rows = request.form.get("act", "save"), forms.typed_rows(request.form)
    if act == "add" or act.startswith("remove-"):
        return _show(member_id, year, rows=forms.changed(rows, act))
    context = registration(member_id, year)
    chosen = choices(context, context["registered"])
    form = forms.typed_form(request.form, forms.without_empty(rows), chosen)
    with submitting(form, _show, member_id, year):
        base, now = form.base, clock.now()
        commitment = service.save(g.scope, member_id, year, form.wanted(), based_on=base, now=now)
        if act == "submit":
            service.submit(g.scope, commitment, now=now)
    done = "Đã gửi bản đăng ký." if act == "submit" else "Đã lưu bản đăng ký."
    return htmx.moved(address(member_id, year), notice=done)


def _show(
    member_id: int,
    year: int,
    form: RegistrationForm | None = None,
    status: int = 200,
    *,
    rows: list[forms.Row] | None = None,
) -> ResponseReturnValue:
    """The page with the form given, with typed rows, or with what is stored."""
    context, stale = registration(member_id, year), status == StaleEdit.status
    if form is None and "save" in context["steps"]:
        form = _open_form(member_id, year, rows, context)
    elif form is not None and stale:
        # The page shows the stored items beside the form, so the next save may replace them.
        form.based_on.data = str(context["revision"])
    return htmx.show(
        "commitments/show.html",
        piece="commitments/_registration.html",
        status=status,
        form=form,
        stale=stale,
        **context,
    )


def _open_form(
    member_id: int, year: int, rows: list[forms.Row] | None, context: dict[str, Any]
) -> RegistrationForm:
    """The form with typed rows, with a draft that was not sent, or with what is stored."""
    chosen = choices(context, context["registered"])
    if rows is not None:
        return forms.typed_form(request.form, rows, chosen)
    # The form of one's own registration is shown at another address than the one it is sent to.
    typed = typed_at(url_for(".save", member_id=member_id, year=year))
    if typed is not None:
        return forms.typed_form(typed, forms.typed_rows(typed), chosen)
    stored = [as_wanted(item) for item in context["registered"]]
    return forms.stored_form(stored, context["revision"], chosen)
