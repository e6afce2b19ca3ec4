"""During the year: notes, the assessment at its end, taking unfinished items over."""

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.accounts.permissions import Permission, require
from webapp.commitments import queries, rules, service
from webapp.commitments.forms import NoteForm
from webapp.commitments.models import Commitment
from webapp.commitments.queries import Item
from webapp.commitments.routes.blueprint import YEAR, bp
from webapp.commitments.routes.page_context import address, heading, moved
from webapp.commitments.rules import Outcome
from webapp.commitments.service import Judged
from webapp.core import clock
from webapp.core.errors import DomainError, seen
from webapp.web import htmx
from webapp.web.forms import first_time, number_in
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import carrying_out, submitting
from webapp.web.unsent_forms import typed_here
from webapp.web.wording import message_of


@bp.route("/<int:commitment_id>/ghi-chu/<int:commitment_item_id>", methods=["GET", "POST"])
@keeps_text("commitments.note", "Ghi tiến độ")
def note(commitment_id: int, commitment_item_id: int) -> ResponseReturnValue:
    """Note how an item goes."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    items = queries.items_of(g.scope, found.member_id, found.year)
    item = seen(next((one for one in items if one.id == commitment_item_id), None))
    form = NoteForm()
    if not form.is_submitted():
        form.on.data = form.on.data or clock.today()
        return _note_page(found, item, form, 200)
    with submitting(form, _note_page, found, item):
        if first_time():
            words, on = form.text.data or "", form.on.data
            service.note(g.scope, found, item.id, words, on, now=clock.now())
    back_to = f"{address(found.member_id, found.year)}#item-{item.id}"
    return htmx.moved(back_to, notice="Đã ghi tiến độ.")


@bp.get("/<int:commitment_id>/tu-danh-gia")
def look_back(commitment_id: int) -> ResponseReturnValue:
    """The items, each with the fields to assess it."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    return _assess_page(found)


@bp.post("/<int:commitment_id>/tu-danh-gia")
@keeps_text("commitments.look_back", "Tự đánh giá nội dung đăng ký")
def assess(commitment_id: int) -> ResponseReturnValue:
    """Store how the member assesses each item."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    base = number_in(request.form.get("based_on"))
    with carrying_out(lambda refusal: _assess_page(found, refusal)):
        service.assess(g.scope, found, _judged(request.form), based_on=base, now=clock.now())
    return moved(found, "Đã lưu tự đánh giá.")


@bp.post("/<int:commitment_id>/chuyen-nam-sau")
def take_over(commitment_id: int) -> ResponseReturnValue:
    """Take unfinished items over into the draft of the next year."""
    found = queries.get_commitment(g.scope, commitment_id, Permission.COMMITMENT_WRITE)
    count = service.take_over(g.scope, found, now=clock.now())
    told = f"Đã chuyển {count} mục sang bản đăng ký năm {found.year + 1}."
    none = f"Các mục chưa xong đã có trong bản đăng ký năm {found.year + 1}."
    back_to = address(found.member_id, found.year + 1)
    return htmx.moved(back_to, notice=told if count else none)


@bp.post(f"/ca-don-vi/mo-danh-gia/{YEAR}")
def open_assessment(year: int) -> ResponseReturnValue:
    """Chair or deputy opens the assessment before December."""
    require(Permission.COMMITMENT_DIRECT, g.scope)
    opened = service.open_assessment(g.scope, year, now=clock.now())
    notice = "Đã mở tự đánh giá và báo cho mọi người." if opened else "Tự đánh giá đã được mở."
    return htmx.moved(url_for(".branch", nam=year), notice=notice)


def _note_page(found: Commitment, item: Item, form: NoteForm, status: int) -> ResponseReturnValue:
    context = heading(found.member_id, found.year)
    return render_template("commitments/note.html", form=form, item=item, **context), status


def _judged(sent: MultiDict[str, str]) -> dict[int, Judged]:
    """What was chosen for items, by their identifiers; unknown values are left out."""
    known = {outcome.value: outcome for outcome in Outcome}
    return {
        number_in(name.removeprefix("outcome-")): Judged(
            known[value], sent.get(name.replace("outcome-", "words-", 1), "")
        )
        for name, value in sent.items()
        if name.startswith("outcome-") and value in known
    }


def _assess_page(found: Commitment, refusal: DomainError | None = None) -> ResponseReturnValue:
    """The page with what is stored, or with what was typed and why it was refused."""
    errors = {refusal.field or "": message_of(refusal)} if refusal else {}
    opened = queries.opened_on(g.scope, found.year)
    return render_template(
        "commitments/assess.html",
        items=queries.items_of(g.scope, found.member_id, found.year),
        may_assess=rules.may_assess(found.year, clock.today(), opened),
        typed=request.form if refusal else typed_here() or {},
        outcomes=list(Outcome),
        errors=errors,
        form={"errors": errors},
        **heading(found.member_id, found.year),
    ), refusal.status if refusal else 200
