"""The checks before every view: who asks, whose page the request comes from, its token.

The order matters: a sign-in that ended is told before the token that ended with it, and a page
that belongs to another account before anything about that page.
"""

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from webapp.accounts.forms import SignInForm
from webapp.accounts.signing_in import ended_memberships
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations import tree_service
from webapp.web import dates, error_pages, htmx, interrupted_forms, page_owner
from webapp.web.security import WRITES
from webapp.web.wording import message


def _let_in() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return None
    if getattr(view, "is_public", False):
        return _refuse_public_token()
    writes, organization_id = request.method in WRITES, tenancy.bound()
    if writes and organization_id is not None and not getattr(view, "saves_along", False):
        # Before it is read whether the organization is open.
        tree_service.keep_open(organization_id)
    if not current_user.is_authenticated:
        kept_by_page = not writes or htmx.wants_piece()
        return htmx.ask_to_sign_in() if kept_by_page else _sign_in_page(401, "ended")
    if writes and page_owner.is_others():
        return _refuse_others_page()
    if getattr(view, "for_operator", False) and not current_user.is_operator:
        raise NotVisible
    if g.get("organization_code"):
        _enter_organization()
    _refuse_token()
    return None


def _refuse_others_page() -> ResponseReturnValue:
    """Refuse a page of another account; a text that would be lost waits for that account."""
    if htmx.wants_piece() or interrupted_forms.of_request() is None:
        return error_pages.problem(403, message("page.other_account"))
    return _sign_in_page(403, "other")


def _enter_organization() -> None:
    """Let only members in, and nobody write in a closed organization.

    Raises NotVisible, which tells former members since when they are out, or RuleBroken.
    """
    scope = current_user.identity.scope
    if scope is None:
        account_id = current_user.account_id
        found = ended_memberships.ending_in(tenancy.bound(), account_id, clock.today())
        if found is None:
            raise NotVisible
        raise NotVisible(found.code, name=found.name, day=dates.day(found.since))
    g.scope = scope
    if scope.organization.closed_on is not None and request.method in WRITES:
        raise RuleBroken("organization.closed", day=dates.day(scope.organization.closed_on))


def _refuse_token() -> None:
    """Raise CSRFError for a write without the token of this sign-in."""
    if request.method in WRITES and current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()


def _refuse_public_token() -> ResponseReturnValue | None:
    """Show the sign-in page again where its token is too old and it carries a text.

    Raises CSRFError where it carries none.
    """
    try:
        _refuse_token()
    except CSRFError:
        if not request.form.get(interrupted_forms.FIELD):
            raise
        return make_response(render_template("accounts/sign_in.html", form=SignInForm()), 400)
    return None


def _sign_in_page(status: int, reason: str) -> ResponseReturnValue:
    """The sign-in page, which carries a member's text that was sent, sealed for its writer."""
    db.session.rollback()
    kept = interrupted_forms.of_request()
    page = (kept and interrupted_forms.page_of(kept.address)) or htmx.current_page()
    form = SignInForm(formdata=None, next=page, reason=reason, kept=interrupted_forms.sealed(kept))
    return make_response(render_template("accounts/sign_in.html", form=form), status)


def init_app(app: Flask) -> None:
    """Look at every request; after the organization of the address is known."""
    app.before_request(_let_in)
