"""Beginning a sign-in in this browser, and the page that comes after it."""

from flask import g, request, session, url_for
from flask_login import login_user

from webapp.accounts import places, queries, sessions
from webapp.core import clock
from webapp.core.plain_text import without_controls
from webapp.web import htmx
from webapp.web.signed_in import SignedIn


def enter(account_id: int) -> None:
    """Sign an account in here under a new identifier; nothing of an earlier visitor is left."""
    session.clear()
    g.pop("csrf_token", None)
    now = clock.now()
    agent = without_controls(request.headers.get("User-Agent", ""))
    token = sessions.start(account_id, now=now, address=request.remote_addr or "", agent=agent)
    identity = queries.identify(sessions.hash_of(token), None, now, clock.today())
    if identity is not None:
        login_user(SignedIn(token, identity))


def first_page(account_id: int, *, is_operator: bool, wanted: str = "") -> str:
    """The page somebody wanted; else their only organization, the operator's list, or a choice."""
    if wanted and htmx.is_own_path(wanted) and not wanted.startswith(htmx.SIGN_IN):
        return wanted
    own = places.places_of_account(account_id, clock.today())
    if len(own) == 1 and not is_operator:
        return url_for("home.show", organization=own[0].code)
    if is_operator and not own:
        return url_for("admin.tenants")
    return url_for("accounts.profile")
