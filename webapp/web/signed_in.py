"""Flask-Login over sessions in the database: the cookie carries only a session's identifier."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_login import LoginManager, UserMixin, current_user

from webapp.accounts import queries
from webapp.accounts.queries import Identity
from webapp.accounts.signing_in import sessions
from webapp.core import clock, tenancy
from webapp.core.transactions import keep_read

View = TypeVar("View", bound=Callable[..., Any])

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
    """Mark a view that saves while somebody types, in four statements at most.

    It doesn't lock the organization against closing: the worst outcome is a longer draft.
    """
    view.saves_along = True  # type: ignore[attr-defined]
    return view


def idle_seconds() -> int:
    """How many seconds this sign-in lasts without a request; 0 for a visitor."""
    if not current_user or not current_user.is_authenticated:
        return 0
    with_office = current_user.identity.with_office
    return int((sessions.IDLE_WITH_OFFICE if with_office else sessions.IDLE).total_seconds())


def init_app(app: Flask) -> None:
    """Connect Flask-Login; pages know how long the sign-in lasts."""
    login_manager.init_app(app)
    app.context_processor(lambda: {"session_seconds": idle_seconds()})
