"""Changing a member's status and offices, and inviting them to an account."""

import segno
from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import EndRoleForm, InviteForm, RoleForm, StatusForm
from webapp.accounts.invitations import inviting
from webapp.accounts.members import offices, offices_above, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.routes.member_page import answer
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.routes.blueprint import bp
from webapp.core import clock
from webapp.web.forms import Form, first_time
from webapp.web.submitting import submitting

_MEMBER = "/o/<organization>/thanh-vien/<int:member_id>"


def _back(member_id: int, notice: str = "") -> ResponseReturnValue:
    if notice:
        flash(notice, "ok")
    return redirect(url_for(".member", member_id=member_id), 303)


def _page(member: Membership, name: str, form: Form, status: int) -> ResponseReturnValue:
    return answer(member, status, **{name: form})


def _ending_page(
    member: Membership, grant_id: int, form: EndRoleForm, status: int
) -> ResponseReturnValue:
    return answer(member, status, ending={grant_id: form})


@bp.post(f"{_MEMBER}/trang-thai")
def change_status(member_id: int) -> ResponseReturnValue:
    """Write down that a member stands differently from a day on."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member, form = roster.get_member(g.scope, member_id), StatusForm()
    form.offer(roster.last_status(g.scope, member_id).status)
    with submitting(form, _page, member, "status_form"):
        service.change_status(
            g.scope,
            member,
            form.status.data,
            from_on=form.from_on.data or clock.today(),
            reason=form.reason.data or "",
            now=clock.now(),
        )
    return _back(member_id, "Đã ghi trạng thái mới.")


@bp.post(f"{_MEMBER}/chuc-vu")
def grant_role(member_id: int) -> ResponseReturnValue:
    """Give a member an office for a term."""
    require(Permission.ROLES_GRANT, g.scope)
    member, form = roster.get_member(g.scope, member_id), RoleForm()
    form.offer(g.scope)
    with submitting(form, _page, member, "role_form"):
        if not first_time():
            return _back(member_id)
        from_on, until_on = form.from_on.data or clock.today(), form.until_on.data
        offices.grant_role(
            g.scope,
            member,
            form.role.data,
            from_on=from_on,
            until_on=until_on,
            beside_chair=form.beside_chair.data,
            now=clock.now(),
        )
    return _back(member_id, "Đã ghi chức vụ.")


@bp.post(f"{_MEMBER}/chuc-vu/<int:grant_id>/thoi-giu")
def end_role(member_id: int, grant_id: int) -> ResponseReturnValue:
    """Write down that a member no longer holds an office."""
    require(Permission.ROLES_GRANT, g.scope)
    member = roster.get_member(g.scope, member_id)
    grant, form = roster.get_grant(g.scope, member_id, grant_id), EndRoleForm()
    with submitting(form, _ending_page, member, grant_id):
        day = form.from_on.data or clock.today()
        offices.end_role(g.scope, member, grant, from_on=day, now=clock.now())
    return _back(member_id, "Đã ghi việc thôi giữ chức vụ.")


@bp.post(f"{_MEMBER}/dong-y-hai-chuc-vu")
def agree_to_two_seats(member_id: int) -> ResponseReturnValue:
    """Say for the unit that a member may hold an office above and chair the unit."""
    require(Permission.TWO_SEATS_AGREE, g.scope)
    member = roster.get_member(g.scope, member_id)
    offices_above.agree(g.scope, member, today=clock.today())
    return _back(member_id, "Đã ghi ý kiến đồng ý. Mọi người trong đơn vị được báo.")


@bp.post(f"{_MEMBER}/moi-tham-gia")
def invite(member_id: int) -> ResponseReturnValue:
    """Make an invitation link and show it, this once."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member, form = roster.get_member(g.scope, member_id), InviteForm()
    with submitting(form, _page, member, "invite_form"):
        if not first_time():
            return _back(member_id)
        email, openly = form.email.data or "", bool(form.openly.data)
        token = inviting.invite(g.scope, member, email=email, openly=openly, now=clock.now())
    return _link_page(member, token)


def _link_page(member: Membership, token: str) -> ResponseReturnValue:
    link = current_app.config["BASE_URL"].rstrip("/") + url_for(".invitation", token=token)
    drawing = segno.make(link, error="m").svg_inline(scale=5, border=4, light="#fff", omitsize=True)
    until = clock.now() + inviting.VALID_FOR
    return render_template(
        "accounts/invitation_link.html", member=member, link=link, drawing=drawing, until=until
    )
