"""Save what is being typed, list it for its writer, and throw it away."""

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.errors import DomainError, NotVisible
from webapp.unsent import queries, service
from webapp.unsent.rules import Base, Page
from webapp.web import htmx, interrupted_forms, unsent_forms
from webapp.web.signed_in import saves_along
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of

bp = Blueprint("unsent", __name__, url_prefix="/o/<organization>/dang-viet")

BLUEPRINTS = (bp,)


@bp.get("")
def index() -> ResponseReturnValue:
    """One's own drafts, each with the way back to its form."""
    rows = [
        (draft, interrupted_forms.name_of(draft.address), unsent_forms.page_with_draft(draft))
        for draft in queries.all_of(g.scope)
        if interrupted_forms.page_of(draft.address)
    ]
    return render_template("unsent/index.html", rows=rows)


@bp.post("")
@saves_along
def keep() -> ResponseReturnValue:
    """Save a draft; the answer is the line that says so."""
    address, base, _page = _asked()
    typed, now = interrupted_forms.typed_now(), clock.now()
    page = Page.read(request.form.get("unsent_page", ""))

    def refused(refusal: DomainError) -> ResponseReturnValue:
        return render_template("unsent/_kept.html", problem=message_of(refusal)), refusal.status

    with carrying_out(refused):
        kept = service.keep(g.scope, address, base, typed, page, now=now)
    return render_template("unsent/_kept.html", base=kept, at=now)


@bp.post("/bo")
def throw_away() -> ResponseReturnValue:
    """The writer does not want a draft any more."""
    address, base, page = _asked()
    sent_from = Page.read(request.form.get("unsent_page", ""))
    service.let_go(g.scope, address, base, sent_from, now=clock.now())
    back_to = url_for(".index") if request.form.get("back_to") == "list" else page
    return htmx.moved(back_to, notice="Đã bỏ nội dung viết dở.")


def _asked() -> tuple[str, Base, str]:
    """The form a draft is for, which draft it is, and the page that shows the form.

    Raises NotVisible for what is no form of this organization.
    """
    address, base = request.form.get("unsent_of", ""), Base.read(request.form.get("unsent", ""))
    page = interrupted_forms.page_of(address) if interrupted_forms.is_here(address) else None
    if base is None or page is None:
        raise NotVisible
    return address, base, page
