"""Members' offers to report in a month, and the answer to them."""

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.plans import service
from webapp.plans.forms import OfferForm
from webapp.plans.routes.blueprint import bp
from webapp.plans.routes.page_context import month_done, month_in
from webapp.plans.routes.year import show_month
from webapp.plans.rules import VolunteerState
from webapp.web import dates, htmx
from webapp.web.submitting import submitting


@bp.post("/<month>/dang-ky-bao-cao")
def volunteer(month: str) -> ResponseReturnValue:
    """A member offers to report in a month."""
    service.volunteer(g.scope, month_in(month), now=clock.now())
    return month_done(month, f"Đã đăng ký báo cáo {dates.month(month_in(month))}.")


@bp.post("/<month>/dang-ky-ho")
def volunteer_for(month: str) -> ResponseReturnValue:
    """Chair or deputy writes down the offer of a member who has no telephone."""
    require(Permission.PLAN_MANAGE, g.scope)
    planned, form = month_in(month), OfferForm()
    with submitting(form, show_month, planned):
        service.enter_offer(g.scope, form.member_id.data, planned, now=clock.now())
    back_to = url_for(".month", month=month)
    return htmx.moved(back_to, notice=f"Đã ghi đăng ký báo cáo {dates.month(planned)}.")


@bp.post("/<month>/rut-dang-ky")
def take_back(month: str) -> ResponseReturnValue:
    """A member takes the offer back."""
    require(Permission.TURN_VOLUNTEER, g.scope)
    service.take_back(g.scope, month_in(month))
    return month_done(month, "Đã rút đăng ký báo cáo.")


@bp.post("/nguoi-dang-ky/<int:volunteer_id>/tu-choi")
def decline(volunteer_id: int) -> ResponseReturnValue:
    """Chair or deputy does not take up an offer this time."""
    offer = service.answer_offer(g.scope, volunteer_id, VolunteerState.DECLINED)
    return month_done(f"{offer.month:%Y-%m}", "Đã trả lời đăng ký.")
