"""The proposal of a year: look at it, change it, confirm it, draw lots for its ties again."""

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, in_sight, require
from webapp.core import clock
from webapp.core.errors import NotVisible, StaleEdit
from webapp.plans import service, year_rules
from webapp.plans.forms import ProposalForm
from webapp.plans.rotation import proposed_year
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposed_year import Chosen
from webapp.plans.rotation.queries import History
from webapp.plans.routes.blueprint import bp
from webapp.plans.rules import YearPlanState
from webapp.texts import service as texts
from webapp.web import htmx
from webapp.web.submitting import submitting


@bp.get("/<int:year>/de-xuat")
def proposal(year: int) -> ResponseReturnValue:
    """Who is proposed for which month of a year, and why; the confirmed plan once there is one."""
    past = _history(year)
    is_confirmed = _state(past) is YearPlanState.CONFIRMED
    again = request.args.get("lai") == "1" and allows(Permission.PLAN_MANAGE, g.scope)
    chosen = proposed_year.confirmed(past, year) if is_confirmed and not again else None
    return _show(past, year, ProposalForm(formdata=None), chosen, again=again)


@bp.post("/<int:year>/de-xuat")
def arrange(year: int) -> ResponseReturnValue:
    """Chair or deputy opens a month to choose other members, takes them over, or confirms."""
    require(Permission.PLAN_MANAGE, g.scope)
    form = ProposalForm()
    past, chosen, act = _history(year), form.chosen(), request.form.get("act", "")
    if act.startswith("open-"):
        return _show(past, year, form, chosen, opened=act.removeprefix("open-"))
    if act == "keep":
        form.take_over_opened()
        around = proposed_year.around(past, year, chosen, form.fixed_months())
        return _show(past, year, form, around)
    with submitting(form, _refused, year, chosen, as_typed=True):
        seen, reason = form.based_on, form.reason.data or ""
        service.confirm(g.scope, year, chosen, seen=seen, reason=reason, now=clock.now())
    notice = f"Đã thông qua kế hoạch báo cáo năm {year}."
    return htmx.moved(url_for(".show", nam=year), notice=notice)


@bp.post("/<int:year>/boc-tham")
def draw(year: int) -> ResponseReturnValue:
    """Chair or deputy draws lots for the ties again."""
    require(Permission.PLAN_MANAGE, g.scope)
    seen = request.form.get("revision", 0, type=int)
    seed = service.draw_again(g.scope, year, seen=seen, now=clock.now())
    notice = f"Đã bốc thăm lại. Số bốc thăm: {seed}."
    return htmx.moved(url_for(".proposal", year=year, lai=1), notice=notice)


def _history(year: int) -> History:
    require(Permission.PLAN_SEE, g.scope)
    if year not in year_rules.years_to_plan(clock.today()):
        raise NotVisible
    return rotation_queries.history_of(g.scope, year, clock.today())


def _state(past: History) -> YearPlanState:
    return past.year_plan.state if past.year_plan else YearPlanState.DRAFT


def _refused(year: int, chosen: Chosen, form: ProposalForm, status: int) -> ResponseReturnValue:
    """The page with the newest plan, and with everything that was chosen and typed."""
    return _show(_history(year), year, form, chosen, status=status, again=True)


def _show(
    past: History,
    year: int,
    form: ProposalForm,
    chosen: Chosen | None,
    *,
    opened: str = "",
    status: int = 200,
    again: bool = False,
) -> ResponseReturnValue:
    plan = past.year_plan
    reason_id = plan.reason_id if plan and in_sight(g.scope, plan) else None
    # Rearranging goes on from the revision that was seen; a new page carries the newest one.
    if request.method == "GET" or status == StaleEdit.status:
        form.revision.data = str(plan.revision if plan else 0)
    return htmx.show(
        "plans/proposal.html",
        piece="plans/_proposal.html",
        status=status,
        form=form,
        view=proposed_year.view_of(past, year, chosen, form.fixed_months()),
        opened=opened,
        may_choose=_may_choose(past, year, opened),
        beside_offers=proposed_year.beside_offers(past, opened, chosen or {}),
        seed=past.facts.seed,
        is_confirmed=_state(past) is YearPlanState.CONFIRMED,
        is_changing=again or request.method == "POST" or _state(past) is YearPlanState.DRAFT,
        reason=texts.read(g.scope, [reason_id]).get(reason_id or 0),
        years=year_rules.years_to_plan(clock.today()),
        may_plan=allows(Permission.PLAN_MANAGE, g.scope),
        sees_reasons=allows(Permission.MEMBERS_SEE, g.scope),
    )


def _may_choose(past: History, year: int, opened: str) -> list[tuple[int, str]]:
    """The members who may be chosen for the month that is open for changes, by name."""
    months = service.open_months(past, year)
    may = {
        member_id
        for month, here in months.items()
        if f"{month:%Y-%m}" == opened
        for member_id in here.may_report - here.standing
    }
    return [(member_id, name) for member_id, name in past.names.items() if member_id in may]
