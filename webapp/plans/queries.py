"""The months of a plan with their days, turns and offers; who may be given a turn."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Executable, Row, select

from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy, working_days
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.organizations import meeting_days
from webapp.plans import rules
from webapp.plans.models import PlanMonth, Turn, Volunteer
from webapp.plans.rules import (
    Deadlines,
    MonthKind,
    MonthPlan,
    TurnSource,
    TurnState,
    VolunteerState,
)


@dataclass(frozen=True)
class TurnRow:
    """One standing turn as lists show it."""

    id: int
    member_id: int
    member_name: str
    month: date
    source: TurnSource
    state: TurnState

    @property
    def stands(self) -> bool:
        """Whether the member still is to report in this month."""
        return self.state is TurnState.STANDING


@dataclass(frozen=True)
class Offer:
    """A member's offer to report in a month."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: VolunteerState
    #: Chair or deputy wrote it down for the member.
    entered_for: bool


@dataclass(frozen=True)
class PlannedMonth:
    """One month of the year with everything its row shows."""

    plan: MonthPlan
    turns: list[TurnRow]
    #: Turns that the plan of the year foresees; nobody is assigned yet.
    foreseen: list[TurnRow]
    #: Turns of the month that no longer stand.
    dropped: list[TurnRow]
    offers: list[Offer]

    @property
    def ahead(self) -> list[TurnRow]:
        """Every turn that counts for the month, assigned or foreseen."""
        return [*self.turns, *self.foreseen]

    def offer_of(self, member_id: int | None) -> Offer | None:
        """A member's own offer for the month."""
        return next((offer for offer in self.offers if offer.member_id == member_id), None)

    @property
    def waiting(self) -> list[Offer]:
        """The offers nobody has answered yet."""
        return [offer for offer in self.offers if offer.state is VolunteerState.OFFERED]

    def has_turn(self, member_id: int | None) -> bool:
        """Whether a member reports in the month."""
        return any(turn.member_id == member_id for turn in self.turns)


def month_plan(scope: Scope, month: date) -> MonthPlan:
    """What a month carries and when its meeting is."""
    return month_plans(scope, [month])[month]


def month_plans(scope: Scope, months: Iterable[date]) -> dict[date, MonthPlan]:
    """What several months carry, in one query."""
    wanted = list(months)
    rows = {row.month: row for row in _months.rows(scope, months=wanted)}
    return {month: plan_of_month(scope, month, rows.get(month)) for month in wanted}


def coming_meetings(scope: Scope, today: date) -> list[MonthPlan]:
    """The months ahead whose meeting is still to be held, by its day, in one query."""
    months = [clock.previous_month(clock.month_of(today)), *rules.months_ahead(today)]
    coming = [
        plan
        for plan in month_plans(scope, months).values()
        if plan.kind is not MonthKind.NONE and plan.meeting_on >= today and not plan.is_held
    ]
    return sorted(coming, key=lambda plan: plan.meeting_on)


@prepared
def _months(scope: TenantScope, *, months: list[date]) -> Executable:
    return select(*PlanMonth.__table__.c).where(
        tenancy.within(scope, PlanMonth), one_of(PlanMonth.month, months)
    )


def deadlines_of(scope: Scope, months: Iterable[date]) -> dict[date, Deadlines]:
    """The due days of several months, in one query."""
    return {month: plan.deadlines for month, plan in month_plans(scope, months).items()}


def plan_of(scope: Scope, row: PlanMonth) -> MonthPlan:
    """What a stored month carries and when its meeting is."""
    return plan_of_month(scope, row.month, row)


def plan_of_month(scope: Scope, month: date, row: PlanMonth | Row[Any] | None) -> MonthPlan:
    """What a month carries by its row, or by the settings if it has none."""
    settings = scope.settings
    kept_on = (row.meeting_on or row.expected_on) if row else None
    meeting_on = kept_on or usual_day(scope, month)
    own_turns = row.own_turns if row else None
    return MonthPlan(
        month=month,
        kind=row.kind if row else rules.default_kind(month, settings),
        topic=row.topic if row else None,
        meeting_on=meeting_on,
        is_called=bool(row and row.meeting_on),
        deadlines=rules.deadlines(meeting_on, settings),
        is_held=bool(row and row.is_held),
        most_turns=own_turns or settings.turns_a_month,
        own_turns=own_turns,
        revision=row.revision if row else 0,
        is_stored=row is not None,
        is_kept=kept_on is not None,
    )


def usual_day(scope: Scope, month: date) -> date:
    """The day of a month's meeting by the settings, moved off holidays."""
    near = working_days.holidays_around(meeting_days.nominal_day(month, scope.settings))
    return rules.usual_meeting_day(month, scope.settings, near)


def turns_of(scope: Scope, month: date) -> list[TurnRow]:
    """The standing turns of a month, in the order of Vietnamese lists."""
    return [turn for turn in _turns_in(scope, [month])[month] if turn.stands]


def _turns_in(scope: Scope, months: Iterable[date]) -> dict[date, list[TurnRow]]:
    """All turns of several months, also those that were dropped, in one query."""
    query = (
        select(Turn.id, Turn.member_id, Membership.full_name, Turn.month, Turn.source, Turn.state)
        .join(Membership, tenancy.refers_to(Turn.member_id, Membership))
        .where(tenancy.within(scope, Turn, Membership), Turn.month.in_(list(months)))
        .order_by(Membership.sort_key, Turn.id)
    )
    found: defaultdict[date, list[TurnRow]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.month].append(TurnRow(*row))
    return found


def offers_in(scope: Scope, months: Iterable[date]) -> dict[date, list[Offer]]:
    """The offers for several months that were not taken back, earliest first, in one query."""
    found: defaultdict[date, list[Offer]] = defaultdict(list)
    for row in _offers.rows(scope, months=list(months)):
        found[row.month].append(Offer(*row))
    return found


@prepared
def _offers(scope: TenantScope, *, months: list[date]) -> Executable:
    return (
        select(
            Volunteer.id,
            Volunteer.member_id,
            Membership.full_name,
            Volunteer.month,
            Volunteer.state,
            Volunteer.entered_for,
        )
        .join(Membership, tenancy.refers_to(Volunteer.member_id, Membership))
        .where(
            tenancy.within(scope, Volunteer, Membership),
            one_of(Volunteer.month, months),
            Volunteer.state != VolunteerState.TAKEN_BACK,
        )
        .order_by(Volunteer.offered_at, Volunteer.id)
    )


def planned(scope: Scope, months: Iterable[date]) -> list[PlannedMonth]:
    """Months with their turns and offers, in the given order, in three queries."""
    wanted = list(months)
    plans = month_plans(scope, wanted)
    turns, offers = _turns_in(scope, wanted), offers_in(scope, wanted)
    return [
        PlannedMonth(
            plans[month],
            [turn for turn in turns[month] if turn.stands],
            [turn for turn in turns[month] if turn.state is TurnState.PLANNED],
            [turn for turn in turns[month] if turn.state not in rules.AHEAD],
            offers[month],
        )
        for month in wanted
    ]


def get_offer(scope: Scope, volunteer_id: int) -> Volunteer:
    """One offer of this organization.

    Raises NotVisible when there is none.
    """
    query = tenancy.rows_of(scope, Volunteer).where(Volunteer.id == volunteer_id)
    found: Volunteer | None = db.session.scalar(query)
    return seen(found)
