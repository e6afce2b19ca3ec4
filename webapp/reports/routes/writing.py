"""The editor: save by itself or by hand, hand in, take back, file; by the member or for them."""

from collections.abc import Callable

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.reports import forms, queries, service
from webapp.reports.routes import editor
from webapp.reports.routes.blueprint import bp
from webapp.reports.rules import ReportState
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.signed_in import saves_along
from webapp.web.submitting import carrying_out


@bp.get("/<int:report_id>/viet")
def edit(report_id: int) -> ResponseReturnValue:
    """The editor; a report that is not to be written now shows how it stands instead."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE, with_month=True)
    if not editor.is_open(report):
        return redirect(url_for(".show", report_id=report_id), 303)
    return editor.page(report)


@bp.post("/<int:report_id>/luu")
@keeps_text("reports.edit", "Báo cáo liên hệ")
@saves_along
def save(report_id: int) -> ResponseReturnValue:
    """Save what is typed; the script gets the line that says so, others the editor."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE)
    written, based_on = forms.written_in(request.form), forms.based_on_in(request.form)
    with carrying_out(lambda refusal: editor.not_saved(report_id, written, refusal)):
        saved = service.save(g.scope, report, written, based_on, now=clock.now())
    if htmx.wants_piece():
        return editor.line(report_id, saved)
    notice = f"Đã lưu lúc {dates.hour_minute(saved.at)}."
    return htmx.moved(url_for(".edit", report_id=report_id), notice=notice)


@bp.post("/<int:report_id>/gui")
@keeps_text("reports.edit", "Báo cáo liên hệ")
def submit(report_id: int) -> ResponseReturnValue:
    """The member hands the report to the committee."""
    words = g.scope.organization.words
    told = f"Đã gửi báo cáo cho {words.committee}."
    waits = f"Đã gửi báo cáo. Hiện {words.unit} chưa có ai khác cho ý kiến được."
    return _hand_in(report_id, service.submit, told, waits)


@bp.post("/<int:report_id>/nop-luu")
@keeps_text("reports.edit", "Báo cáo liên hệ")
def file(report_id: int) -> ResponseReturnValue:
    """The member files the final text; what is filed for them waits for their word."""
    told = "Đã nộp lưu. Bản nộp thay chờ người báo cáo đồng ý trong 7 ngày."
    return _hand_in(report_id, service.file, "Đã nộp lưu báo cáo.", told)


@bp.post("/<int:report_id>/rut-lai")
def take_back(report_id: int) -> ResponseReturnValue:
    """The member takes the report back to change it."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE)
    if first_time():
        service.take_back(g.scope, report, now=clock.now())
    return htmx.moved(url_for(".edit", report_id=report_id), notice="Đã rút lại để sửa.")


def _hand_in(
    report_id: int, act: Callable[..., int | None], told: str, waits: str
) -> ResponseReturnValue:
    """Carry out an act on the typed text once; `waits` is said where it waits for somebody."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE)
    written, based_on = forms.written_in(request.form), forms.based_on_in(request.form)
    reviewers = None
    with carrying_out(lambda refusal: editor.not_saved(report_id, written, refusal)):
        if first_time():
            reviewers = act(g.scope, report, written, based_on, now=clock.now())
    notice = waits if reviewers == 0 or report.state is ReportState.FILED_FOR else told
    return htmx.moved(url_for(".show", report_id=report_id), notice=notice)
