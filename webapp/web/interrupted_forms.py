"""Keeps a member's text when its form can't be carried out, until it can be sent again.

Forms about members, offices, settings or units are not kept. While nobody is signed in, the text
is carried by the sign-in page, sealed; then it becomes a draft of its writer (`webapp.unsent`),
which the form shows.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, g, request, url_for
from werkzeug.exceptions import HTTPException

from webapp.unsent import rules
from webapp.unsent.rules import Typed
from webapp.web import page_owner

View = TypeVar("View", bound=Callable[..., Any])

#: Most characters in the address of a form.
LONGEST_ADDRESS = 300
#: The field of the sign-in form in which a sealed text travels.
FIELD = "kept"
#: Seconds for which a sealed text can be opened: a week, as offices close over the weekend.
_SEALED_FOR = 7 * 24 * 3600


def keeps_text(page: str, name: str) -> Callable[[View], View]:
    """Mark a view whose form holds a member's text.

    `page` is the endpoint that shows the form, `name` what people call what is written there.
    """

    def mark(view: View) -> View:
        view.text_page, view.text_name = page, name  # type: ignore[attr-defined]
        return view

    return mark


def page_of(address: str) -> str | None:
    """The page with the form that is sent to an address; none where no text is sent there."""
    view, values = _view_of(address)
    page = getattr(view, "text_page", None)
    if page is None:
        return None
    # The address of the page may have fewer values than the one the form is sent to.
    named = {name for rule in current_app.url_map.iter_rules(page) for name in rule.arguments}
    return url_for(page, **{name: value for name, value in values.items() if name in named})


def name_of(address: str) -> str:
    """What is written in the form that is sent to an address."""
    view, _values = _view_of(address)
    return str(getattr(view, "text_name", ""))


def organization_of(address: str) -> str | None:
    """The code of the organization an address belongs to; none where it belongs to none."""
    _view, values = _view_of(address)
    return values.get("organization")


def _view_of(address: str) -> tuple[Any, Mapping[str, Any]]:
    try:
        adapter = current_app.url_map.bind("")
        endpoint, values = adapter.match(address, method="POST")
    except HTTPException:
        return None, {}
    return current_app.view_functions[endpoint], values


def shows_text() -> bool:
    """Whether the view of this request both shows and takes a member's text."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "text_page", None) == request.endpoint


def is_here(address: str) -> bool:
    """Whether a member's text may be sent to an address of the organization of this request."""
    inside = organization_of(address) == g.get("organization_code")
    return inside and len(address) <= LONGEST_ADDRESS and page_of(address) is not None


def typed_now() -> Typed:
    """What was typed in the form of this request."""
    return rules.kept_of(request.form.items(multi=True))


def form_address() -> str:
    """The address a form is known by: the one it carries, since its buttons may have others."""
    carried = request.form.get("unsent_of", "")
    return carried if is_here(carried) else request.path


@dataclass(frozen=True)
class Kept:
    """A typed text, and the address it was to be sent to."""

    address: str
    typed: Typed
    base: str = ""


def of_request() -> Kept | None:
    """What was typed in this request, where its form holds a member's text."""
    if request.method != "POST" or page_of(request.path) is None:
        return None
    return Kept(form_address(), typed_now(), request.form.get("unsent", ""))


def sealed(kept: Kept | None) -> str:
    """A text encrypted for its writer; empty where there is none or its writer is unknown."""
    mark = page_owner.sent_mark()
    if kept is None or not mark:
        return ""
    text = json.dumps([mark, kept.address, kept.typed, kept.base], ensure_ascii=False)
    return _seal().encrypt(zlib.compress(text.encode())).decode()


def opened() -> tuple[int, Kept] | None:
    """The text that the sign-in form of this request carries, with the account of its writer."""
    try:
        packed = _seal().decrypt(request.form.get(FIELD, "").encode(), ttl=_SEALED_FOR)
    except (InvalidToken, UnicodeEncodeError):
        return None
    mark, address, typed, base = json.loads(zlib.decompress(packed))
    account_id = page_owner.account_of(mark)
    if account_id is None:
        return None
    return account_id, Kept(address, [(name, value) for name, value in typed], base)


def _seal() -> Fernet:
    key = hashlib.sha256(f"{FIELD}|{current_app.config['SECRET_KEY']}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
