"""The page behind an invitation link; nothing happens before somebody presses its button."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts import inviting
from webapp.accounts.forms import InvitationForm
from webapp.accounts.inviting import Invited
from webapp.accounts.models import Account
from webapp.accounts.routes.addresses import bp
from webapp.accounts.routes.entering import enter
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.web.fields import blame
from webapp.web.signed_in import public


@bp.get("/moi/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Who invites whom, and the two ways in."""
    invited = inviting.find(token, clock.now())
    return _page(token, invited, InvitationForm(formdata=None), 200)


@bp.post("/moi/<token>")
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Join the organization, with the account signed in here or with a new one."""
    now = clock.now()
    invited = inviting.find(token, now)
    form, is_in = InvitationForm(), current_user.is_authenticated
    if not is_in and not form.validate():
        return _page(token, invited, form, 422)
    try:
        account = (
            inviting.accept_with(invited, current_user.account_id, now=now)
            if is_in
            else inviting.accept_as_new(invited, form.password.data or "", now=now)
        )
    except RuleBroken as error:
        blame(form, error)
        return _page(token, invited, form, error.status)
    return _welcome(invited, account, is_new=not is_in)


def _welcome(invited: Invited, account: Account, *, is_new: bool) -> ResponseReturnValue:
    if is_new:
        enter(account.id)
    flash(f"Đã tham gia {invited.scope.organization.name}.", "ok")
    return redirect(url_for("home.show", organization=invited.scope.organization.code), 303)


def _page(token: str, invited: Invited, form: InvitationForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "accounts/invitation.html", token=token, invited=invited, form=form, user=current_user
    )
    return page, status
