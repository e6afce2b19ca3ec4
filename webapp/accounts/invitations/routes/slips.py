"""Slips on paper: choosing for whom, and the sheet that is shown this once."""

from collections.abc import Sequence

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.invitations import slips
from webapp.accounts.invitations.routes.page_context import sheet
from webapp.accounts.members import queries as roster
from webapp.accounts.permissions import Permission, require
from webapp.accounts.routes.blueprint import bp
from webapp.core import clock
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of

_HERE = "/o/<organization>/thanh-vien"


@bp.get(f"{_HERE}/phieu-moi", endpoint="slips")
def choose_slips() -> ResponseReturnValue:
    """The members without an account, to be chosen from."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    return _choice(None, "", 200)


@bp.post(f"{_HERE}/phieu-moi")
def print_slips() -> ResponseReturnValue:
    """Make the slips and show them, this once; the same form sent twice makes no others."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    chosen = [int(key) for key in request.form.getlist("member_ids") if _is_id(key)]
    if not first_time():
        flash("Phiếu đã được lập và chỉ hiện một lần. Cần in lại thì lập phiếu mới.", "ok")
        return redirect(url_for(".slips"), 303)
    with carrying_out(lambda refusal: _choice(chosen, message_of(refusal), refusal.status)):
        made = slips.make_slips(g.scope, chosen, now=clock.now())
    return sheet(made, is_reset=False)


@bp.post(f"{_HERE}/<int:member_id>/dat-lai-mat-khau")
def reset_slip(member_id: int) -> ResponseReturnValue:
    """Start a new password for a member: by a letter to them, or by a slip shown this once."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member = roster.get_member(g.scope, member_id)
    if not first_time():
        return redirect(url_for(".member", member_id=member_id), 303)
    key = str(current_app.config["SECRET_KEY"])
    made = slips.start_reset(g.scope, member, mail_key=key, now=clock.now())
    if made is None:
        flash("Đã gửi đường dẫn đặt mật khẩu mới vào hộp thư của chính tài khoản.", "ok")
        return redirect(url_for(".member", member_id=member_id), 303)
    return sheet([made], is_reset=True)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _choice(chosen: Sequence[int] | None, problem: str, status: int) -> ResponseReturnValue:
    members = slips.waiting_for_account(g.scope, now=clock.now())
    ticked = {m.id for m in members[: slips.MOST_AT_ONCE]} if chosen is None else set(chosen)
    page = render_template("accounts/slips.html", members=members, ticked=ticked, problem=problem)
    return page, status
