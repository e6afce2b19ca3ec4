"""What the pages of meetings share."""

from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.meetings import queries
from webapp.meetings.models import Meeting
from webapp.web import htmx


def meeting_context(meeting: Meeting) -> dict[str, Any]:
    """What every page about one meeting shows: where it stands, and what may be done."""
    return {
        "meeting": meeting,
        "meeting_on": queries.day_of(meeting),
        "today": clock.today(),
        "steps": queries.steps_of(g.scope, meeting),
        "records": "recorder" in queries.standings_of(g.scope, meeting),
    }


def to_room(meeting: Meeting, notice: str | None = None) -> ResponseReturnValue:
    """Back to the room after an act in it."""
    return htmx.moved(url_for(".room", meeting_id=meeting.id), notice=notice)
