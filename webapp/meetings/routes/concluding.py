"""The chair's conclusion on one report, with rows that also grow without scripts."""

from collections.abc import Mapping
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.followups import queries as followups
from webapp.meetings import queries, record, service
from webapp.meetings.forms import ConclusionForm, ThreadRow, blame_row, every_field
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context
from webapp.reports import queries as reports
from webapp.reports.models import SelfReport
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import carrying_out
from webapp.web.unsent_forms import typed_here

Threads = Mapping[int, ThreadRow]


@bp.get("/<int:meeting_id>/ket-luan/<int:report_id>")
def conclusion(meeting_id: int, report_id: int) -> ResponseReturnValue:
    """What was said, and the form for the conclusion."""
    meeting, report = _asked(meeting_id, report_id)
    if "conclude" not in queries.steps_of(g.scope, meeting) or report.state != "presented":
        return redirect(url_for(".room", meeting_id=meeting_id), 303)
    typed = typed_here()
    return _page(meeting, report, ConclusionForm(formdata=typed), _threads(report, typed))


@bp.post("/<int:meeting_id>/ket-luan/<int:report_id>")
@keeps_text("meetings.conclusion", "Kết luận về báo cáo")
def conclude(meeting_id: int, report_id: int) -> ResponseReturnValue:
    """The chair closes the discussion; or one more row is asked for."""
    meeting, report = _asked(meeting_id, report_id)
    form, threads = ConclusionForm(), _threads(report, request.form)
    if "them" in request.form:
        form.add_row(request.form["them"])
        return _page(meeting, report, form, threads)
    if not form.validate():
        return _page(meeting, report, form, threads, 422)

    def refused(refusal: DomainError) -> ResponseReturnValue:
        blame_row(refusal, form, *threads.values())
        return _page(*_asked(meeting_id, report_id), form, threads, refusal.status)

    with carrying_out(refused):
        if first_time():
            service.conclude(g.scope, meeting, report_id, form.verdict(threads), now=clock.now())
    notice = "Đã ghi kết luận. Người báo cáo được báo để hoàn thiện và nộp lưu."
    rows = reports.every_of_month(g.scope, meeting.month)
    # After the last report the end is asked for at once, so that it costs no further tap.
    back_to = ".closing" if queries.gaps(rows, []).is_heard else ".room"
    return htmx.moved(url_for(back_to, meeting_id=meeting_id), notice=notice)


def _asked(meeting_id: int, report_id: int) -> tuple[Meeting, SelfReport]:
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    return meeting, service.report_of(g.scope, meeting, report_id)


def _threads(report: SelfReport, sent: Any) -> Threads:
    """A row for each open thread of the author; it is carried on unless the chair says more."""
    return {
        thread.id: ThreadRow(sent, prefix=f"thread-{thread.id}", data={"answer": "carry"})
        for thread in followups.open_for(g.scope, report.member_id)
    }


def _page(
    meeting: Meeting,
    report: SelfReport,
    form: ConclusionForm,
    threads: Threads,
    status: int = 200,
) -> ResponseReturnValue:
    members = accounts.members_on(g.scope, clock.today())
    form.offer([(m.id, m.full_name) for m in members if m.id != report.member_id])
    open_now = {one.id: one for one in followups.open_for(g.scope, report.member_id)}
    wrong = [field for field in every_field(form, *threads.values()) if field.errors]
    return htmx.show(
        "meetings/conclude.html",
        piece="meetings/_conclude.html",
        status=status,
        form=form,
        report=report,
        threads=[(open_now[key], row) for key, row in threads.items() if key in open_now],
        unseen=len(followups.unseen_of(g.scope, report.member_id)),
        wrong=wrong,
        said=record.of_meeting(g.scope, meeting, [report]).heard(report.id),
        is_own=report.member_id == g.scope.member_id,
        **meeting_context(meeting),
    )
