"""The page behind an invitation link; nothing happens before somebody presses its buttons.

Looking at it spends nothing and shortens nothing; see decision 17.
"""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.forms import InvitationForm
from webapp.accounts.invitations import accepting, opened_link
from webapp.accounts.invitations.opened_link import Invited
from webapp.accounts.models import Account
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.rules import OPEN_FOR
from webapp.accounts.signing_in.routes.first_page import enter, this_device
from webapp.core import clock
from webapp.web.signed_in import public
from webapp.web.submitting import submitting


@bp.get("/moi/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Who invites whom; once somebody has gone on from there, the ways in as well."""
    invited = opened_link.find(token, clock.now())
    if invited.invitation.opened_at is None:
        hours = OPEN_FOR // timedelta(hours=1)
        return render_template("accounts/link.html", token=token, invited=invited, most=hours)
    return _page(token, invited, InvitationForm(formdata=None), 200)


@bp.post("/moi/<token>/tiep-tuc")
@public
def open_invitation(token: str) -> ResponseReturnValue:
    """Go on from the link, which shortens its life and shows the ways in."""
    now = clock.now()
    opened_link.go_on(opened_link.find(token, now), now=now)
    return redirect(url_for(".invitation", token=token), 303)


@bp.post("/moi/<token>")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Join the organization, or set a new password, as the link is meant."""
    now, device = clock.now(), this_device()
    invited, form = opened_link.find(token, now), InvitationForm()
    is_reset, is_in = invited.invitation.kind.is_reset, current_user.is_authenticated
    with submitting(form, _page, token, invited, as_typed=is_in and not is_reset):
        name, password = form.sign_in_name.data or "", form.password.data or ""
        if is_reset:
            account = accepting.reset_password(invited, password, now=now, device=device)
        elif is_in:
            own_id = current_user.account_id
            account = accepting.accept_with(invited, own_id, now=now, device=device)
        else:
            account = accepting.accept_as_new(
                invited, password, now=now, sign_in_name=name, device=device
            )
    return _welcome(invited, account, signs_in=is_reset or not is_in)


def _welcome(invited: Invited, account: Account, *, signs_in: bool) -> ResponseReturnValue:
    if signs_in:
        enter(account.id)
    if invited.invitation.kind.is_reset:
        flash("Đã đặt mật khẩu mới. Các thiết bị khác đã được đăng xuất.", "ok")
    else:
        flash(f"Đã tham gia {invited.scope.organization.name}.", "ok")
    return redirect(url_for("home.show", organization=invited.scope.organization.code), 303)


def _page(token: str, invited: Invited, form: InvitationForm, status: int) -> ResponseReturnValue:
    is_reset = invited.invitation.kind.is_reset
    page = render_template(
        "accounts/reset.html" if is_reset else "accounts/invitation.html",
        token=token,
        invited=invited,
        form=form,
        user=current_user,
    )
    return page, status
