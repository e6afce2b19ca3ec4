"""Drafts of forms: shown in their form, removed once the form was sent."""

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
    """What a form carries about its draft."""

    base: str
    saved_at: datetime | None = None
    #: Typed, but not saved as a draft yet.
    is_new: bool = False
    #: Other drafts for the same form, from other pages.
    others: tuple[Unsent, ...] = ()


def typed_at(address: str) -> "MultiDict[str, str] | None":
    """The draft of the form that is sent to an address; none without a draft."""
    return typed_at_each([address]).get(address)


def typed_here() -> "MultiDict[str, str] | None":
    """The draft of the form that is sent to the address of its own page."""
    return typed_at(request.path)


def typed_at_each(addresses: Iterable[str]) -> "dict[str, MultiDict[str, str]]":
    """The drafts of several forms of one page, by address.

    A form that comes back with a refusal shows what was sent instead of its draft.
    """
    asked = list(addresses)
    if request.method != "GET":
        asked = [address for address in asked if address != request.form.get("unsent_of")]
    elif htmx.wants_piece():
        return {}
    # The count was read with the visitor, so that most pages need no further query.
    if not asked or not draft_count():
        return {}
    found: dict[str, list[Unsent]] = {}
    for draft in queries.at(g.scope, asked):
        found.setdefault(draft.address, []).append(draft)
    typed, chosen = {}, request.args.get("ban", "")
    for address, drafts in found.items():
        one = next((draft for draft in drafts if draft.base.key == chosen), drafts[0])
        others = tuple(draft for draft in drafts if draft is not one)
        _drafts()[address] = Draft(str(one.base), one.saved_at, others=others)
        typed[address] = MultiDict(one.typed)
    return typed


def draft_of(address: str) -> Draft:
    """The draft a form carries; one with a new key where nothing is saved."""
    known = _drafts().get(address)
    if known is None:
        is_back = request.form.get("unsent_of") == address and not g.get("act_is_done")
        sent = Base.read(request.form.get("unsent", "")) if is_back else None
        known = Draft(str(sent or Base(secrets.token_urlsafe(16))), is_new=is_back)
        _drafts()[address] = known
    return known


def page_word() -> str:
    """A random name for this page and how often it saved; tells its late saves from others'."""
    sent = Page.read(request.form.get("unsent_page", ""))
    return f"{sent.word}.{sent.saves}" if sent.word else f"{secrets.token_urlsafe(9)}.0"


def draft_count() -> int:
    """How many drafts the visitor has in this organization."""
    return int(current_user.identity.counted["drafts"])


def page_with_draft(draft: Unsent) -> str:
    """The page whose form shows this draft instead of the latest."""
    return f"{interrupted_forms.page_of(draft.address)}?{urlencode({'ban': draft.base.key})}"


def deposit(author: Author, kept: Kept, *, beside: bool = False) -> bool:
    """Save a text that could not be sent as a draft, however many there are.

    False where it was sent meanwhile. With `beside` all other drafts stay as they are.
    """
    own = Base(rules.beside(kept.address, Page(rules.digest_of(rules.packed(kept.typed)))))
    base = own if beside else Base.read(kept.base) or own
    now = clock.now()
    done = service.keep(author, kept.address, base, kept.typed, now=now, may_be_many=True)
    return done is not None


def _drafts() -> dict[str, Draft]:
    if "unsent_drafts" not in g:
        g.unsent_drafts = {}
    drafts: dict[str, Draft] = g.unsent_drafts
    return drafts


def _let_go(response: Response) -> Response:
    """Remove the draft of a form after its act, in the same transaction.

    Where the act had been done before, what was typed since then stays a draft.
    """
    base = Base.read(request.form.get("unsent", "")) if g.get("act_is_done") else None
    if base is None or g.get("scope") is None:
        return response
    address, typed = interrupted_forms.form_address(), interrupted_forms.typed_now()
    page, now = Page.read(request.form.get("unsent_page", "")), clock.now()
    if not g.get("act_was_done_before"):
        service.let_go(g.scope, address, base, page, sent=typed, now=now)
    elif service.keep_more(g.scope, address, base, typed, now=now):
        flash(message("unsent.written_after"), "soon")
    return response


def init_app(app: Flask) -> None:
    """Let templates ask for drafts; comes before what commits."""
    for told in (draft_of, page_with_draft, draft_count, page_word):
        app.jinja_env.globals[told.__name__] = told
    app.after_request(_let_go)
