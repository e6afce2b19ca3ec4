"""The year's plan, one month of it, and members' offers to report."""

from datetime import date
from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import queries, rules, service
from webapp.plans.forms import MonthForm
from webapp.plans.rules import VolunteerState
from webapp.web import dates, htmx
from webapp.web.fields import blame

bp = Blueprint("plans", __name__, url_prefix="/o/<organization>/ke-hoach")
BLUEPRINTS = (bp,)


@bp.get("")
def show() -> ResponseReturnValue:
    """The months of a year with their turns."""
    require(Permission.PLAN_SEE, g.scope)
    today = clock.today()
    year = _year(request.args.get("nam", ""), today.year)
    months = queries.planned(g.scope, rules.months_of(year))
    missing = rules.quarters_without_thematic([month.plan for month in months], today)
    return htmx.show(
        "plans/show.html",
        piece="plans/_months.html",
        year=year,
        months=months,
        missing=missing,
        **_what_may_be_done(today),
    )


@bp.get("/<month>")
def month(month: str) -> ResponseReturnValue:
    """One month, with what may be changed."""
    require(Permission.PLAN_SEE, g.scope)
    plan = queries.month_plan(g.scope, _month(month))
    return _show_month(plan.month, MonthForm(formdata=None, kind=plan.kind, topic=plan.topic))


@bp.post("/<month>")
def change(month: str) -> ResponseReturnValue:
    """Chair or deputy decides what a month carries."""
    require(Permission.PLAN_MANAGE, g.scope)
    planned, form = _month(month), MonthForm()
    if not form.validate_on_submit():
        return _show_month(planned, form, 422)
    try:
        service.change_month(g.scope, planned, form.kind.data, form.topic.data or "")
    except RuleBroken as refusal:
        blame(form, refusal)
        return _show_month(planned, form, refusal.status)
    back_to = url_for(".show", nam=planned.year)
    return htmx.moved(back_to, notice=f"Đã lưu kế hoạch {dates.month(planned)}.")


@bp.post("/<month>/dang-ky-bao-cao")
def volunteer(month: str) -> ResponseReturnValue:
    """A member offers to report in a month."""
    service.volunteer(g.scope, _month(month), now=clock.now())
    return _month_done(month, f"Đã đăng ký báo cáo {dates.month(_month(month))}.")


@bp.post("/<month>/rut-dang-ky")
def take_back(month: str) -> ResponseReturnValue:
    """A member takes the offer back."""
    require(Permission.TURN_VOLUNTEER, g.scope)
    service.take_back(g.scope, _month(month))
    return _month_done(month, "Đã rút đăng ký báo cáo.")


@bp.post("/nguoi-dang-ky/<int:volunteer_id>/tu-choi")
def decline(volunteer_id: int) -> ResponseReturnValue:
    """Chair or deputy does not take up an offer this time."""
    offer = service.answer_offer(g.scope, volunteer_id, VolunteerState.DECLINED)
    return _month_done(f"{offer.month:%Y-%m}", "Đã trả lời đăng ký.")


def _month(text: str) -> date:
    month = rules.month_named(text)
    if month is None:
        raise NotVisible("page.not_found")
    return month


def _year(text: str, otherwise: int) -> int:
    january = rules.month_named(f"{text}-01")
    return january.year if january else otherwise


def _what_may_be_done(today: date) -> dict[str, Any]:
    return {
        "today_is": today,
        "may_plan": allows(Permission.PLAN_MANAGE, g.scope),
        "own_id": g.scope.member_id,
        "most_turns": g.scope.settings.turns_a_month,
        "is_past": rules.is_past,
    }


def _show_month(month: date, form: MonthForm, status: int = 200) -> ResponseReturnValue:
    [planned] = queries.planned(g.scope, [month])
    return htmx.show(
        "plans/month.html",
        piece="plans/_month_form.html",
        status=status,
        month=planned,
        form=form,
        **_what_may_be_done(clock.today()),
    )


def _month_done(month: str, notice: str) -> ResponseReturnValue:
    """The changed month for htmx; the page somebody came from, or the year, for everyone else."""
    [planned] = queries.planned(g.scope, [_month(month)])
    back_to = url_for(".show", nam=planned.plan.month.year, _anchor=f"month-{month}")
    return htmx.done(
        "plans/_month.html",
        back_to=back_to,
        notice=notice,
        month=planned,
        **_what_may_be_done(clock.today()),
    )
