"""The chair's pages about one report: postpone, withdraw, go on without a review."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.plans.rules import month_named
from webapp.reports import queries, service
from webapp.reports.forms import PostponeForm, ReasonForm
from webapp.reports.models import SelfReport
from webapp.reports.requests import options
from webapp.reports.routes.blueprint import bp
from webapp.reports.routes.page_context import report_context
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting


@bp.route("/<int:report_id>/hoan", methods=["GET", "POST"])
@keeps_text("reports.postpone", "Lý do hoãn báo cáo")
def postpone(report_id: int) -> ResponseReturnValue:
    """Chair or deputy puts the report off, with a reason and perhaps with another month."""
    report, form = _report(report_id), PostponeForm()
    _offer(form, report)
    if not form.is_submitted():
        return _page("postpone", report, form)
    again_in = month_named(form.again_in.data or "")
    with submitting(form, _again, "postpone", report_id):
        if first_time():
            service.postpone(
                g.scope, report, form.reason.data or "", now=clock.now(), again_in=again_in
            )
    later = f" Lượt báo cáo chuyển sang {dates.month(again_in)}." if again_in else ""
    return _done(report_id, f"Đã hoãn báo cáo.{later}")


@bp.route("/<int:report_id>/rut", methods=["GET", "POST"])
@keeps_text("reports.withdraw", "Lý do rút báo cáo")
def withdraw(report_id: int) -> ResponseReturnValue:
    """Chair or deputy takes the report out of the month, with a reason."""
    report, form = _report(report_id), ReasonForm()
    if not form.is_submitted():
        return _page("withdraw", report, form)
    with submitting(form, _again, "withdraw", report_id):
        if first_time():
            service.withdraw(g.scope, report, form.reason.data or "", now=clock.now())
    return _done(report_id, "Đã rút báo cáo khỏi tháng này.")


@bp.route("/<int:report_id>/bo-qua-gop-y", methods=["GET", "POST"])
@keeps_text("reports.skip_review", "Lý do không qua góp ý")
def skip_review(report_id: int) -> ResponseReturnValue:
    """The chair's own report goes on where nobody else could review it, with a reason."""
    report, form = _report(report_id), ReasonForm()
    if not form.is_submitted():
        return _page("skip_review", report, form)
    with submitting(form, _again, "skip_review", report_id):
        if first_time():
            service.skip_review(g.scope, report, form.reason.data or "", now=clock.now())
    return _done(report_id, "Đã ghi lý do; báo cáo sẵn sàng trình bày.")


def _report(report_id: int) -> SelfReport:
    return queries.get_report(g.scope, report_id, Permission.REPORT_DIRECT)


def _offer(form: PostponeForm, report: SelfReport) -> None:
    months = options.months_for_put_off(g.scope, report, clock.today())
    form.offer((month, dates.month(month)) for month in months)


def _again(act: str, report_id: int, form: ReasonForm, status: int) -> ResponseReturnValue:
    return _page(act, _report(report_id), form, status)


def _page(act: str, report: SelfReport, form: ReasonForm, status: int = 200) -> ResponseReturnValue:
    return render_template(f"reports/{act}.html", form=form, **report_context(report)), status


def _done(report_id: int, notice: str) -> ResponseReturnValue:
    return htmx.moved(url_for(".show", report_id=report_id), notice=notice)
