"""A unit with a few things under way, and what follows from them."""

from datetime import date

from webapp.core import clock
from webapp.duties.facts import MeetingFact, MonthFact, ReportFact, UnitFacts
from webapp.duties.matters import matters
from webapp.home.rules import Viewer, duties
from webapp.meetings.rules import MeetingState
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import MonthKind, MonthPlan, deadlines
from webapp.reminders.rules import People, reminders

ME, OTHER = 1, 2
TODAY = date(2026, 11, 16)
MONTH = date(2026, 11, 1)
MEETING_ON = date(2026, 11, 27)
DAYS = deadlines(MEETING_ON, BranchSettings())


def report(state, member_id=ME, days=DAYS, **changes):
    """A report of November."""
    return ReportFact(7, member_id, "Phạm Thị Mai", MONTH, state, days, **changes)


def facts(**values):
    """A unit of the 16th of November, as `ME` is asked."""
    return UnitFacts(**({"member_id": ME, "today": TODAY} | values))


def seen(found, *, leads=False, reviews=False, viewer=ME):
    """The first screen of somebody."""
    return duties(matters(found), Viewer(viewer, leads, reviews), found.today)


def kinds(found, **roles):
    """The kinds of rows on somebody's first screen."""
    return [duty.kind for duty in seen(found, **roles)]


def told(found, **people):
    """Every reminder of a unit."""
    return reminders(matters(found), People(**people))


def plan(month, meeting_on, kind=MonthKind.REPORTS, *, topic=None, is_held=False):
    """A month as planned."""
    return MonthPlan(
        month=month,
        kind=kind,
        topic=topic,
        meeting_on=meeting_on,
        is_called=False,
        deadlines=deadlines(meeting_on, BranchSettings()),
        is_held=is_held,
    )


NOVEMBER = plan(MONTH, MEETING_ON)


def december(kind=MonthKind.REPORTS, turns=0, volunteers=0, *, before=NOVEMBER, is_held=False):
    """The month after, in which nobody is named unless it is said."""
    month = plan(date(2026, 12, 1), date(2026, 12, 27), kind, is_held=is_held)
    return MonthFact(month, before, turns, ["Hoàng Thanh Bình"] * volunteers)


def meeting(state, on=MEETING_ON, *, papers_out=False):
    """The meeting of November."""
    at = clock.in_hanoi(clock.from_hanoi(on, 15))
    release_on = deadlines(on, BranchSettings()).release_on
    return MeetingFact(3, MONTH, state, at, "Hội trường", papers_out, release_on)


CALLED = MeetingState.CALLED
