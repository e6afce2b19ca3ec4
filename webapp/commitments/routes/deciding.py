"""What becomes of a registration that was handed in: taken back, given back, confirmed."""

from flask import g
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.commitments import queries, service
from webapp.commitments.forms import ReasonForm
from webapp.commitments.routes.blueprint import bp
from webapp.commitments.routes.page_context import moved, reason_page
from webapp.core import clock
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting


@bp.post("/<int:commitment_id>/rut-lai")
def take_back(commitment_id: int) -> ResponseReturnValue:
    """The member takes the registration back to change it."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    service.take_back(g.scope, found, now=clock.now())
    return moved(found, "Đã rút lại bản đăng ký để sửa.")


@bp.route("/<int:commitment_id>/bo-sung", methods=["GET", "POST"])
@keeps_text("commitments.give_back", "Đề nghị bổ sung bản đăng ký")
def give_back(commitment_id: int) -> ResponseReturnValue:
    """The committee asks for more, and says what."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    form = ReasonForm()
    if not form.is_submitted():
        return reason_page(found.member_id, found.year, None, form, 200)
    with submitting(form, reason_page, found.member_id, found.year, None, only_fields=True):
        service.give_back(g.scope, found, form.reason.data or "", now=clock.now())
    return moved(found, "Đã đề nghị bổ sung bản đăng ký.")


@bp.post("/<int:commitment_id>/xac-nhan")
def confirm(commitment_id: int) -> ResponseReturnValue:
    """The committee confirms a registration."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_CONFIRM)
    service.confirm(g.scope, found, now=clock.now())
    return moved(found, "Đã xác nhận bản đăng ký.")
