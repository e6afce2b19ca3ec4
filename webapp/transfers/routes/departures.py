"""A member leaves: finding the unit, what is open, writing it down, taking it back."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.transfers import destinations, leaving, open_matters, queries
from webapp.transfers.forms import LeaveForm
from webapp.transfers.routes.blueprint import bp
from webapp.transfers.rules import TransferKind
from webapp.web.forms import first_time
from webapp.web.query_arguments import search_asked
from webapp.web.submitting import submitting


@bp.get("/<int:member_id>/chuyen")
def new(member_id: int) -> ResponseReturnValue:
    """Where the member goes and what of theirs is open."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member = roster.get_member(g.scope, member_id)
    search = search_asked()
    form = LeaveForm(
        formdata=None, kind=TransferKind.PERMANENT, from_on=clock.today(), search=search
    )
    return _page(member, form, 200)


@bp.post("/<int:member_id>/chuyen")
def depart(member_id: int) -> ResponseReturnValue:
    """Write the departure down; the unit that was chosen is told."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    member, form = roster.get_member(g.scope, member_id), LeaveForm()
    form.offer(destinations.found(g.scope, form.search.data or ""))
    with submitting(form, _page, member):
        if not first_time():
            return redirect(url_for(".index"), 303)
        leaving.depart(g.scope, member, form.leave(), now=clock.now())
    flash(f"Đã ghi việc chuyển sinh hoạt của {member.full_name}.", "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/chuyen-di/<int:departure_id>/thu-lai")
def take_back(departure_id: int) -> ResponseReturnValue:
    """The member stays after all."""
    departure = queries.get_departure(g.scope, departure_id)
    name = departure.member.full_name
    leaving.take_back(g.scope, departure, now=clock.now())
    flash(f"Đã hủy việc chuyển sinh hoạt của {name}.", "ok")
    return redirect(url_for(".index"), 303)


def _page(member: Membership, form: LeaveForm, status: int) -> ResponseReturnValue:
    search = form.search.data or ""
    found = destinations.found(g.scope, search)
    form.offer(found)
    matters = None
    if g.scope.organization.meets:
        matters = open_matters.open_matters(g.scope, member.id, form.from_on.data or clock.today())
    page = render_template(
        "transfers/new.html",
        member=member,
        form=form,
        search=search,
        places=found,
        matters=matters,
        most=destinations.MOST_SHOWN,
    )
    return page, status
