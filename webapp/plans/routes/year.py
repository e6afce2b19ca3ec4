"""The year's plan, and one month of it."""

from datetime import date

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock, idempotency
from webapp.core.errors import DomainError
from webapp.plans import changes, content, queries, rules, service
from webapp.plans.forms import MonthForm
from webapp.plans.routes.place import bp, month_in, what_may_be_done, year_in
from webapp.web import dates, htmx
from webapp.web.fields import blame


@bp.get("")
def show() -> ResponseReturnValue:
    """The months of a year with their turns."""
    require(Permission.PLAN_SEE, g.scope)
    today = clock.today()
    year = year_in(request.args.get("nam", ""), today.year)
    months = queries.planned(g.scope, rules.months_of(year))
    missing = content.quarters_without_thematic([month.plan for month in months], today)
    return htmx.show(
        "plans/show.html",
        piece="plans/_months.html",
        year=year,
        months=months,
        missing=missing,
        changes=changes.of_months(g.scope, rules.months_of(year)),
        may_carry=year >= today.year and not any(month.plan.revision for month in months),
        **what_may_be_done(today),
    )


@bp.post("/theo-nam-truoc")
def carry() -> ResponseReturnValue:
    """Chair or deputy takes the shape of the year before into a year."""
    require(Permission.PLAN_MANAGE, g.scope)
    today = clock.today()
    year = year_in(request.form.get("nam", ""), today.year)
    back_to = url_for(".show", nam=year)
    if not idempotency.spend(g.scope, request.form.get("idempotency_key", "")):
        return htmx.moved(back_to)
    service.carry_year(g.scope, year - 1, today=today)
    return htmx.moved(back_to, notice=f"Đã lấy nội dung các tháng theo kế hoạch năm {year - 1}.")


@bp.get("/ban-in")
def paper() -> ResponseReturnValue:
    """The plan of a year as a paper."""
    require(Permission.PLAN_SEE, g.scope)
    year = year_in(request.args.get("nam", ""), clock.today().year)
    months = queries.planned(g.scope, rules.months_of(year))
    is_agreed = changes.is_agreed(g.scope, year)
    return render_template("plans/paper.html", year=year, months=months, is_agreed=is_agreed)


@bp.get("/<month>")
def month(month: str) -> ResponseReturnValue:
    """One month, with what may be changed."""
    require(Permission.PLAN_SEE, g.scope)
    plan = queries.month_plan(g.scope, month_in(month))
    given = {"kind": plan.kind, "topic": plan.topic, "own_turns": plan.own_turns}
    return _show_month(plan.month, MonthForm(formdata=None, data=given))


@bp.post("/<month>")
def change(month: str) -> ResponseReturnValue:
    """Chair or deputy decides what a month carries."""
    require(Permission.PLAN_MANAGE, g.scope)
    planned, form = month_in(month), MonthForm()
    if not form.validate_on_submit():
        return _show_month(planned, form, 422)
    try:
        service.change_month(
            g.scope,
            planned,
            form.kind.data,
            form.topic.data or "",
            own_turns=form.own_turns.data,
            reason=form.reason.data or "",
            based_on=form.based_on,
        )
    except DomainError as refusal:
        blame(form, refusal)
        return _show_month(planned, form, refusal.status)
    back_to = url_for(".show", nam=planned.year)
    return htmx.moved(back_to, notice=f"Đã lưu kế hoạch {dates.month(planned)}.")


def _show_month(month: date, form: MonthForm, status: int = 200) -> ResponseReturnValue:
    [planned] = queries.planned(g.scope, [month])
    if status != 422:
        form.revision.data = str(planned.plan.revision)
    return htmx.show(
        "plans/month.html",
        piece="plans/_month_form.html",
        status=status,
        month=planned,
        form=form,
        is_agreed=changes.is_agreed(g.scope, month.year),
        changes=changes.of_months(g.scope, [month]),
        **what_may_be_done(clock.today()),
    )
