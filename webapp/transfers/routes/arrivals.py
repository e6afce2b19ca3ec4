"""Who came and who left; receiving somebody or not."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.members import offices_above, receiving
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.transfers import arriving, queries, several
from webapp.transfers.forms import ReceptionForm
from webapp.transfers.models import Arrival
from webapp.transfers.routes.blueprint import bp
from webapp.transfers.rules import may_take_back
from webapp.web.forms import first_time
from webapp.web.paging import paging
from webapp.web.submitting import submitting


@bp.get("/chuyen-den")
def index() -> ResponseReturnValue:
    """Persons who arrive and members who left, those that wait for something first."""
    require(Permission.MEMBERS_MANAGE, g.scope)
    counted = queries.count_arrivals(g.scope), queries.count_departures(g.scope)
    pages = paging(max(counted), 25)
    page = {"offset": pages.offset, "size": pages.size}
    return render_template(
        "transfers/index.html",
        pages=pages,
        arrivals=queries.arrivals(g.scope, **page),
        departures=queries.departures(g.scope, **page),
        may_take_back=may_take_back,
        merged=several.waiting(g.scope),
    )


@bp.post("/chuyen-den/tiep-nhan")
def accept_several() -> ResponseReturnValue:
    """Receive those of a merged unit who were ticked; who needs a closer look goes on waiting."""
    chosen = request.form.getlist("arrival_ids", type=int)
    require(Permission.MEMBERS_MANAGE, g.scope)
    if not first_time():
        return redirect(url_for(".index"), 303)
    received, left = several.accept(g.scope, chosen, now=clock.now())
    if received:
        flash(f"Đã tiếp nhận {len(received)} người.", "ok")
    if left:
        flash(f"Cần mở từng trang để tiếp nhận: {', '.join(left)}.", "soon")
    return redirect(url_for(".index"), 303)


@bp.get("/chuyen-den/<int:arrival_id>")
def arrival(arrival_id: int) -> ResponseReturnValue:
    """One person who arrives: name, contact and dates, and the answer to give."""
    found = queries.get_arrival(g.scope, arrival_id)
    form = ReceptionForm(formdata=None, joined_on=max(found.from_on, clock.today()))
    return _page(found, form, 200)


@bp.post("/chuyen-den/<int:arrival_id>/tiep-nhan")
def accept(arrival_id: int) -> ResponseReturnValue:
    """Receive the person."""
    found, form = queries.get_arrival(g.scope, arrival_id), ReceptionForm()
    form.offer(found, _known(found))
    with submitting(form, _page, found):
        if not first_time():
            return redirect(url_for(".arrival", arrival_id=arrival_id), 303)
        member = arriving.accept(g.scope, found, form.reception(), now=clock.now())
    flash(f"Đã tiếp nhận {member.full_name}.", "ok")
    return redirect(url_for("accounts.member", member_id=member.id), 303)


@bp.post("/chuyen-den/<int:arrival_id>/khong-tiep-nhan")
def refuse(arrival_id: int) -> ResponseReturnValue:
    """Receive nobody; the unit of origin is told."""
    found = queries.get_arrival(g.scope, arrival_id)
    arriving.refuse(g.scope, found, now=clock.now())
    flash(f"Đã trả lời không tiếp nhận {found.full_name}.", "ok")
    return redirect(url_for(".index"), 303)


def _known(found: Arrival) -> list[Membership]:
    return receiving.known_here(g.scope, arriving.incomer_of(found))


def _page(found: Arrival, form: ReceptionForm, status: int) -> ResponseReturnValue:
    form.offer(found, _known(found))
    name = offices_above.office_above(g.scope, found.account_id, clock.today())
    page = render_template(
        "transfers/arrival.html",
        arrival=found,
        form=form,
        today=clock.today(),
        above=name,
        may_admit=name is None or allows(Permission.ROLES_GRANT, g.scope),
    )
    return page, status
