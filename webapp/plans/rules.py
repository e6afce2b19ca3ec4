"""Kinds of months, turns and volunteering, and the days that follow from the meeting day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.core.clock import FIRST_YEAR, LAST_YEAR
from webapp.core.errors import RuleBroken
from webapp.core.working_days import is_last_before_tet, nearest_open
from webapp.organizations import meeting_days
from webapp.organizations.settings import NUMBERS, BranchSettings

_DAY = timedelta(days=1)
#: Where the settings put so many days between draft and committee, days off don't take them away.
_TO_READ = 2


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
    """Whether a turn still stands.

    A planned one was confirmed with the year's plan; it stands, and has a report, once the member
    is assigned.
    """

    PLANNED = "planned"
    STANDING = "standing"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    EXCHANGED = "exchanged"
    REPLACED = "replaced"


#: The member is still to report in the month of such a turn.
AHEAD = frozenset({TurnState.PLANNED, TurnState.STANDING})


class YearPlanState(StrEnum):
    """How far the plan of a year is; a confirmed one is changed only with a reason."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


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
    """Every due day of a month that follows from its meeting day, none of them on a day off.

    Those before the meeting move to the working day before, the last one to the next. Days that
    the settings keep apart never meet, so that each leaves time for the next.
    """

    def before(days: int, following: date, its_days: int) -> date:
        day = _open(meeting_on - days * _DAY, settings, -1)
        latest = _open(following - _DAY, settings, -1) if days > its_days else following
        return min(day, latest)

    release_on = before(settings.release_days, meeting_on, settings.release_days)
    supplement_on = before(settings.supplement_days, release_on, settings.release_days)
    committee_on = before(settings.committee_days, supplement_on, settings.supplement_days)
    draft_on = before(settings.draft_due_days, committee_on, settings.committee_days)
    return Deadlines(
        draft_on=_draft_day(draft_on, committee_on, settings),
        committee_on=committee_on,
        supplement_on=supplement_on,
        release_on=release_on,
        meeting_on=meeting_on,
        final_on=_open(meeting_on + settings.final_days * _DAY, settings, 1),
    )


def open_from(day: date, settings: BranchSettings) -> date:
    """A day on which something may be due, or the next one on which it may."""
    return _open(day, settings, 1)


def _open(day: date, settings: BranchSettings, way: int) -> date:
    return nearest_open(day, way, with_weekends=settings.meeting_off_weekends)


def _draft_day(day: date, committee_on: date, settings: BranchSettings) -> date:
    """Leaves the committee a day to read where the settings do, and avoids the eve of Tết."""
    apart = settings.draft_due_days - settings.committee_days
    latest = committee_on
    for _ in range(min(apart, _TO_READ)):
        latest = _open(latest - _DAY, settings, -1)
    day = min(day, latest)
    while is_last_before_tet(day):
        day = _open(day - _DAY, settings, -1)
    return day


def usual_meeting_day(
    month: date, settings: BranchSettings, holidays: Collection[date] = frozenset()
) -> date:
    """The day on which a month's meeting is held unless it is called for another one."""
    return meeting_days.meeting_day(month, settings, holidays)


def default_kind(month: date, settings: BranchSettings) -> MonthKind:
    """What a month carries by the settings, while nobody decided otherwise."""
    if not meeting_days.meets_in(month, settings):
        return MonthKind.NONE
    is_thematic = meeting_days.is_thematic(month, settings)
    return MonthKind.THEMATIC if is_thematic else MonthKind.REPORTS


@dataclass(frozen=True)
class MonthPlan:
    """One month as planned; its meeting day is the usual one until the meeting is called."""

    month: date
    kind: MonthKind
    topic: str | None
    meeting_on: date
    is_called: bool
    deadlines: Deadlines
    #: The meeting is over; what the month carried is history.
    is_held: bool = False
    #: How many turns it takes: its own number, or as many as the settings allow.
    most_turns: int = BranchSettings.turns_a_month
    #: The number of turns somebody chose for it, if any.
    own_turns: int | None = None
    #: Grows with every change of what it carries; 0 before the first one.
    revision: int = 0
    #: Whether it has a row, and so no longer follows the settings.
    is_stored: bool = False
    #: Whether its day stays when the rule of the meeting day changes: it is called, or somebody
    #: was named to report.
    is_kept: bool = False

    @property
    def has_session(self) -> bool:
        """Whether a thematic session is planned: by itself, or as a topic beside the reports."""
        return self.kind is MonthKind.THEMATIC or (
            self.kind is MonthKind.REPORTS and bool(self.topic)
        )


def months_of(year: int) -> list[date]:
    """The twelve months of a year, each as its first day."""
    return [date(year, month, 1) for month in range(1, 13)]


def months_ahead(today: date) -> list[date]:
    """This month and the twelve after it."""
    start = today.year * 12 + today.month - 1
    return [date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(13)]


def month_named(text: str) -> date | None:
    """The month written as “2026-12”, or none if that is no month."""
    year, dash, month = text.partition("-")
    well_formed = len(year) == 4 and len(month) == 2 and dash and (year + month).isdecimal()
    if not well_formed or not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(month) <= 12:
        return None
    return date(int(year), int(month), 1)


def is_over(month: date, today: date) -> bool:
    """Whether a month has ended by the calendar, which nobody's act can change."""
    return month < today.replace(day=1)


def stays_expected(state: TurnState, month: date, today: date) -> bool:
    """Whether the figures go on expecting a turn that ends: its member was named, or it is late.

    A turn that was only foreseen may still move while its month is to come.
    """
    return state is TurnState.STANDING or (state is TurnState.PLANNED and is_over(month, today))


def is_past(plan: MonthPlan, today: date) -> bool:
    """Whether nothing can be planned for a month any more.

    A month that is over stays open only while its meeting is still to come.
    """
    return plan.is_held or (is_over(plan.month, today) and plan.meeting_on < today)


def has_room(plan: MonthPlan, taken: int, ahead: int) -> bool:
    """Whether a month takes one more turn beside `taken` ones; `ahead` counts the foreseen too."""
    return taken < plan.most_turns and ahead < NUMBERS["turns_a_month"][1]


def refuse_closed_month(plan: MonthPlan, today: date) -> None:
    """Refuse turns and offers for a month without reports, or whose meeting is over.

    Raises RuleBroken.
    """
    shown = plan.month.strftime("%m/%Y")
    if is_past(plan, today):
        raise RuleBroken("plan.month_past", month=shown)
    if plan.kind is not MonthKind.REPORTS:
        raise RuleBroken("plan.month_without_reports", month=shown)


def refuse_turns(member_ids: Collection[int], standing: Collection[int], allowed: int) -> None:
    """Refuse a member's second turn in a month, and more turns than `allowed`.

    Raises RuleBroken.
    """
    if not member_ids:
        raise RuleBroken("turn.nobody_chosen", field="member_ids")
    if set(member_ids) & set(standing) or len(set(member_ids)) < len(member_ids):
        raise RuleBroken("turn.already_assigned", field="member_ids")
    if len(standing) + len(member_ids) > allowed:
        free = max(0, allowed - len(standing))
        raise RuleBroken("turn.too_many", field="member_ids", allowed=allowed, free=free)
