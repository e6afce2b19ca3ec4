"""Record opinions, set them aside, let them count again."""

from flask import g, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.meetings import queries, record, service
from webapp.meetings.forms import OpinionForm, ReasonForm
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context, to_room
from webapp.meetings.routes.room import room_context
from webapp.web import htmx
from webapp.web.forms import first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting


@bp.post("/<int:meeting_id>/y-kien")
@keeps_text("meetings.live", "Ý kiến tham gia")
def speak(meeting_id: int) -> ResponseReturnValue:
    """A member writes down an opinion of their own."""
    return _record(meeting_id, OpinionForm(), own=True)


@bp.post("/<int:meeting_id>/ghi-y-kien")
@keeps_text("meetings.room", "Ý kiến tham gia (ghi lại)")
def record_opinion(meeting_id: int) -> ResponseReturnValue:
    """Chair, deputy or clerk writes down what somebody said."""
    return _record(meeting_id, OpinionForm(), own=False)


@bp.route("/<int:meeting_id>/y-kien/<int:opinion_id>/gac-lai", methods=["GET", "POST"])
@keeps_text("meetings.set_aside", "Lý do gác lại ý kiến")
def set_aside(meeting_id: int, opinion_id: int) -> ResponseReturnValue:
    """The chair sets an opinion aside, with a reason."""
    form = ReasonForm()
    if not form.is_submitted():
        return _aside(meeting_id, opinion_id, form)
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    with submitting(form, _aside, meeting_id, opinion_id):
        if first_time():
            reason = form.reason.data or ""
            service.set_aside(g.scope, meeting, opinion_id, reason, now=clock.now())
    return to_room(meeting, "Đã gác lại ý kiến.")


@bp.post("/<int:meeting_id>/y-kien/<int:opinion_id>/khoi-phuc")
def restore(meeting_id: int, opinion_id: int) -> ResponseReturnValue:
    """The chair lets an opinion count again."""
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    if first_time():
        service.restore(g.scope, meeting, opinion_id)
    return to_room(meeting, "Đã đưa ý kiến trở lại.")


def _record(meeting_id: int, form: OpinionForm, *, own: bool) -> ResponseReturnValue:
    meeting = queries.get_meeting(g.scope, meeting_id)
    with submitting(form, _again, meeting_id, own, as_typed=True):
        if first_time():
            service.record_opinion(
                g.scope,
                meeting,
                form.report_id.data,
                form.text.data or "",
                speaker_id=g.scope.member_id if own else form.speaker_id.data,
                now=clock.now(),
            )
    piece, back_to = "meetings/_opinion_form.html", ".live" if own else ".room"
    context = room_context(meeting, attends=own)
    address = url_for(back_to, meeting_id=meeting_id)
    answer = make_response(htmx.done(piece, back_to=address, notice="Đã ghi ý kiến.", **context))
    # The live part of the page reloads itself at once.
    answer.headers["HX-Trigger"] = "said"
    return answer


def _again(meeting_id: int, own: bool, form: OpinionForm, status: int) -> ResponseReturnValue:
    context = room_context(queries.get_meeting(g.scope, meeting_id), form, attends=own)
    piece = "meetings/_opinion_form.html"
    return htmx.refused("meetings/room.html", piece=piece, status=status, **context)


def _aside(
    meeting_id: int, opinion_id: int, form: ReasonForm, status: int = 200
) -> ResponseReturnValue:
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    opinion = record.get_opinion(g.scope, meeting, opinion_id)
    return render_template(
        "meetings/set_aside.html",
        form=form,
        opinion=opinion,
        words_of=record.in_words(g.scope, opinion),
        **meeting_context(meeting),
    ), status
