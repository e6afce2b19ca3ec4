"""The room of the chair and the clerk, what members see live, and the steps of the meeting."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.meetings import live_version, queries, record, roll, service
from webapp.meetings.forms import OpinionForm
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context, to_room
from webapp.plans.rules import month_named
from webapp.reports import queries as reports
from webapp.reports.forms import PostponeForm
from webapp.reports.requests import options
from webapp.reports.rules import ReportState
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting
from webapp.web.unsent_forms import typed_at, typed_here


@bp.get("/<int:meeting_id>/dieu-hanh")
def room(meeting_id: int) -> ResponseReturnValue:
    """Attendance, the report at hand, opinions and conclusion, for chair and clerk."""
    if _has_no_news(meeting_id):
        return htmx.unchanged()
    meeting = queries.get_meeting(g.scope, meeting_id)
    if "recorder" not in queries.standings_of(g.scope, meeting):
        return redirect(url_for(".live", meeting_id=meeting_id), 303)
    return htmx.show("meetings/room.html", piece="meetings/_live.html", **room_context(meeting))


@bp.get("/<int:meeting_id>/dien-bien")
def live(meeting_id: int) -> ResponseReturnValue:
    """What every member may follow while the meeting goes on."""
    if _has_no_news(meeting_id):
        return htmx.unchanged()
    meeting = queries.get_meeting(g.scope, meeting_id)
    context = room_context(meeting, attends=True)
    return htmx.show("meetings/room.html", piece="meetings/_live.html", **context)


@bp.post("/<int:meeting_id>/bat-dau")
def open_meeting(meeting_id: int) -> ResponseReturnValue:
    """Chair or deputy begins the meeting."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    if first_time():
        service.open_meeting(g.scope, meeting, now=clock.now())
    return to_room(meeting, "Buổi sinh hoạt đã bắt đầu.")


@bp.post("/<int:meeting_id>/trinh-bay/<int:report_id>")
def present(meeting_id: int, report_id: int) -> ResponseReturnValue:
    """The author presents the report."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    if first_time():
        service.present_report(g.scope, meeting, report_id, now=clock.now())
    return to_room(meeting)


@bp.get("/<int:meeting_id>/hoan/<int:report_id>")
def put_off(meeting_id: int, report_id: int) -> ResponseReturnValue:
    """The form for a report that could not be presented."""
    return _postpone(meeting_id, report_id, PostponeForm(formdata=typed_here()))


@bp.post("/<int:meeting_id>/hoan/<int:report_id>")
@keeps_text("meetings.put_off", "Lý do hoãn báo cáo")
def postpone(meeting_id: int, report_id: int) -> ResponseReturnValue:
    """Chair or deputy puts off a report that could not be presented."""
    meeting, form = queries.get_meeting(g.scope, meeting_id), PostponeForm()
    again_in, reason = month_named(form.again_in.data or ""), form.reason.data or ""
    with submitting(form, _postpone, meeting_id, report_id):
        if first_time():
            service.postpone_report(
                g.scope, meeting, report_id, reason, again_in=again_in, now=clock.now()
            )
    return to_room(meeting, "Đã hoãn báo cáo.")


@bp.post("/<int:meeting_id>/dua-vao-chuong-trinh")
def take_in(meeting_id: int) -> ResponseReturnValue:
    """The agenda takes in what became ready since the meeting began, and lets go what left."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    if first_time():
        service.refresh_agenda(g.scope, meeting)
    return to_room(meeting, "Đã cập nhật chương trình.")


def room_context(
    meeting: Meeting, form: OpinionForm | None = None, *, attends: bool = False
) -> dict[str, Any]:
    """Everything the room shows; the number of queries does not grow with the meeting."""
    rows = reports.every_of_month(g.scope, meeting.month)
    marks = queries.roll_of(g.scope, meeting)
    shown = [row for row in rows if row.state in queries.ON_AGENDA]
    items = queries.items_of(g.scope, meeting)
    listed = {item.report_id for item in items}
    return {
        "items": items,
        "reports": {row.id: row for row in shown},
        "states": {row.id: row.state for row in rows},
        "arrived": [row for row in shown if row.id not in listed],
        "version": live_version.version_shown(meeting, rows),
        "turnout": roll.turnout(marks),
        "taken": roll.taken(marks),
        "gaps": queries.gaps(rows, marks),
        "record": record.of_meeting(g.scope, meeting, shown),
        "current": next((r for r in shown if r.state is ReportState.PRESENTED), None),
        "following": next((r for r in shown if r.state is ReportState.ACCEPTED), None),
        "opinion_form": _opinion_form(meeting, shown, marks, form, attends=attends),
        "form": form,
        "attends": attends,
    } | meeting_context(meeting)


def _opinion_form(
    meeting: Meeting,
    shown: list[reports.ReportRow],
    marks: list[roll.Mark],
    form: OpinionForm | None,
    *,
    attends: bool,
) -> OpinionForm | None:
    """The form for an opinion, while the meeting is open and something was presented."""
    steps, presented = queries.steps_of(g.scope, meeting), [r for r in shown if r.presented_at]
    step = "speak" if attends else "record"
    if form is None and (step not in steps or not presented):
        return None
    address = url_for(".speak" if attends else ".record_opinion", meeting_id=meeting.id)
    form = form or OpinionForm(formdata=typed_at(address))
    form.report_id.choices = [(row.id, row.member_name) for row in presented]
    here = [m for m in marks if m.may_attend and m.presence in (None, "present")]
    form.speaker_id.choices = [(0, "Chọn người"), *((m.member_id, m.full_name) for m in here)]
    if form.report_id.data is None and presented:
        wanted = request.args.get("bao-cao", type=int)
        waiting = [r.id for r in presented if r.state is ReportState.PRESENTED]
        ids = [row.id for row in presented]
        form.report_id.data = wanted if wanted in ids else [*waiting, *ids][0]
    return form


def _has_no_news(meeting_id: int) -> bool:
    """Whether a poll asks for the version of a meeting that it already shows."""
    known = request.args.get("v", "")
    return bool(known) and known == str(live_version.version_of(g.scope, meeting_id))


def _postpone(
    meeting_id: int, report_id: int, form: PostponeForm, status: int = 200
) -> ResponseReturnValue:
    meeting = queries.get_meeting(g.scope, meeting_id)
    report = service.report_of(g.scope, meeting, report_id)
    months = options.months_for_put_off(g.scope, report, clock.today())
    form.offer((month, dates.month(month)) for month in months)
    return render_template(
        "meetings/postpone.html", form=form, report=report, **meeting_context(meeting)
    ), status
