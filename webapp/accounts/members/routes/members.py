"""The list of members, one member, taking in and correcting."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.forms import EditMemberForm, NewMemberForm
from webapp.accounts.members import listing, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.routes import list_filters
from webapp.accounts.members.routes.member_page import answer
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.rules import MemberStatus, runs_over
from webapp.core import clock
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.paging import paging
from webapp.web.submitting import submitting

_HERE = "/o/<organization>/thanh-vien"


@bp.get(_HERE)
def members() -> ResponseReturnValue:
    """The members with statuses and offices, found by name without marks."""
    require(Permission.MEMBERS_SEE, g.scope)
    now, today, wanted = clock.now(), clock.today(), list_filters.wanted()
    pages = paging(listing.count_listed(g.scope, wanted, now=now))
    may_manage = allows(Permission.MEMBERS_MANAGE, g.scope)
    return htmx.show(
        "accounts/members.html",
        piece="accounts/_members.html",
        found=listing.listed(g.scope, wanted, now=now, offset=pages.offset, size=pages.size),
        pages=pages,
        wanted=wanted,
        filters=list_filters.choices(),
        kept=list_filters.kept(wanted),
        may_manage=may_manage,
        has_chair=bool(roster.chairs_on(g.scope, today)),
        terms=roster.terms_ending(g.scope, today) if may_manage else [],
        runs_over=runs_over,
    )


@bp.get(f"{_HERE}/them")
def new_member() -> ResponseReturnValue:
    """The form for somebody new."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    form = NewMemberForm(formdata=None, status=MemberStatus.OFFICIAL, joined_on=clock.today())
    return _new_page(form, 200)


@bp.post(f"{_HERE}/them")
def add_member() -> ResponseReturnValue:
    """Take somebody in; the same form sent twice adds one person."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    form = NewMemberForm()
    form.offer(g.scope, with_offices=allows(Permission.ROLES_GRANT, g.scope))
    with submitting(form, _new_page):
        if not first_time():
            return redirect(url_for(".members"), 303)
        member = service.add_member(
            g.scope,
            form.particulars(),
            status=form.status.data,
            role=form.wanted_role(),
            is_other=form.is_other.data,
            beside_chair=form.beside_chair.data,
            now=clock.now(),
        )
    flash(f"Đã thêm {member.full_name}.", "ok")
    return redirect(url_for(".member", member_id=member.id), 303)


def _new_page(form: NewMemberForm, status: int) -> ResponseReturnValue:
    form.offer(g.scope, with_offices=allows(Permission.ROLES_GRANT, g.scope))
    return render_template("accounts/new_member.html", form=form), status


@bp.get(f"{_HERE}/<int:member_id>")
def member(member_id: int) -> ResponseReturnValue:
    """One member with statuses and offices over the years, and what may be changed."""
    require(Permission.MEMBERS_SEE, g.scope)
    return answer(roster.get_member(g.scope, member_id))


@bp.get(f"{_HERE}/<int:member_id>/sua")
def edit_member(member_id: int) -> ResponseReturnValue:
    """The form with a member's particulars."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    found = roster.get_member(g.scope, member_id)
    form = EditMemberForm(formdata=None, obj=found)
    form.show_current(found)
    return _edit_page(found, form, 200)


@bp.post(f"{_HERE}/<int:member_id>/sua")
def change_member(member_id: int) -> ResponseReturnValue:
    """Correct a member's particulars."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    found, form = roster.get_member(g.scope, member_id), EditMemberForm()
    with submitting(form, _edit_page, found):
        wanted, based_on = form.particulars(), form.based_on()
        is_other, now = form.is_other.data, clock.now()
        service.change_member(g.scope, found, wanted, based_on=based_on, is_other=is_other, now=now)
    flash("Đã lưu thông tin.", "ok")
    return redirect(url_for(".member", member_id=member_id), 303)


def _edit_page(found: Membership, form: EditMemberForm, status: int) -> ResponseReturnValue:
    if status != 422:
        form.show_current(found)
    return render_template("accounts/edit_member.html", form=form, member=found), status
