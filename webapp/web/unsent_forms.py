"""Drafts of forms on a page: shown again in their form, gone once the form was sent."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Flask, Response, flash, g, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp.core import clock
from webapp.unsent import queries, rules, service
from webapp.unsent.queries import Unsent
from webapp.unsent.rules import Author, Base, Page
from webapp.web import htmx, interrupted_forms
from webapp.web.interrupted_forms import Kept
from webapp.web.wording import message


@dataclass(frozen=True)
class Draft:
    """What a form carries about itself."""

    base: str
    saved_at: datetime | None = None
    #: Typed, and not kept by the server yet.
    is_new: bool = False
    #: Further drafts for the same form, from other pages.
    others: tuple[Unsent, ...] = ()


def typed_at(address: str) -> "MultiDict[str, str] | None":
    """What the visitor typed in the form that is sent to this address, and did not send."""
    return typed_at_each([address]).get(address)


def typed_here() -> "MultiDict[str, str] | None":
    """The same for a form that is sent to the address of its own page."""
    return typed_at(request.path)


def typed_at_each(addresses: Iterable[str]) -> "dict[str, MultiDict[str, str]]":
    """The same for several forms of one page, by address.

    Where a form comes back with a refusal, the others beside it are shown as they were left.
    """
    asked = list(addresses)
    if request.method != "GET":
        asked = [address for address in asked if address != request.form.get("unsent_of")]
    elif htmx.wants_piece():
        return {}
    # Told with who the visitor is, so that a page without drafts asks for none.
    if not asked or not draft_count():
        return {}
    found: dict[str, list[Unsent]] = {}
    for draft in queries.at(g.scope, asked):
        found.setdefault(draft.address, []).append(draft)
    return {address: _shown(address, drafts) for address, drafts in found.items()}


def _shown(address: str, drafts: list[Unsent]) -> "MultiDict[str, str]":
    """What is typed in the draft that was asked for, else in the latest."""
    chosen = request.args.get("ban", "")
    one = next((draft for draft in drafts if draft.base.key == chosen), drafts[0])
    others = tuple(draft for draft in drafts if draft is not one)
    _drafts()[address] = Draft(str(one.base), one.saved_at, others=others)
    return MultiDict(one.typed)


def draft_of(address: str) -> Draft:
    """What the form that is sent to an address carries: its draft, or the key for a new one."""
    known = _drafts().get(address)
    if known is None:
        is_back = request.form.get("unsent_of") == address and not g.get("act_is_done")
        sent = Base.read(request.form.get("unsent", "")) if is_back else None
        known = Draft(str(sent or _new_base()), is_new=is_back)
        _drafts()[address] = known
    return known


def page_word() -> str:
    """The word by which this page is known, so that its late saves are told from another's."""
    sent = Page.read(request.form.get("unsent_page", ""))
    return f"{sent.word}.{sent.saves}" if sent.word else f"{secrets.token_urlsafe(9)}.0"


def draft_count() -> int:
    """How many drafts the visitor has in this organization."""
    return int(current_user.identity.counted["drafts"])


def page_with_draft(draft: Unsent) -> str:
    """The page on which the form shows this draft and not the latest."""
    return f"{interrupted_forms.page_of(draft.address)}?{urlencode({'ban': draft.base.key})}"


def deposit(author: Author, kept: Kept, *, beside: bool = False) -> bool:
    """Keep a text that could not be sent, so that its form shows it again.

    Returns whether it is kept: not where it was sent meanwhile. `beside` leaves every draft of
    the author as it is. However many there are, it is kept.
    """
    own = Base(rules.beside(kept.address, Page(rules.digest_of(rules.packed(kept.typed)))))
    base = own if beside else Base.read(kept.base) or own
    now = clock.now()
    done = service.keep(author, kept.address, base, kept.typed, now=now, may_be_many=True)
    return done is not None


def _new_base() -> Base:
    return Base(secrets.token_urlsafe(16))


def _drafts() -> dict[str, Draft]:
    if "unsent_drafts" not in g:
        g.unsent_drafts = {}
    drafts: dict[str, Draft] = g.unsent_drafts
    return drafts


def _let_go(response: Response) -> Response:
    """After an act, the draft of its form is gone; in the same transaction.

    What was written after the act was done, and pressed again, stays: it was not part of it.
    """
    base = Base.read(request.form.get("unsent", "")) if g.get("act_is_done") else None
    if base is None or g.get("scope") is None:
        return response
    address, typed, now = (
        interrupted_forms.form_address(),
        interrupted_forms.typed_now(),
        clock.now(),
    )
    page = Page.read(request.form.get("unsent_page", ""))
    if not g.get("act_was_done_before"):
        service.let_go(g.scope, address, base, page, sent=typed, now=now)
    elif service.keep_more(g.scope, address, base, typed, now=now):
        flash(message("unsent.written_after"), "soon")
    return response


def init_app(app: Flask) -> None:
    """Let templates ask for the draft of a form; before anything that commits."""
    app.jinja_env.globals["draft_of"] = draft_of
    app.jinja_env.globals["page_with_draft"] = page_with_draft
    app.jinja_env.globals["draft_count"] = draft_count
    app.jinja_env.globals["page_word"] = page_word
    app.after_request(_let_go)
