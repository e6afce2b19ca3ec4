"""The page of one meeting, its agenda in the making, and its papers."""

from collections.abc import Callable

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.errors import DomainError
from webapp.meetings import queries, service
from webapp.meetings.models import Meeting
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context
from webapp.meetings.rules import MeetingState
from webapp.reports import queries as reports
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.submitting import carrying_out
from webapp.web.wording import message_of


@bp.get("/<int:meeting_id>")
def show(meeting_id: int) -> ResponseReturnValue:
    """When, where, what is on the agenda, and the papers to read."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    return render_template("meetings/show.html", **_agenda(meeting))


@bp.get("/<int:meeting_id>/chuong-trinh")
def prepare(meeting_id: int) -> ResponseReturnValue:
    """The agenda with the buttons that change it."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_PREPARE)
    if "prepare" not in queries.steps_of(g.scope, meeting):
        return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return _prepare(meeting)


@bp.post("/<int:meeting_id>/chuong-trinh")
def add_item(meeting_id: int) -> ResponseReturnValue:
    """Chair or deputy adds an item."""
    return _act(meeting_id, lambda m: service.add_item(g.scope, m, request.form.get("title", "")))


@bp.post("/<int:meeting_id>/chuong-trinh/lam-moi")
def refresh(meeting_id: int) -> ResponseReturnValue:
    """Take in the reports that became ready since."""
    return _act(meeting_id, lambda m: service.refresh_agenda(g.scope, m))


@bp.post("/<int:meeting_id>/chuong-trinh/<int:item_id>/chuyen")
def move_item(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Move one item up or down by one."""
    up = request.form.get("huong") == "len"
    return _act(meeting_id, lambda m: service.move_item(g.scope, m, item_id, up=up))


@bp.post("/<int:meeting_id>/chuong-trinh/<int:item_id>/bo")
def remove_item(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Take one item off."""
    return _act(meeting_id, lambda m: service.remove_item(g.scope, m, item_id))


@bp.post("/<int:meeting_id>/gui-tai-lieu")
def release(meeting_id: int) -> ResponseReturnValue:
    """Let the members read the reports that are ready."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    is_open = meeting.state is MeetingState.OPEN
    here = url_for(".room" if is_open else ".show", meeting_id=meeting_id)
    if not first_time():
        return htmx.moved(here)
    count = service.release_papers(g.scope, meeting, now=clock.now())
    member = g.scope.organization.words.member
    return htmx.moved(here, notice=f"Đã gửi {count} báo cáo cho {member} đọc trước.")


def _act(meeting_id: int, act: Callable[[Meeting], object]) -> ResponseReturnValue:
    """Change the agenda and show it again, with what was typed if it was refused."""

    def refused(refusal: DomainError) -> ResponseReturnValue:
        return _prepare(queries.get_meeting(g.scope, meeting_id), refusal)

    meeting = queries.get_meeting(g.scope, meeting_id)
    with carrying_out(refused, only_fields=True):
        if first_time():
            act(meeting)
    return htmx.moved(url_for(".prepare", meeting_id=meeting_id))


def _prepare(meeting: Meeting, refusal: DomainError | None = None) -> ResponseReturnValue:
    problem = message_of(refusal) if refusal else ""
    return render_template(
        "meetings/prepare.html",
        problem=problem,
        typed=request.form.get("title", "") if refusal else "",
        form={"errors": {"title": problem} if problem else {}},
        **_agenda(meeting),
    ), refusal.status if refusal else 200


def _agenda(meeting: Meeting) -> dict[str, object]:
    rows = reports.every_of_month(g.scope, meeting.month)
    return {
        "items": queries.items_of(g.scope, meeting),
        "reports": {row.id: row for row in rows},
        "to_send": [r for r in rows if r.state == "accepted" and r.released_at is None],
        "gaps": queries.gaps(rows, []),
        **meeting_context(meeting),
    }
