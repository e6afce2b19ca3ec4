"""Name who reports in a month."""

from datetime import date

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import seen
from webapp.plans import queries, rules
from webapp.plans.rotation import candidates
from webapp.reports import assigning
from webapp.web import dates, htmx
from webapp.web.forms import Form, row_id
from webapp.web.submitting import submitting

bp = Blueprint("assigning", __name__, url_prefix="/o/<organization>/phan-cong")


class AssignForm(Form):
    """The members chosen for a month."""

    member_ids = SelectMultipleField("Người báo cáo", coerce=row_id, validate_choice=False)


@bp.get("")
def next_month() -> ResponseReturnValue:
    """Go to the next month that still needs somebody."""
    require(Permission.PLAN_MANAGE, g.scope)
    month = candidates.next_to_fill(g.scope, clock.today())
    return htmx.moved(url_for(".show", month=f"{month:%Y-%m}"))


@bp.get("/<month>")
def show(month: str) -> ResponseReturnValue:
    """Everybody who could report in a month, with a proposal already ticked."""
    return _show(_month(month), AssignForm(formdata=None))


@bp.post("/<month>")
def assign(month: str) -> ResponseReturnValue:
    """Chair or deputy names the members who report."""
    planned, form = _month(month), AssignForm()
    with submitting(form, _show, planned):
        assigning.assign(g.scope, planned, form.member_ids.data or [], now=clock.now())
    return _assigned(planned)


@bp.post("/nguoi-dang-ky/<int:volunteer_id>/nhan")
def accept(volunteer_id: int) -> ResponseReturnValue:
    """Chair or deputy takes up a member's offer."""
    require(Permission.PLAN_MANAGE, g.scope)
    report = assigning.accept_volunteer(g.scope, volunteer_id, now=clock.now())
    return _assigned(report.month)


def _month(text: str) -> date:
    require(Permission.PLAN_MANAGE, g.scope)
    month = rules.month_named(text)
    return seen(month)


def _assigned(month: date) -> ResponseReturnValue:
    names = ", ".join(turn.member_name for turn in queries.turns_of(g.scope, month))
    back_to = url_for("plans.show", nam=month.year, _anchor=f"month-{month:%Y-%m}")
    return htmx.moved(back_to, notice=f"Đã phân công {dates.month(month)}: {names}.")


def _show(month: date, form: AssignForm, status: int = 200) -> ResponseReturnValue:
    [planned] = queries.planned(g.scope, [month])
    choices = candidates.choices(g.scope, planned, clock.today())
    free = max(0, planned.plan.most_turns - len(planned.turns))
    wanted = request.args.get("chon", type=int)
    first = {wanted} if wanted else candidates.ticked_first(choices, free)
    return htmx.show(
        "reports/assign.html",
        piece="reports/_assign_form.html",
        status=status,
        form=form,
        month=planned,
        choices=sorted(choices, key=lambda choice: choice.member_id not in first),
        free=free,
        without_turn=candidates.without_turn(choices),
        ticked=set(form.member_ids.data or []) if form.is_submitted() else first,
        is_past=rules.is_past(planned.plan, clock.today()),
        before=clock.previous_month(month),
        after=clock.next_month(month),
    )
