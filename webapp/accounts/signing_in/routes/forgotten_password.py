"""“Quên mật khẩu”: an address is typed, and the answer is the same for every address."""

import time

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import ForgottenForm
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.signing_in import forgotten_password
from webapp.core import clock
from webapp.web.signed_in import public
from webapp.web.submitting import submitting

#: Every answer takes at least this long, or its time would tell whether there is an account.
_SECONDS = 0.25


@bp.get("/quen-mat-khau")
@public
def forgotten_form() -> ResponseReturnValue:
    """Where somebody who forgot the password types their e-mail address."""
    return _page(ForgottenForm(formdata=None), 200)


@bp.post("/quen-mat-khau")
@public
def ask_for_reset() -> ResponseReturnValue:
    """Send a link to that address, if it is an account's."""
    began, form = time.monotonic(), ForgottenForm()
    with submitting(form, _page):
        forgotten_password.ask(
            form.email.data or "",
            address=request.remote_addr or "",
            mail_key=str(current_app.config["SECRET_KEY"]),
            now=clock.now(),
        )
    flash(
        "Nếu địa chỉ này là của một tài khoản, thư có đường dẫn đặt mật khẩu mới đang được gửi.",
        "ok",
    )
    time.sleep(max(0.0, _SECONDS - (time.monotonic() - began)))
    return redirect(url_for(".sign_in_form"), 303)


def _page(form: ForgottenForm, status: int) -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=form), status
