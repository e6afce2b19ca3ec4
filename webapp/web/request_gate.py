"""What every request passes before its view: who asks, whose page it comes from, its token.

In this order: a sign-in that ended is told before a token that ended with it, and somebody who
finds another's page open before anything about that page.
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
    if not getattr(view, "saves_along", False):
        _keep_open()
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if request.method in WRITES and page_owner.is_others():
        return _refuse_others_page()
    if getattr(view, "for_operator", False) and not current_user.is_operator:
        raise NotVisible
    if g.get("organization_code"):
        _enter_organization()
    _refuse_token()
    return None


def _keep_open() -> None:
    """Whoever writes keeps the organization from closing, before it is read whether it is open."""
    organization_id = tenancy.bound()
    if organization_id is not None and request.method in WRITES:
        tree_service.keep_open(organization_id)


def _enter_organization() -> None:
    """Only members; and whatever the address: in a closed organization nothing is changed.

    Raises NotVisible or RuleBroken.
    """
    scope = current_user.identity.scope
    if scope is None:
        raise _not_let_in()
    g.scope = scope
    if scope.organization.closed_on is not None and request.method in WRITES:
        raise RuleBroken("organization.closed", day=dates.day(scope.organization.closed_on))


def _not_let_in() -> NotVisible:
    """Why the organization does not open: who belongs or belonged there is told since when."""
    found = ended_memberships.ending_in(tenancy.bound(), current_user.account_id, clock.today())
    if found is None:
        return NotVisible()
    return NotVisible(found.code, name=found.name, day=dates.day(found.since))


def _refuse_token() -> None:
    """Every write carries the token of the sign-in its page was drawn in.

    Raises CSRFError.
    """
    if request.method in WRITES and current_app.config["WTF_CSRF_ENABLED"]:
        current_app.extensions["csrf"].protect()


def _refuse_public_token() -> ResponseReturnValue | None:
    """A sign-in page older than the last sign-in of its browser keeps the text it carries.

    Raises CSRFError where no text would be lost.
    """
    try:
        _refuse_token()
    except CSRFError:
        if not request.form.get(interrupted_forms.FIELD):
            raise
        return make_response(render_template("accounts/sign_in.html", form=SignInForm()), 400)
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Ask a visitor to sign in; a member's text that was sent waits there, sealed."""
    if request.method not in WRITES or htmx.wants_piece():
        return htmx.ask_to_sign_in()
    return _sign_in_page(401, "ended")


def _refuse_others_page() -> ResponseReturnValue:
    """The page belongs to another account; its text waits for that account to sign in."""
    if htmx.wants_piece() or interrupted_forms.of_request() is None:
        return error_pages.problem(403, message("page.other_account"))
    return _sign_in_page(403, "other")


def _sign_in_page(status: int, reason: str) -> ResponseReturnValue:
    db.session.rollback()
    kept = interrupted_forms.of_request()
    page = (kept and interrupted_forms.page_of(kept.address)) or htmx.current_page()
    form = SignInForm(formdata=None, next=page, reason=reason, kept=interrupted_forms.sealed(kept))
    return make_response(render_template("accounts/sign_in.html", form=form), status)


def init_app(app: Flask) -> None:
    """Look at every request; after the organization of the address is known."""
    app.before_request(_let_in)
