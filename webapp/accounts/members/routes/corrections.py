"""Pages on which a wrong entry of a status or an office is put right."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import CorrectRoleForm, CorrectStatusForm
from webapp.accounts.members import corrections
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.routes.blueprint import bp
from webapp.core import clock
from webapp.web.forms import Form
from webapp.web.submitting import submitting

_MEMBER = "/o/<organization>/thanh-vien/<int:member_id>"
_STATUS = f"{_MEMBER}/trang-thai/<int:status_id>/sua"
_GRANT = f"{_MEMBER}/chuc-vu/<int:grant_id>/sua"


@bp.get(_STATUS)
def correct_status(member_id: int, status_id: int) -> ResponseReturnValue:
    """One entry of a member's history, to be put right or dropped."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member = roster.get_member(g.scope, member_id)
    entry = roster.get_status(g.scope, member_id, status_id)
    form = CorrectStatusForm(formdata=None, obj=entry, based_on=corrections.seen(entry))
    return _status_page(member, status_id, form, 200)


@bp.post(_STATUS)
def keep_status(member_id: int, status_id: int) -> ResponseReturnValue:
    """Write the entry down as it was, or drop it where the other button was pressed."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member = roster.get_member(g.scope, member_id)
    entry = roster.get_status(g.scope, member_id, status_id)
    form, drops = CorrectStatusForm(), "drop" in request.form
    form.offer()
    with submitting(form, _status_page, member, status_id, as_typed=drops):
        seen, now = form.based_on.data or "", clock.now()
        if drops:
            corrections.remove_status(g.scope, member, entry, based_on=seen, now=now)
        else:
            corrections.correct_status(
                g.scope,
                member,
                entry,
                form.status.data,
                from_on=form.from_on.data or clock.today(),
                reason=form.reason.data or "",
                based_on=seen,
                now=now,
            )
    return _back(member_id, "Đã bỏ mục ghi nhầm." if drops else "Đã sửa mục trạng thái.")


def _status_page(
    member: Membership, status_id: int, form: CorrectStatusForm, status: int
) -> ResponseReturnValue:
    form.offer()
    here = url_for(".keep_status", member_id=member.id, status_id=status_id)
    return _page(member, form, status, what="trạng thái", here=here)


@bp.get(_GRANT)
def correct_role(member_id: int, grant_id: int) -> ResponseReturnValue:
    """The term of an office, to be put right or dropped."""
    require(Permission.ROLES_GRANT, g.scope)
    member = roster.get_member(g.scope, member_id)
    grant = roster.get_grant(g.scope, member_id, grant_id)
    form = CorrectRoleForm(formdata=None, obj=grant, based_on=corrections.seen(grant))
    return _grant_page(member, grant_id, form, 200)


@bp.post(_GRANT)
def keep_role(member_id: int, grant_id: int) -> ResponseReturnValue:
    """Write the term down as it was, or drop the office where the other button was pressed."""
    require(Permission.ROLES_GRANT, g.scope)
    member = roster.get_member(g.scope, member_id)
    grant = roster.get_grant(g.scope, member_id, grant_id)
    form, drops = CorrectRoleForm(), "drop" in request.form
    with submitting(form, _grant_page, member, grant_id, as_typed=drops):
        seen, now = form.based_on.data or "", clock.now()
        if drops:
            corrections.remove_role(g.scope, member, grant, based_on=seen, now=now)
        else:
            corrections.correct_role(
                g.scope,
                member,
                grant,
                from_on=form.from_on.data or clock.today(),
                until_on=form.until_on.data,
                based_on=seen,
                now=now,
            )
    return _back(member_id, "Đã bỏ mục ghi nhầm." if drops else "Đã sửa mục chức vụ.")


def _grant_page(
    member: Membership, grant_id: int, form: CorrectRoleForm, status: int
) -> ResponseReturnValue:
    here = url_for(".keep_role", member_id=member.id, grant_id=grant_id)
    return _page(member, form, status, what="chức vụ", here=here)


def _page(member: Membership, form: Form, status: int, **shown: str) -> ResponseReturnValue:
    return render_template("accounts/correct.html", member=member, form=form, **shown), status


def _back(member_id: int, notice: str) -> ResponseReturnValue:
    flash(notice, "ok")
    return redirect(url_for(".member", member_id=member_id), 303)
