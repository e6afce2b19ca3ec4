"""What somebody typed while their sign-in had ended: it stays on the page and is sent again."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import SignInForm
from webapp.core.db import db
from webapp.web import htmx

#: Typed fields travel through the sign-in form under names of their own.
PREFIX = "kept."
_NEVER_KEPT = ("csrf_token",)

Kept = list[tuple[str, str]]


def of_request() -> Kept:
    """Everything typed in this request, but no password and no token."""
    typed = request.form.items(multi=True)
    return [(k, v) for k, v in typed if k not in _NEVER_KEPT and "password" not in k]


def carried() -> Kept:
    """What came along with the sign-in form, under its original names."""
    typed = request.form.items(multi=True)
    return [(k.removeprefix(PREFIX), v) for k, v in typed if k.startswith(PREFIX)]


def ask_to_sign_in() -> ResponseReturnValue:
    """Ask a visitor to sign in; a form that was sent waits on that page to be sent again."""
    if request.method in ("GET", "HEAD") or htmx.wants_piece():
        return htmx.ask_to_sign_in()
    db.session.rollback()
    form = SignInForm(formdata=None, next=request.full_path.rstrip("?"), resend="1")
    page = render_template("accounts/sign_in.html", form=form, kept=of_request())
    return make_response(page, 401)
