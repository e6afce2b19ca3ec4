"""The months of a plan with their days, turns and offers; who may be given a turn."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.rules import MAY_REPORT, MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.plans import rules
from webapp.plans.models import PlanMonth, Turn, Volunteer
from webapp.plans.rules import (
    Candidate,
    Deadlines,
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


@dataclass(frozen=True)
class Offer:
    """A member's offer to report in a month."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: VolunteerState


@dataclass(frozen=True)
class PlannedMonth:
    """One month of the year with everything its row shows."""

    plan: MonthPlan
    turns: list[TurnRow]
    offers: list[Offer]


@dataclass(frozen=True)
class Choice:
    """One member on the page where turns are assigned."""

    member_id: int
    full_name: str
    status: MemberStatus
    may_report: bool
    candidate: Candidate


def month_plan(scope: Scope, month: date) -> MonthPlan:
    """What a month carries and when its meeting is."""
    return month_plans(scope, [month])[month]


def month_plans(scope: Scope, months: Iterable[date]) -> dict[date, MonthPlan]:
    """What several months carry, in one query."""
    wanted = list(months)
    query = tenancy.own(scope, PlanMonth).where(PlanMonth.month.in_(wanted))
    rows = {row.month: row for row in db.session.scalars(query)}
    return {month: _plan(scope, month, rows.get(month)) for month in wanted}


def deadlines_of(scope: Scope, months: Iterable[date]) -> dict[date, Deadlines]:
    """The due days of several months, in one query."""
    return {month: plan.deadlines for month, plan in month_plans(scope, months).items()}


def plan_of(scope: Scope, row: PlanMonth) -> MonthPlan:
    """What a stored month carries and when its meeting is."""
    return _plan(scope, row.month, row)


def _plan(scope: Scope, month: date, row: PlanMonth | None) -> MonthPlan:
    usual = rules.usual_meeting_day(month, scope.settings)
    meeting_on = row.meeting_on if row and row.meeting_on else usual
    return MonthPlan(
        month=month,
        kind=row.kind if row else rules.default_kind(month, scope.settings),
        topic=row.topic if row else None,
        meeting_on=meeting_on,
        is_called=bool(row and row.meeting_on),
        deadlines=rules.deadlines(meeting_on, scope.settings),
        is_held=bool(row and row.is_held),
    )


def turns_of(scope: Scope, month: date) -> list[TurnRow]:
    """The standing turns of a month, in the order of Vietnamese lists."""
    return turns_in(scope, [month])[month]


def turns_in(scope: Scope, months: Iterable[date]) -> dict[date, list[TurnRow]]:
    """The standing turns of several months, in one query."""
    query = (
        select(Turn.id, Turn.member_id, Membership.full_name, Turn.month, Turn.source, Turn.state)
        .join(Membership, _of_member(Turn))
        .where(
            tenancy.within(scope, Turn, Membership),
            Turn.month.in_(list(months)),
            Turn.state == TurnState.STANDING,
        )
        .order_by(Membership.sort_key, Turn.id)
    )
    found: defaultdict[date, list[TurnRow]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.month].append(TurnRow(*row))
    return found


def offers_in(scope: Scope, months: Iterable[date]) -> dict[date, list[Offer]]:
    """The offers for several months that were not taken back, earliest first, in one query."""
    query = (
        select(
            Volunteer.id,
            Volunteer.member_id,
            Membership.full_name,
            Volunteer.month,
            Volunteer.state,
        )
        .join(Membership, _of_member(Volunteer))
        .where(
            tenancy.within(scope, Volunteer, Membership),
            Volunteer.month.in_(list(months)),
            Volunteer.state != VolunteerState.TAKEN_BACK,
        )
        .order_by(Volunteer.offered_at, Volunteer.id)
    )
    found: defaultdict[date, list[Offer]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.month].append(Offer(*row))
    return found


def planned(scope: Scope, months: Iterable[date]) -> list[PlannedMonth]:
    """Months with their turns and offers, in the given order, in three queries."""
    wanted = list(months)
    plans = month_plans(scope, wanted)
    turns, offers = turns_in(scope, wanted), offers_in(scope, wanted)
    return [PlannedMonth(plans[month], turns[month], offers[month]) for month in wanted]


def choices(scope: Scope, plan: MonthPlan) -> list[Choice]:
    """Every member on the meeting day of a month, with what a proposal looks at."""
    volunteers = {
        offer.member_id
        for offer in offers_in(scope, [plan.month])[plan.month]
        if offer.state is VolunteerState.OFFERED
    }
    looked_at = _candidates(scope, plan.month, volunteers)
    return [
        Choice(
            member.id,
            member.full_name,
            member.status,
            member.status in MAY_REPORT,
            looked_at[member.id],
        )
        for member in accounts.members_on(scope, plan.meeting_on)
    ]


def _candidates(scope: Scope, month: date, volunteers: set[int]) -> dict[int, Candidate]:
    """Turns in the year and the last turn before a month, for every member, in one query."""
    in_year = Turn.month.between(date(month.year, 1, 1), date(month.year, 12, 31))
    query = (
        select(
            Membership.id,
            Membership.joined_on,
            func.count(Turn.id).filter(in_year),
            func.max(Turn.month).filter(Turn.month < month),
        )
        .outerjoin(Turn, and_(_of_member(Turn), Turn.state == TurnState.STANDING))
        .where(tenancy.within(scope, Membership))
        .group_by(Membership.organization_id, Membership.id)
    )
    return {
        member_id: Candidate(member_id, member_id in volunteers, turns, last_month, joined_on)
        for member_id, joined_on, turns, last_month in db.session.execute(query)
    }


def get_offer(scope: Scope, volunteer_id: int) -> Volunteer:
    """One offer of this organization.

    Raises NotVisible when there is none.
    """
    query = tenancy.own(scope, Volunteer).where(Volunteer.id == volunteer_id)
    found: Volunteer | None = db.session.scalar(query)
    if found is None:
        raise NotVisible("page.not_found")
    return found


def _of_member(model: type[Turn] | type[Volunteer]) -> ColumnElement[bool]:
    return and_(
        Membership.organization_id == model.organization_id, Membership.id == model.member_id
    )
