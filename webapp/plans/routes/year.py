"""The year's plan, and one month of it."""

from datetime import date

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.plans import month_rules, queries, rules, service, year_queries, year_rules
from webapp.plans.forms import MonthForm, OfferForm
from webapp.plans.queries import PlannedMonth
from webapp.plans.requests import queries as request_queries
from webapp.plans.routes.blueprint import bp
from webapp.plans.routes.page_context import month_in, turns_beside_offers, what_may_be_done
from webapp.plans.rules import MonthKind
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.query_arguments import year_asked, year_in
from webapp.web.submitting import submitting


@bp.get("")
def show() -> ResponseReturnValue:
    """The months of a year with their turns."""
    require(Permission.PLAN_SEE, g.scope)
    today = clock.today()
    year = year_asked(today.year)
    months = queries.planned(g.scope, rules.months_of(year))
    missing = month_rules.quarters_without_thematic([month.plan for month in months], today)
    return htmx.show(
        "plans/show.html",
        piece="plans/_months.html",
        year=year,
        years_to_plan=year_rules.years_to_plan(today),
        months=months,
        missing=missing,
        year_turns=turns_beside_offers(months),
        changes=year_queries.changes_of(g.scope, rules.months_of(year)),
        may_carry=year >= today.year and not any(month.plan.revision for month in months),
        **what_may_be_done(today),
    )


@bp.post("/theo-nam-truoc")
def carry() -> ResponseReturnValue:
    """Chair or deputy takes over what the months of the year before carry."""
    require(Permission.PLAN_MANAGE, g.scope)
    today = clock.today()
    year = year_in(request.form.get("nam", ""), today.year)
    back_to = url_for(".show", nam=year)
    if not first_time():
        return htmx.moved(back_to)
    service.carry_year(g.scope, year - 1, today=today)
    return htmx.moved(back_to, notice=f"Đã lấy nội dung các tháng theo kế hoạch năm {year - 1}.")


@bp.get("/ban-in")
def paper() -> ResponseReturnValue:
    """The plan of a year as a paper."""
    require(Permission.PLAN_SEE, g.scope)
    year = year_asked(clock.today().year)
    months = queries.planned(g.scope, rules.months_of(year))
    is_agreed = year_queries.is_agreed(g.scope, year)
    over = {month.plan.month for month in months if rules.is_past(month.plan, clock.today())}
    shown = {"year": year, "months": months, "over": over}
    return render_template("plans/paper.html", is_agreed=is_agreed, **shown)


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
    with submitting(form, show_month, planned):
        service.change_month(
            g.scope,
            planned,
            form.kind.data,
            form.topic.data or "",
            own_turns=form.own_turns.data,
            reason=form.reason.data or "",
            based_on=form.based_on,
        )
    back_to = url_for(".show", nam=planned.year)
    return htmx.moved(back_to, notice=f"Đã lưu kế hoạch {dates.month(planned)}.")


def show_month(
    month: date, sent: MonthForm | OfferForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page of a month, with a form as it was sent or as it is stored."""
    [planned] = queries.planned(g.scope, [month])
    plan = planned.plan
    given = {"kind": plan.kind, "topic": plan.topic, "own_turns": plan.own_turns}
    form = sent if isinstance(sent, MonthForm) else MonthForm(formdata=None, data=given)
    if status != 422:
        form.revision.data = str(plan.revision)
    return htmx.show(
        "plans/month.html",
        piece="plans/_month_form.html",
        status=status,
        month=planned,
        year_turns=turns_beside_offers([planned]),
        form=form,
        offer_form=_offer_form(planned, sent if isinstance(sent, OfferForm) else None),
        histories=request_queries.history_of_month(g.scope, month),
        is_agreed=year_queries.is_agreed(g.scope, month.year),
        changes=year_queries.changes_of(g.scope, [month]),
        **what_may_be_done(clock.today()),
    )


def _offer_form(month: PlannedMonth, sent: OfferForm | None) -> OfferForm | None:
    """The form in which chair or deputy writes down an offer, while the month takes offers."""
    closed = rules.is_past(month.plan, clock.today()) or month.plan.kind is not MonthKind.REPORTS
    if closed or not allows(Permission.PLAN_MANAGE, g.scope):
        return None
    form = sent or OfferForm(formdata=None)
    busy = {turn.member_id for turn in month.ahead} | {o.member_id for o in month.waiting}
    members = accounts.may_report_on(g.scope, month.plan.meeting_on)
    form.offer(member for member in members if member.id not in busy)
    return form
