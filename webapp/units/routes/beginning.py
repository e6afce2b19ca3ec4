"""The first steps of a new unit's chair: meeting day, members, plan; each a page of its own."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.organizations import queries as organizations
from webapp.organizations.service import fingerprint
from webapp.units import queries, service
from webapp.units.forms import MeetingDayForm
from webapp.units.routes.blueprint import bp
from webapp.web.submitting import submitting

_HERE = "/bat-dau"


def _page(name: str, status: int = 200, **context: object) -> ResponseReturnValue:
    page = render_template(f"units/{name}.html", beginning=queries.beginning(g.scope), **context)
    return page, status


@bp.get(_HERE)
def begin() -> ResponseReturnValue:
    """The three steps and how far they are."""
    require(Permission.UNIT_BEGIN, g.scope)
    return _page("begin")


@bp.get(f"{_HERE}/ngay-hop")
def meeting_day() -> ResponseReturnValue:
    """The first step: when and where the unit meets."""
    require(Permission.UNIT_BEGIN, g.scope)
    now = g.scope.settings
    form = MeetingDayForm(
        formdata=None,
        meeting_day=now.meeting_day,
        meeting_hour=now.meeting_hour,
        meeting_place=now.meeting_place,
    )
    return _day_page(form, 200)


@bp.post(f"{_HERE}/ngay-hop")
def choose_meeting_day() -> ResponseReturnValue:
    """Store it and go on to the members."""
    require(Permission.UNIT_BEGIN, g.scope)
    form = MeetingDayForm()
    with submitting(form, _day_page):
        based_on = form.based_on.data or ""
        service.choose_meeting_day(g.scope, form.wanted(), based_on=based_on)
    flash("Đã lưu ngày họp.", "ok")
    return redirect(url_for(".first_members"), 303)


def _day_page(form: MeetingDayForm, status: int) -> ResponseReturnValue:
    organization = organizations.get_by_id(g.scope.organization_id)
    form.based_on.data = fingerprint(organization.settings)
    return _page("begin_day", status, form=form)


@bp.get(f"{_HERE}/danh-sach")
def first_members() -> ResponseReturnValue:
    """The second step: who belongs to the unit."""
    require(Permission.UNIT_BEGIN, g.scope)
    return _page("begin_members")


@bp.get(f"{_HERE}/ke-hoach")
def first_plan() -> ResponseReturnValue:
    """The third step: who reports when."""
    require(Permission.UNIT_BEGIN, g.scope)
    return _page("begin_plan", year=clock.today().year)


@bp.post(f"{_HERE}/xong")
def put_aside() -> ResponseReturnValue:
    """No longer show the steps on the first screen."""
    require(Permission.UNIT_BEGIN, g.scope)
    service.put_aside(g.scope)
    flash("Các bước bắt đầu không hiện ở trang đầu nữa.", "ok")
    return redirect(url_for("home.show"), 303)
