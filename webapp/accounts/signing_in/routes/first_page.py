"""Beginning a sign-in in this browser, and the page that comes after it."""

from flask import flash, g, request, session, url_for
from flask_login import login_user

from webapp.accounts import queries
from webapp.accounts.models import Account
from webapp.accounts.signing_in import known_devices, own_organizations, sessions
from webapp.accounts.signing_in.device_names import device_name
from webapp.accounts.signing_in.routes import device_cookie
from webapp.core import clock, tenancy
from webapp.core.plain_text import without_controls
from webapp.web import htmx, interrupted_forms, unsent_forms
from webapp.web.signed_in import SignedIn
from webapp.web.wording import message


def enter(account_id: int) -> None:
    """Sign an account in here with a new identifier; nothing of an earlier visitor is left.

    The browser is known to the account from now on.
    """
    session.clear()
    for known in ("csrf_token", "own_mark"):
        g.pop(known, None)
    now = clock.now()
    device_cookie.keep(known_devices.remember(account_id, device_cookie.told(), now))
    token = sessions.start(account_id, now=now, address=request.remote_addr or "", agent=_agent())
    identity = queries.identify(sessions.hash_of(token), None, now, clock.today())
    if identity is not None:
        login_user(SignedIn(token, identity))


def _agent() -> str:
    return without_controls(request.headers.get("User-Agent", ""))


def this_device() -> str:
    """What a person recognizes of the device the request came from."""
    return device_name(_agent())


def tell_of_device(account: Account) -> None:
    """The account opens here by its password: on a new device its person is told."""
    told = device_cookie.told()
    known_devices.tell_of_new(account, told, device=this_device(), now=clock.now())


def take_in_kept(account_id: int) -> str | None:
    """Give the text that waited on the sign-in page to its writer; returns the page with its form.

    If somebody else signs in there, the writer finds it among the drafts, beside any others, and
    the one who signed in sees nothing of it.
    """
    found = interrupted_forms.opened()
    if found is None:
        return None
    writer_id, kept = found
    own = own_organizations.organizations_of_account(writer_id, clock.today())
    code = interrupted_forms.organization_of(kept.address)
    here = next((one for one in own if one.code == code), None)
    if here is None:
        return None
    is_writer = writer_id == account_id
    with tenancy.elsewhere(here.organization_id):
        is_kept = unsent_forms.deposit(here, kept, beside=not is_writer)
    if not is_writer:
        return None
    told = "sign_in.text_kept" if is_kept else "sign_in.text_sent"
    flash(message(told), "soon" if is_kept else "ok")
    return interrupted_forms.page_of(kept.address)


def first_page(account_id: int, *, is_operator: bool, wanted: str = "") -> str:
    """The page somebody wanted; else their only organization, the operator's list, or a choice."""
    if wanted and htmx.is_own_path(wanted) and not wanted.startswith(htmx.SIGN_IN):
        return wanted
    own = own_organizations.organizations_of_account(account_id, clock.today())
    if len(own) == 1 and not is_operator:
        return url_for("home.show", organization=own[0].code)
    if is_operator and not own:
        return url_for("admin.tenants")
    return url_for("accounts.profile")
