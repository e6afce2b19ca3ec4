"""Flask-Login over sessions in the database: the cookie carries only a session's identifier."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from webapp.accounts import endings, queries, sessions
from webapp.accounts.queries import Identity
from webapp.core import clock, tenancy
from webapp.core.db import db, keep_read
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations import places
from webapp.web import dates, kept_text

View = TypeVar("View", bound=Callable[..., Any])

_READS = ("GET", "HEAD", "OPTIONS")

login_manager = LoginManager()
login_manager.session_protection = None


class SignedIn(UserMixin):
    """The account behind a request; its identifier is the session's, not the account's."""

    def __init__(self, token: str, identity: Identity) -> None:
        self.token = token
        self.identity = identity

    @property
    def account_id(self) -> int:
        """The signed-in account."""
        return self.identity.account_id

    @property
    def full_name(self) -> str:
        """The name of the person."""
        return self.identity.full_name

    @property
    def is_operator(self) -> bool:
        """Whether the account runs the service; operators see no content."""
        return self.identity.is_operator

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.token


@login_manager.user_loader
def _load(token: str) -> SignedIn | None:
    now = clock.now()
    identity = queries.identify(sessions.hash_of(token), tenancy.bound(), now, clock.today())
    if identity is None:
        return None
    if sessions.is_idle(identity.seen_at, now, with_office=identity.with_office):
        return None
    if sessions.touch(identity.session_id, identity.seen_at, now):
        keep_read()
    return SignedIn(token, identity)


def public(view: View) -> View:
    """Mark a view that people may open without signing in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def for_operator(view: View) -> View:
    """Mark a view for those who run the service; for others it does not exist."""
    view.for_operator = True  # type: ignore[attr-defined]
    return view


def saves_along(view: View) -> View:
    """Mark a view that keeps what somebody types while they type, in four statements at most.

    It takes no lock against a closing: at worst the author's own draft has a few words more.
    """
    view.saves_along = True  # type: ignore[attr-defined]
    return view


def _let_in() -> ResponseReturnValue | None:
    """Before every view: sign-in is needed unless the view says otherwise."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static" or getattr(view, "is_public", False):
        return None
    if not getattr(view, "saves_along", False):
        _keep_open()
    if not current_user.is_authenticated:
        return kept_text.ask_to_sign_in()
    if getattr(view, "for_operator", False) and not current_user.is_operator:
        raise NotVisible("page.not_found")
    if g.get("organization_code"):
        if current_user.identity.scope is None:
            raise _not_let_in()
        g.scope = current_user.identity.scope
        _refuse_writing_in_closed()
    return None


def _not_let_in() -> NotVisible:
    """Why the organization does not open: who belongs or belonged there is told since when."""
    found = endings.ending_in(tenancy.bound(), current_user.account_id, clock.today())
    if found is None:
        return NotVisible("page.not_found")
    return NotVisible(found.code, name=found.name, day=dates.day(found.since))


def _keep_open() -> None:
    """Whoever writes keeps the organization from closing, before it is read whether it is open."""
    organization_id = tenancy.bound()
    if organization_id is not None and request.method not in _READS:
        places.keep_open(organization_id)


def _refuse_writing_in_closed() -> None:
    """Whatever the address: a closed organization is read, and nothing in it is changed.

    Raises RuleBroken.
    """
    closed_on = g.scope.organization.closed_on
    if closed_on is not None and request.method not in _READS:
        raise RuleBroken("organization.closed", day=dates.day(closed_on))


def init_app(app: Flask) -> None:
    """Connect Flask-Login and the check that runs before every view."""
    login_manager.init_app(app)
    app.before_request(_let_in)


def forget_identity() -> None:
    """Drop what was read about the visitor, so that the next look reads it again."""
    g.pop("_login_user", None)
    db.session.expire_all()
