"""Keep what is being typed while it is typed, and throw it away when asked to."""

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.errors import NotVisible, RuleBroken
from webapp.unsent import queries, rules, service
from webapp.unsent.rules import Base
from webapp.web import htmx, kept_text, unsent_forms
from webapp.web.signed_in import saves_along
from webapp.web.wording import message_of

bp = Blueprint("unsent", __name__, url_prefix="/o/<organization>/dang-viet")

BLUEPRINTS = (bp,)


@bp.get("")
def index() -> ResponseReturnValue:
    """One's own drafts, each with the way back to its form."""
    rows = [
        (draft, kept_text.name_of(draft.address), unsent_forms.page_with_draft(draft))
        for draft in queries.all_of(g.scope)
        if kept_text.page_of(draft.address)
    ]
    return render_template("unsent/index.html", rows=rows)


@bp.post("")
@saves_along
def keep() -> ResponseReturnValue:
    """Keep a draft for its writer; the answer is the line that says so."""
    address, base, _page = _asked()
    typed, now = rules.kept_of(request.form.items(multi=True)), clock.now()
    try:
        kept = service.keep(g.scope, address, base, typed, now=now)
    except RuleBroken as refusal:
        return render_template("unsent/_kept.html", problem=message_of(refusal)), refusal.status
    return render_template("unsent/_kept.html", base=kept, at=now)


@bp.post("/bo")
def throw_away() -> ResponseReturnValue:
    """The writer does not want a draft any more."""
    address, base, page = _asked()
    service.let_go(g.scope, address, base, now=clock.now())
    back_to = url_for(".index") if request.form.get("back_to") == "list" else page
    return htmx.moved(back_to, notice="Đã bỏ nội dung viết dở.")


def _asked() -> tuple[str, Base, str]:
    """The form a draft is for, which draft it is, and the page that shows the form.

    Raises NotVisible for what is no form of this organization.
    """
    address, base = request.form.get("unsent_of", ""), Base.read(request.form.get("unsent", ""))
    is_here = address.startswith(f"/o/{g.scope.organization.code}/") and len(address) <= 300
    page = kept_text.page_of(address) if is_here else None
    if base is None or page is None:
        raise NotVisible("page.not_found")
    return address, base, page
