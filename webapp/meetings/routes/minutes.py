"""The extract of the minutes as a paper."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.audit import queries as trail
from webapp.core import clock
from webapp.meetings import queries, record, roll
from webapp.meetings.routes.blueprint import bp
from webapp.meetings.routes.page_context import meeting_context
from webapp.meetings.rules import MeetingState, Presence


@bp.get("/<int:meeting_id>/trich-bien-ban")
def minutes(meeting_id: int) -> ResponseReturnValue:
    """Who was there, who said what to which report, and what the chair concluded."""
    meeting = queries.get_meeting(g.scope, meeting_id)
    if meeting.state is MeetingState.CALLED:
        return redirect(url_for(".show", meeting_id=meeting_id), 303)
    marks = queries.roll_of(g.scope, meeting)
    heard = [r for r in queries.reports_of(g.scope, meeting) if r.presented_at]
    return render_template(
        "meetings/minutes.html",
        marks=marks,
        turnout=roll.turnout(marks),
        taken=roll.taken(marks),
        statuses=roll.by_status(marks),
        excused=roll.absent(marks, Presence.EXCUSED),
        unexcused=roll.absent(marks, Presence.UNEXCUSED),
        reports=heard,
        record=record.of_meeting(g.scope, meeting, heard),
        head=trail.head(g.scope),
        printed_at=clock.now(),
        **meeting_context(meeting),
    )
