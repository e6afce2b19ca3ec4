"""The timeline of one weakness, from its thread, the reports, the meetings and the reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups import queries as followups
from webapp.followups.models import Weakness
from webapp.followups.queries import ThreadRow
from webapp.meetings.models import Meeting
from webapp.notices import queries as notices
from webapp.notices.rules import NoticeKind
from webapp.reports import answers_to_weakness
from webapp.reports.models import SelfReport
from webapp.timelines.rules import Station, StationKind, in_order


@dataclass(frozen=True)
class Timeline:
    """The timeline of one weakness, from pointed out to confirmed as put right."""

    thread: ThreadRow
    stations: Sequence[Station]
    #: The month of each meeting in whose conclusion a step was taken.
    months: dict[int, date]
    #: The reports from which words are shown.
    reports_read: Sequence[SelfReport]


def of_weakness(scope: Scope, weakness: Weakness, today: date) -> Timeline:
    """Everything that happened, oldest first; answers only from reports this actor may read."""
    thread, history = followups.thread(scope, weakness, today)
    answers = answers_to_weakness.answers_to(
        scope, weakness.member_id, weakness.id, weakness.pointed_out_on
    )
    reminders = notices.told_about(scope, NoticeKind.REMEDY_DUE, f"weakness:{weakness.id}")
    meetings = select(Meeting.id, Meeting.month).where(
        tenancy.within(scope, Meeting), Meeting.id.in_({s.meeting_id for s in history} - {None})
    )
    return Timeline(
        thread=thread,
        stations=in_order(
            (Station(step.at, StationKind.STEP, step) for step in history),
            (Station(answer.at, StationKind.ANSWER, answer) for answer in answers),
            (Station(told.at, StationKind.REMINDER, told) for told in reminders),
        ),
        months={row.id: row.month for row in db.session.execute(meetings)},
        reports_read=[answer.report for answer in answers if answer.text is not None],
    )
