"""The committee's pages: drafts that wait, and one draft with remarks by section."""

from collections.abc import Callable

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.duties.matters import report_due
from webapp.reports import forms, queries, service
from webapp.reports.models import SelfReport
from webapp.reports.routes.blueprint import bp
from webapp.reports.routes.page_context import read, report_context
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import carrying_out
from webapp.web.unsent_forms import typed_here
from webapp.web.wording import message_of


@bp.get("/can-y-kien")
def tray() -> ResponseReturnValue:
    """The drafts that wait for an opinion of the visitor."""
    require(Permission.REPORT_TRAY, g.scope)
    rows = queries.waiting_for_review(g.scope)
    deadlines = queries.deadlines_of(g.scope, rows)
    return render_template("reports/tray.html", rows=rows, deadlines=deadlines, due_of=report_due)


@bp.get("/<int:report_id>/y-kien")
def review(report_id: int) -> ResponseReturnValue:
    """One draft with a field for a remark beside each section."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_REVIEW, with_month=True)
    return _page(report)


@bp.post("/<int:report_id>/y-kien")
@keeps_text("reports.review", "Ý kiến vào dự thảo báo cáo")
def remark(report_id: int) -> ResponseReturnValue:
    """Somebody of the committee says something without deciding."""
    return _act(report_id, service.remark, "Đã gửi ý kiến.", ".review")


@bp.post("/<int:report_id>/tra-lai")
@keeps_text("reports.review", "Ý kiến vào dự thảo báo cáo")
def return_(report_id: int) -> ResponseReturnValue:
    """The committee asks the author for a supplement."""
    return _act(report_id, service.return_, "Đã đề nghị bổ sung.", ".show")


@bp.post("/<int:report_id>/nhat-tri")
@keeps_text("reports.review", "Ý kiến vào dự thảo báo cáo")
def accept(report_id: int) -> ResponseReturnValue:
    """The committee agrees with the whole report."""
    return _act(report_id, service.accept, "Đã nhất trí cả bản.", ".show")


def _act(report_id: int, act: Callable[..., None], notice: str, back: str) -> ResponseReturnValue:
    def refused(refusal: DomainError) -> ResponseReturnValue:
        found = queries.get_report(g.scope, report_id, Permission.REPORT_SEE, with_month=True)
        return _page(found, refusal)

    report = queries.get_report(g.scope, report_id, Permission.REPORT_SEE)
    said, version = forms.remarks_in(request.form), forms.version_in(request.form)
    with carrying_out(refused):
        if first_time():
            act(g.scope, report, said, version=version, now=clock.now())
    return htmx.moved(url_for(back, report_id=report_id), notice=notice)


def _page(report: SelfReport, refusal: DomainError | None = None) -> ResponseReturnValue:
    """The draft with the remarks made so far, and with what was typed and refused."""
    found = read(report)
    sentence = message_of(refusal) if refusal else ""
    errors = {refusal.field or "": sentence} if refusal else {}
    return render_template(
        "reports/review.html",
        typed={one.section: one for one in forms.remarks_in(typed_here() or request.form)},
        errors=errors,
        form={"errors": errors},
        **report_context(report, found),
    ), refusal.status if refusal else 200
