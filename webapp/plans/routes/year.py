"""The year's plan, and one month of it."""

from datetime import date

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.plans import queries, requests, rules, service
from webapp.plans.forms import MonthForm, OfferForm
from webapp.plans.queries import PlannedMonth
from webapp.plans.routes.place import bp, month_in, what_may_be_done, year_in
from webapp.plans.rules import MonthKind
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
        months=months,
        missing=missing,
        **what_may_be_done(today),
    )


@bp.get("/<month>")
def month(month: str) -> ResponseReturnValue:
    """One month, with what may be changed."""
    require(Permission.PLAN_SEE, g.scope)
    return show_month(month_in(month))


@bp.post("/<month>")
def change(month: str) -> ResponseReturnValue:
    """Chair or deputy decides what a month carries."""
    require(Permission.PLAN_MANAGE, g.scope)
    planned, form = month_in(month), MonthForm()
    if not form.validate_on_submit():
        return show_month(planned, form, status=422)
    try:
        service.change_month(g.scope, planned, form.kind.data, form.topic.data or "")
    except RuleBroken as refusal:
        blame(form, refusal)
        return show_month(planned, form, status=refusal.status)
    back_to = url_for(".show", nam=planned.year)
    return htmx.moved(back_to, notice=f"Đã lưu kế hoạch {dates.month(planned)}.")


def show_month(
    month: date,
    form: MonthForm | None = None,
    offer_form: OfferForm | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    """The page of a month, with a form as it was sent or as things stand."""
    [planned] = queries.planned(g.scope, [month])
    plan = planned.plan
    return htmx.show(
        "plans/month.html",
        piece="plans/_month_form.html",
        status=status,
        month=planned,
        form=form or MonthForm(formdata=None, kind=plan.kind, topic=plan.topic),
        offer_form=_offer_form(planned, offer_form),
        histories=requests.history_of_month(g.scope, month),
        **what_may_be_done(clock.today()),
    )


def _offer_form(month: PlannedMonth, sent: OfferForm | None) -> OfferForm | None:
    """The form in which chair or deputy writes down an offer, while the month takes any."""
    closed = rules.is_past(month.plan, clock.today()) or month.plan.kind is not MonthKind.REPORTS
    if closed or not allows(Permission.PLAN_MANAGE, g.scope):
        return None
    form = sent or OfferForm(formdata=None)
    busy = {turn.member_id for turn in month.ahead} | {o.member_id for o in month.waiting}
    members = accounts.may_report_on(g.scope, month.plan.meeting_on)
    form.offer(member for member in members if member.id not in busy)
    return form
