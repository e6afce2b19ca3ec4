"""The year's plan, and one month of it."""

from datetime import date

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.plans import queries, rules, service, year_rules
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
    missing = rules.quarters_without_thematic([month.plan for month in months], today)
    return htmx.show(
        "plans/show.html",
        piece="plans/_months.html",
        year=year,
        years_to_plan=year_rules.years_to_plan(today),
        months=months,
        missing=missing,
        **what_may_be_done(today),
    )


@bp.get("/<month>")
def month(month: str) -> ResponseReturnValue:
    """One month, with what may be changed."""
    require(Permission.PLAN_SEE, g.scope)
    plan = queries.month_plan(g.scope, month_in(month))
    return _show_month(plan.month, MonthForm(formdata=None, kind=plan.kind, topic=plan.topic))


@bp.post("/<month>")
def change(month: str) -> ResponseReturnValue:
    """Chair or deputy decides what a month carries."""
    require(Permission.PLAN_MANAGE, g.scope)
    planned, form = month_in(month), MonthForm()
    if not form.validate_on_submit():
        return _show_month(planned, form, 422)
    try:
        service.change_month(g.scope, planned, form.kind.data, form.topic.data or "")
    except RuleBroken as refusal:
        blame(form, refusal)
        return _show_month(planned, form, refusal.status)
    back_to = url_for(".show", nam=planned.year)
    return htmx.moved(back_to, notice=f"Đã lưu kế hoạch {dates.month(planned)}.")


def _show_month(month: date, form: MonthForm, status: int = 200) -> ResponseReturnValue:
    [planned] = queries.planned(g.scope, [month])
    return htmx.show(
        "plans/month.html",
        piece="plans/_month_form.html",
        status=status,
        month=planned,
        form=form,
        **what_may_be_done(clock.today()),
    )
