"""Amend a registration in force, decide on an amendment, and compare versions."""

from collections.abc import Mapping

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.commitments import forms, history, queries, service, versions
from webapp.commitments.forms import AmendmentForm, ReasonForm, RegistrationForm
from webapp.commitments.models import Commitment
from webapp.commitments.routes.blueprint import bp
from webapp.commitments.routes.page_context import choices, heading, moved, reason_page
from webapp.commitments.service.item_rows import as_wanted
from webapp.commitments.versions import VersionState
from webapp.core import clock
from webapp.core.errors import StaleEdit
from webapp.web import htmx
from webapp.web.forms import number_in
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_here


@bp.get("/<int:commitment_id>/dieu-chinh")
def amend(commitment_id: int) -> ResponseReturnValue:
    """The items in force in a form, to be amended."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    typed = typed_here()
    return _page(found, _typed(found, forms.typed_rows(typed), typed) if typed else None)


@bp.post("/<int:commitment_id>/dieu-chinh")
@keeps_text("commitments.amend", "Đề nghị điều chỉnh bản đăng ký")
def propose(commitment_id: int) -> ResponseReturnValue:
    """Propose the typed items, or only change the number of rows."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    act, rows = request.form.get("act", "propose"), forms.typed_rows(request.form)
    if act == "add" or act.startswith("remove-"):
        return _page(found, _typed(found, forms.changed(rows, act)))
    form = _typed(found, forms.without_empty(rows))
    with submitting(form, _again, commitment_id):
        words, now = form["reason"].data or "", clock.now()
        service.propose(g.scope, found, form.wanted(), words, based_on=form.base, now=now)
    return moved(found, "Đã gửi đề nghị điều chỉnh. Bản đã xác nhận vẫn có hiệu lực.")


@bp.post("/<int:commitment_id>/dieu-chinh/<count:number>/rut-lai")
def take_back_amendment(commitment_id: int, number: int) -> ResponseReturnValue:
    """The member takes a proposed amendment back."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    version = queries.get_version(g.scope, found, number)
    service.take_back_amendment(g.scope, version, now=clock.now())
    return moved(found, "Đã rút đề nghị điều chỉnh.")


@bp.route("/<int:commitment_id>/dieu-chinh/<count:number>/tra-lai", methods=["GET", "POST"])
@keeps_text("commitments.give_back_amendment", "Ý kiến về đề nghị điều chỉnh")
def give_back_amendment(commitment_id: int, number: int) -> ResponseReturnValue:
    """The committee does not agree to an amendment, and says why."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    version, form = queries.get_version(g.scope, found, number), ReasonForm()
    if not form.is_submitted():
        return reason_page(found.member_id, found.year, number, form, 200)
    with submitting(form, reason_page, found.member_id, found.year, number, only_fields=True):
        service.give_back_amendment(g.scope, version, form.reason.data or "", now=clock.now())
    return moved(found, "Đã trả lại đề nghị điều chỉnh. Bản đã xác nhận vẫn có hiệu lực.")


@bp.post("/<int:commitment_id>/dieu-chinh/<count:number>/xac-nhan")
def confirm_amendment(commitment_id: int, number: int) -> ResponseReturnValue:
    """The committee puts an amendment into force."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    version = queries.get_version(g.scope, found, number)
    service.confirm_amendment(g.scope, version, now=clock.now())
    return moved(found, "Đã xác nhận điều chỉnh bản đăng ký.")


@bp.get("/<int:commitment_id>/phien-ban")
def compare(commitment_id: int) -> ResponseReturnValue:
    """All versions of a registration, and what changed between two of them."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_READ)
    by_number = {one.number: one for one in history.versions_of(g.scope, found)}
    numbers = sorted(by_number)
    old = number_in(request.args.get("tu")) or numbers[-2:][0] if numbers else 0
    new = number_in(request.args.get("den")) or numbers[-1] if numbers else 0
    first, second = by_number.get(min(old, new)), by_number.get(max(old, new))
    both = first is not None and second is not None and first is not second
    return render_template(
        "commitments/versions.html",
        versions=list(by_number.values()),
        old=first,
        new=second,
        changes=versions.compare(first.items, second.items) if both and first and second else [],
        **heading(found.member_id, found.year),
    )


def _typed(
    found: Commitment, rows: list[forms.Row], sent: Mapping[str, str] | None = None
) -> RegistrationForm:
    context = heading(found.member_id, found.year)
    items = queries.items_of(g.scope, found.member_id, found.year)
    return forms.typed_form(sent or request.form, rows, choices(context, items), AmendmentForm)


def _again(commitment_id: int, form: RegistrationForm, status: int) -> ResponseReturnValue:
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    if status == StaleEdit.status:
        form.based_on.data = str(found.revision)
    return _page(found, form, status)


def _page(
    found: Commitment, form: RegistrationForm | None = None, status: int = 200
) -> ResponseReturnValue:
    context = heading(found.member_id, found.year)
    items = queries.items_of(g.scope, found.member_id, found.year)
    if form is None:
        stored = [as_wanted(item) for item in items]
        chosen = choices(context, items)
        form = forms.stored_form(stored, found.revision, chosen, AmendmentForm)
    kept = history.versions_of(g.scope, found)
    return htmx.show(
        "commitments/amend.html",
        piece="commitments/_amend_form.html",
        status=status,
        form=form,
        registered=items,
        stale=status == StaleEdit.status,
        waits=any(one.state is VersionState.PROPOSED for one in kept),
        **context,
    )
