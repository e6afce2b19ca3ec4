"""The page that asks before a meeting ends, and the end."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.meetings import queries, roll, service
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context
from webapp.meetings.service.leading import MovedOn
from webapp.reports import queries as reports
from webapp.web import dates, htmx
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of


@bp.get("/<int:meeting_id>/ket-thuc")
def closing(meeting_id: int) -> ResponseReturnValue:
    """What will be kept, who is not marked yet, and what moves on."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    if "close" not in queries.steps_of(g.scope, meeting):
        return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return _page(meeting)


@bp.post("/<int:meeting_id>/ket-thuc")
def close(meeting_id: int) -> ResponseReturnValue:
    """Chair or deputy ends the meeting; the question comes back if the roll was not called."""

    def refused(refusal: DomainError) -> ResponseReturnValue:
        if refusal.code != "meeting.unmarked":
            raise refusal
        return _page(queries.get_meeting(g.scope, meeting_id), refusal)

    meeting, moved = queries.get_meeting(g.scope, meeting_id), []
    with carrying_out(refused):
        if first_time():
            moved = service.close(
                g.scope,
                meeting,
                rest_present="tat-ca-co-mat" in request.form,
                without_roll="khong-diem-danh" in request.form,
                now=clock.now(),
            )
    back_to = url_for(".show", meeting_id=meeting_id)
    said = ["Đã kết thúc buổi sinh hoạt.", *(_where(one) for one in moved)]
    return htmx.moved(back_to, notice=" ".join(said))


def _where(moved: MovedOn) -> str:
    if moved.month is None:
        return f"Báo cáo của {moved.name} chưa có tháng nào nhận được, cần chọn tháng hoặc rút."
    return f"Báo cáo của {moved.name} chuyển sang {dates.month(moved.month)}."


def _page(meeting: Meeting, refusal: DomainError | None = None) -> ResponseReturnValue:
    marks = queries.roll_of(g.scope, meeting)
    rows = reports.every_of_month(g.scope, meeting.month)
    problem = message_of(refusal) if refusal else ""
    return render_template(
        "meetings/closing.html",
        turnout=roll.turnout(marks),
        taken=roll.taken(marks),
        gaps=queries.gaps(rows, marks),
        concluded=[row for row in rows if row.concluded_at],
        problem=problem,
        form={"errors": {"": problem} if problem else {}},
        **meeting_context(meeting),
    ), refusal.status if refusal else 200
