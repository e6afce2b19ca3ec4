"""Record opinions, set them aside, let them count again."""

from flask import g, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.meetings import queries, record, service
from webapp.meetings.forms import OpinionForm, ReasonForm
from webapp.meetings.models import Meeting
from webapp.meetings.routes.place import bp, frame, to_room
from webapp.meetings.routes.room import scene
from webapp.web import htmx
from webapp.web.fields import blame
from webapp.web.forms import first_time
from webapp.web.kept_text import keeps_text


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
    meeting = queries.get_meeting(g.scope, meeting_id, Permission.MEETING_LEAD)
    form = ReasonForm()
    if not form.is_submitted():
        return _aside(meeting, opinion_id, form)
    try:
        if first_time():
            reason = form.reason.data or ""
            service.set_aside(g.scope, meeting, opinion_id, reason, now=clock.now())
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        db.session.rollback()
        blame(form, refusal)
        return _aside(queries.get_meeting(g.scope, meeting_id), opinion_id, form, refusal.status)
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
    speaker_id = g.scope.member_id if own else form.speaker_id.data
    try:
        if first_time():
            _keep(meeting, form, speaker_id)
    except DomainError as refusal:
        return _unsaid(meeting_id, form, refusal, own=own)
    piece, back_to = "meetings/_opinion_form.html", ".live" if own else ".room"
    context = scene(meeting, attends=own)
    page = url_for(back_to, meeting_id=meeting_id)
    answer = make_response(htmx.done(piece, back_to=page, notice="Đã ghi ý kiến.", **context))
    # What is live on the page asks for the news at once.
    answer.headers["HX-Trigger"] = "said"
    return answer


def _unsaid(
    meeting_id: int, form: OpinionForm, refusal: DomainError, *, own: bool
) -> ResponseReturnValue:
    """The page again with what was typed and why it was refused."""
    if refusal.status == 404:
        raise refusal
    db.session.rollback()
    blame(form, refusal)
    context = scene(queries.get_meeting(g.scope, meeting_id), form, attends=own)
    page, piece = "live" if own else "room", "meetings/_opinion_form.html"
    return htmx.refused(f"meetings/{page}.html", piece=piece, status=refusal.status, **context)


def _keep(meeting: Meeting, form: OpinionForm, speaker_id: int | None) -> None:
    service.record_opinion(
        g.scope,
        meeting,
        form.report_id.data,
        form.text.data or "",
        speaker_id=speaker_id,
        now=clock.now(),
    )


def _aside(
    meeting: Meeting, opinion_id: int, form: ReasonForm, status: int = 200
) -> ResponseReturnValue:
    opinion = record.get_opinion(g.scope, meeting, opinion_id)
    return render_template(
        "meetings/set_aside.html",
        form=form,
        opinion=opinion,
        words_of=record.in_words(g.scope, opinion),
        **frame(meeting),
    ), status
