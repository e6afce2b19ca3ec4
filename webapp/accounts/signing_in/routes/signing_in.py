"""Signing in and out."""

from flask import flash, jsonify, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from webapp.accounts.forms import SignInForm
from webapp.accounts.models import Account
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.signing_in import service as signing_in
from webapp.accounts.signing_in import sessions
from webapp.accounts.signing_in.routes import device_cookie
from webapp.accounts.signing_in.routes.first_page import (
    enter,
    first_page,
    take_in_kept,
    tell_of_device,
)
from webapp.core import clock
from webapp.web import htmx
from webapp.web.page_owner import own_mark
from webapp.web.security import forget_everything
from webapp.web.signed_in import public
from webapp.web.submitting import submitting


@bp.get("/dang-nhap")
@public
def sign_in_form() -> ResponseReturnValue:
    """The sign-in form; somebody signed in already goes on at once."""
    wanted = request.args.get("next", "")
    changes = "doi" in request.args
    if current_user.is_authenticated and not changes:
        is_operator = current_user.is_operator
        account_id = current_user.account_id
        return redirect(first_page(account_id, is_operator=is_operator, wanted=wanted), 303)
    reason = "change" if current_user.is_authenticated else ""
    return _form(SignInForm(formdata=None, next=wanted, reason=reason), 200)


@bp.get("/phien")
@public
def standing() -> ResponseReturnValue:
    """What a page that stayed open needs to go on: the form token, and whose sign-in this is."""
    if not current_user.is_authenticated:
        return jsonify(typed_by="", csrf_token="")
    return jsonify(typed_by=own_mark(), csrf_token=generate_csrf())


@bp.post("/dang-nhap")
@public
def sign_in() -> ResponseReturnValue:
    """Sign somebody in; what they typed before their sign-in ended stands in its form again."""
    form = SignInForm()
    with submitting(form, _form):
        account = signing_in.sign_in(
            form.email.data or "",
            form.password.data or "",
            address=request.remote_addr or "",
            now=clock.now(),
            devices=device_cookie.told(),
        )
    if current_user.is_authenticated:
        sessions.end(current_user.token)
    tell_of_device(account)
    enter(account.id)
    return redirect(_page_after(account, form), 303)


def _page_after(account: Account, form: SignInForm) -> str:
    """The page that was asked for; the first page if the sign-in page held somebody else's text."""
    wanted, is_operator = form.next.data or "", account.is_operator
    if form.kept.data:
        wanted = take_in_kept(account.id) or ""
    elif form.reason.data and form.reason.data != "change":
        flash("Đã đăng nhập. Việc vừa bấm chưa được thực hiện.", "soon")
    return first_page(account.id, is_operator=is_operator, wanted=wanted)


@bp.post("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    """End this sign-in, here and in the database; the browser drops what it stored."""
    if current_user.is_authenticated:
        sessions.end(current_user.token)
    session.clear()
    flash("Đã đăng xuất.", "ok")
    return forget_everything(make_response(redirect(htmx.SIGN_IN, 303)))


def _form(form: SignInForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/sign_in.html", form=form), status
