"""The page on which chair and clerk mark who is there."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.meetings import forms, queries, roll, service
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context, to_room
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of


@bp.get("/<int:meeting_id>/diem-danh")
def attendance(meeting_id: int) -> ResponseReturnValue:
    """Everybody who must be there, with their marks."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_RECORD)
    if "mark" not in queries.steps_of(g.scope, meeting):
        return redirect(url_for(".room", meeting_id=meeting_id), 303)
    return _page(meeting)


@bp.post("/<int:meeting_id>/diem-danh")
def mark(meeting_id: int) -> ResponseReturnValue:
    """Keep what was marked; a mark somebody else made meanwhile is not overwritten."""

    def refused(refusal: DomainError) -> ResponseReturnValue:
        if refusal.status != 409 and refusal.field is None:
            # Nothing may be marked any more: told above the page as it stands.
            raise refusal
        return _page(queries.get_meeting(g.scope, meeting_id), refusal)

    meeting = queries.get_meeting(g.scope, meeting_id)
    changes = forms.changes_in(request.form, queries.roll_of(g.scope, meeting))
    with carrying_out(refused):
        service.mark(g.scope, meeting, changes, now=clock.now())
        if "tat-ca-co-mat" in request.form:
            service.mark_rest_present(g.scope, meeting, now=clock.now())
    return to_room(meeting, "Đã lưu điểm danh.")


@bp.post("/<int:meeting_id>/co-mat-ca")
def mark_rest(meeting_id: int) -> ResponseReturnValue:
    """Everybody not marked yet is there."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    if first_time():
        service.mark_rest_present(g.scope, meeting, now=clock.now())
    return to_room(meeting)


def _page(meeting: Meeting, refusal: DomainError | None = None) -> ResponseReturnValue:
    marks = queries.roll_of(g.scope, meeting)
    problem = message_of(refusal) if refusal else ""
    return render_template(
        "meetings/attendance.html",
        marks=[mark for mark in marks if mark.is_counted],
        typed={c.member_id: c for c in forms.changes_in(request.form, marks)} if refusal else {},
        turnout=roll.turnout(marks),
        problem=problem,
        form={"errors": {"": problem} if problem else {}},
        **meeting_context(meeting),
    ), refusal.status if refusal else 200
