"""Write down a weakness, or all that the yearly review of the unit found."""

from dataclasses import replace
from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.followups import service
from webapp.followups.forms import review as forms
from webapp.followups.forms.review import People, ReviewForm
from webapp.followups.forms.thread import NewWeaknessForm
from webapp.followups.routes.blueprint import bp
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_here


@bp.get("/moi")
def new() -> ResponseReturnValue:
    """Write down a weakness."""
    require(Permission.PLAN_SEE, g.scope)
    given = {"member_id": request.args.get("nguoi", type=int), "pointed_out_on": clock.today()}
    return _show_new(NewWeaknessForm(formdata=typed_here(), data=given))


@bp.post("/moi")
@keeps_text("followups.new", "Hạn chế mới ghi")
def point_out() -> ResponseReturnValue:
    """Open a thread."""
    require(Permission.PLAN_SEE, g.scope)
    form = _offered(NewWeaknessForm())
    with submitting(form, _show_new):
        if not first_time():
            return htmx.moved(url_for(".index"))
        weakness = service.point_out(
            g.scope,
            form.member_id.data,
            source=form.source.data,
            wording=form.wording.data or "",
            pointed_out_on=form.pointed_out_on.data or clock.today(),
            due_on=form.due_on.data,
            helper_id=form.helper_id.data or None,
            now=clock.now(),
        )
    return htmx.moved(url_for(".show", weakness_id=weakness.id), notice="Đã ghi hạn chế.")


@bp.get("/kiem-diem")
def review() -> ResponseReturnValue:
    """The form of the yearly review, with a row for each member."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    people, typed = _people(), typed_here()
    if typed:
        return _show_review(forms.typed_form(typed, forms.typed_rows(typed), people), people)
    return _show_review(forms.empty_form(people, {"reviewed_on": clock.today()}), people)


@bp.post("/kiem-diem")
@keeps_text("followups.review", "Hạn chế của kỳ kiểm điểm")
def point_out_all() -> ResponseReturnValue:
    """Open every thread the review found; or only change the number of rows."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    people, act = _people(), request.form.get("act", "save")
    rows = forms.typed_rows(request.form)
    if act != "save":
        form = forms.typed_form(request.form, forms.changed(rows, act), people)
        return _show_review(form, people)
    form = forms.typed_form(request.form, rows, people)
    with submitting(form, _blame_rows, people):
        if not first_time():
            return htmx.moved(url_for(".index"))
        reviewed_on, now = form.reviewed_on.data or clock.today(), clock.now()
        findings = form.findings(people)
        opened = service.point_out_all(g.scope, findings, reviewed_on=reviewed_on, now=now)
    notice = f"Đã ghi {len(opened)} hạn chế của kỳ kiểm điểm."
    return htmx.moved(url_for(".index"), notice=notice)


def _people() -> People:
    members = accounts.members_on(g.scope, clock.today())
    return People({member.id: member.full_name for member in members})


def _blame_rows(people: People, form: ReviewForm, status: int) -> ResponseReturnValue:
    """The form with every refusal of its rows."""
    findings, reviewed_on = form.findings(people), form.reviewed_on.data or clock.today()
    if form.reviewed_on.errors:
        # Without the day of the review the due days can't be checked.
        findings = [replace(one, due_on=None) for one in findings]
    faults = service.faults_in(findings, people.names, reviewed_on, clock.today())
    form.blame_rows(faults, people)
    return _show_review(form, people, status)


def _show_review(form: ReviewForm, people: People, status: int = 200) -> ResponseReturnValue:
    rows: list[tuple[Any, ...]] = form.rows
    owners = [member.data for member, *_ in rows]
    return htmx.show(
        "followups/review.html",
        piece="followups/_review.html",
        status=status,
        form=form,
        people=people,
        owners=owners,
    )


def _offered(form: NewWeaknessForm) -> NewWeaknessForm:
    members = accounts.members_on(g.scope, clock.today())
    return form.offer(members, reviews=g.scope.reviews, own_id=g.scope.member_id)


def _show_new(form: NewWeaknessForm, status: int = 200) -> ResponseReturnValue:
    return htmx.show(
        "followups/new.html", piece="followups/_new.html", status=status, form=_offered(form)
    )
