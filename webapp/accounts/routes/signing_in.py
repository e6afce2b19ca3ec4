"""Signing in and out."""

from flask import flash, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts import sessions, signing_in
from webapp.accounts.forms import SignInForm
from webapp.accounts.routes.addresses import bp
from webapp.accounts.routes.entering import enter, first_page
from webapp.core import clock
from webapp.core.db import keep_refusal
from webapp.core.errors import DomainError, TooManyTries
from webapp.web import htmx, kept_text
from webapp.web.fields import blame
from webapp.web.kept_text import Kept
from webapp.web.security import forget_everything
from webapp.web.signed_in import public


@bp.get("/dang-nhap")
@public
def sign_in_form() -> ResponseReturnValue:
    """The sign-in form; somebody signed in already goes on at once."""
    wanted = request.args.get("next", "")
    if current_user.is_authenticated:
        is_operator = current_user.is_operator
        account_id = current_user.account_id
        return redirect(first_page(account_id, is_operator=is_operator, wanted=wanted), 303)
    return _form(SignInForm(formdata=None, next=wanted), [], 200)


@bp.post("/dang-nhap")
@public
def sign_in() -> ResponseReturnValue:
    """Sign somebody in; what they typed before their sign-in ended is offered to be sent."""
    form, kept = SignInForm(), kept_text.carried()
    if not form.validate():
        return _form(form, kept, 422)
    address = request.remote_addr or ""
    try:
        account = signing_in.sign_in(
            form.email.data or "", form.password.data or "", address=address, now=clock.now()
        )
    except DomainError as error:
        return _refuse(form, kept, error)
    enter(account.id)
    wanted = form.next.data or ""
    if (kept or form.resend.data) and htmx.is_own_path(wanted):
        return render_template("accounts/resend.html", kept=kept, resend_to=wanted)
    is_operator = account.is_operator
    return redirect(first_page(account.id, is_operator=is_operator, wanted=wanted), 303)


@bp.post("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    """End this sign-in, here and in the database; the browser drops what it kept."""
    if current_user.is_authenticated:
        sessions.end(current_user.token)
    session.clear()
    flash("Đã đăng xuất.", "ok")
    return forget_everything(make_response(redirect(htmx.SIGN_IN, 303)))


def _form(form: SignInForm, kept: Kept, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form, kept=kept), status


def _refuse(form: SignInForm, kept: Kept, error: DomainError) -> ResponseReturnValue:
    """The form again, with the address that was typed; the failure is remembered."""
    keep_refusal()
    blame(form, error)
    answer = make_response(_form(form, kept, error.status))
    if isinstance(error, TooManyTries):
        answer.headers["Retry-After"] = str(error.facts["seconds"])
    return answer
