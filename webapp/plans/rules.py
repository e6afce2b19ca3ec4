"""Kinds of months, turns and volunteering, and the days that follow from the meeting day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.organizations.settings import BranchSettings


class MonthKind(StrEnum):
    """What a month's meeting carries."""

    REPORTS = "reports"
    THEMATIC = "thematic"
    NONE = "none"


class TurnSource(StrEnum):
    """How a turn came about."""

    ASSIGNED = "assigned"
    VOLUNTEERED = "volunteered"


class TurnState(StrEnum):
    """Whether a turn still stands."""

    STANDING = "standing"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class VolunteerState(StrEnum):
    """What became of an offer to report."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Deadlines:
    """The days of one month that follow from its meeting day."""

    draft_on: date
    committee_on: date
    supplement_on: date
    release_on: date
    meeting_on: date
    final_on: date


def deadlines(meeting_on: date, settings: BranchSettings) -> Deadlines:
    """Every due day of a month; if the meeting moves, all of them move."""

    def before(days: int) -> date:
        return meeting_on - timedelta(days=days)

    return Deadlines(
        draft_on=before(settings.draft_due_days),
        committee_on=before(settings.committee_days),
        supplement_on=before(settings.supplement_days),
        release_on=before(settings.release_days),
        meeting_on=meeting_on,
        final_on=meeting_on + timedelta(days=settings.final_days),
    )


def usual_meeting_day(month: date, settings: BranchSettings) -> date:
    """The day on which a month's meeting is held unless it is called for another one."""
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return month.replace(day=min(settings.meeting_day, last.day))
