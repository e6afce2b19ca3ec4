"""A person's own page: organizations, wishes about e-mail, sign-ins and password."""

from collections.abc import Sequence

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.accounts.forms import PasswordForm
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.rules import Role
from webapp.accounts.signing_in import (
    ended_memberships,
    known_devices,
    own_account,
    own_organizations,
    sessions,
)
from webapp.accounts.signing_in import service as signing_in
from webapp.accounts.signing_in.device_names import device_name
from webapp.accounts.signing_in.own_organizations import OwnOrganization
from webapp.accounts.signing_in.routes import device_cookie
from webapp.accounts.signing_in.routes.first_page import enter, this_device
from webapp.core import clock
from webapp.core.errors import DomainError, NotVisible
from webapp.core.transactions import keep_refusal
from webapp.organizations.wording import words_of
from webapp.web import dates, htmx
from webapp.web.fields import blame
from webapp.web.security import forget_everything
from webapp.web.wording import label, message, sentence


@bp.get("/toi")
def profile() -> ResponseReturnValue:
    """Who is signed in, where they belong, and where else they are signed in."""
    return _page(PasswordForm(formdata=None), 200)


@bp.post("/toi/mat-khau")
def change_password() -> ResponseReturnValue:
    """Replace the password; other sign-ins end, this one goes on under a new identifier."""
    form = PasswordForm()
    if not form.validate():
        return _page(form, 422)
    old, new = form.old_password.data or "", form.new_password.data or ""
    address = request.remote_addr or ""
    try:
        account = signing_in.change_password(
            current_user.account_id,
            old,
            new,
            address=address,
            now=clock.now(),
            devices=device_cookie.told(),
            device=this_device(),
        )
    except DomainError as error:
        # Nothing is rolled back: if only the new password was refused, the try still counts as
        # a success.
        keep_refusal()
        blame(form, error)
        return _page(form, error.status)
    enter(account.id)
    flash("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.", "ok")
    return redirect(url_for(".profile"), 303)


@bp.post("/toi/thoat-moi-noi")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in of the account, this one too; no device is known to it any more."""
    sessions.end_all(current_user.account_id)
    known_devices.forget_all(current_user.account_id)
    session.clear()
    flash("Đã đăng xuất mọi nơi.", "ok")
    return forget_everything(make_response(redirect(htmx.SIGN_IN, 303)))


@bp.post("/toi/thu")
def wish_email() -> ResponseReturnValue:
    """Turn e-mails of one organization on or off."""
    organization_id = request.form.get("organization_id", "")
    if not organization_id.isdecimal() or len(organization_id) > 18:
        raise NotVisible
    wants = request.form.get("wants_email") == "1"
    own_account.wish_email(
        current_user.account_id, int(organization_id), wants, today=clock.today()
    )
    flash("Đã bật thông báo qua e-mail." if wants else "Đã tắt thông báo qua e-mail.", "ok")
    return redirect(url_for(".profile"), 303)


def _page(form: PasswordForm, status: int) -> ResponseReturnValue:
    account_id = current_user.account_id
    own = own_organizations.organizations_of_account(account_id, clock.today(), closed_too=True)
    page = render_template(
        "accounts/profile.html",
        form=form,
        account=own_account.account_of(account_id),
        own=own,
        back_to=_came_from(own),
        sessions=own_account.live_sessions(account_id, clock.now()),
        here=current_user.identity.session_id,
        device_name=device_name,
        role_in=_role_in,
        endings=[
            message(one.code, name=one.name, day=dates.day(one.since))
            for one in ended_memberships.endings_of(account_id, clock.today())
        ],
    )
    return page, status


def _came_from(own: Sequence[OwnOrganization]) -> OwnOrganization | None:
    """The organization whose page led here, or the only one there is."""
    came_from = [one for one in own if one.code == request.args.get("tu")]
    return next(iter(came_from or (own if len(own) == 1 else ())), None)


def _role_in(organization: OwnOrganization) -> str:
    """The office in an organization, in its own words; a plain member without one."""
    words = words_of(organization.kind)
    highest = next((role for role in Role if role in organization.roles), None)
    return sentence(label(highest, words) if highest else words.member)
