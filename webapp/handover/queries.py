"""Everything that is open in a unit, in a constant number of statements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from webapp.accounts.models import Invitation, Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import ACTIVE, InvitationKind
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.commitments.statements import has_amendment
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.duties import statements
from webapp.followups import gone
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.handover.rules import Counts, OpenMatters
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingState
from webapp.organizations import queries as organizations
from webapp.organizations.settings import CHOSEN
from webapp.plans import queries as plans
from webapp.plans.models import TurnRequest, Volunteer
from webapp.plans.requests.rules import OPEN
from webapp.plans.rules import MonthKind, VolunteerState, months_ahead
from webapp.reports.models import SelfReport
from webapp.reports.rules import OVER, ReportState
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState


def open_matters(scope: Scope, *, now: datetime) -> OpenMatters:
    """What is open in the unit now."""
    today = clock.day_of(now)
    chosen = organizations.get_by_id(scope.organization_id).settings
    return OpenMatters(
        counts=_counts(scope, today, now),
        reports=_reports(scope),
        months_without_turns=_months_without_turns(scope, today),
        settings=sum(name in chosen for name in CHOSEN),
    )


def called_meetings(scope: Scope) -> list[Meeting]:
    """The meetings that are called or going on, the nearest first."""
    query = tenancy.rows_of(scope, Meeting).where(Meeting.state != MeetingState.CLOSED)
    return list(db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)))


def _counts(scope: Scope, today: date, now: datetime) -> Counts:
    is_open = Weakness.state == WeaknessState.OPEN
    is_overdue = statements.weakness_is_overdue(Weakness.state, Weakness.due_on, today)
    without_account = Membership.account_id.is_(None), status_of(today).in_(ACTIVE)
    usable = Invitation.used_at.is_(None), Invitation.expires_at > now
    undone = (DepartureState.WAITING, DepartureState.REFUSED)
    is_submitted = Commitment.state == CommitmentState.SUBMITTED
    is_offered, month = Volunteer.state == VolunteerState.OFFERED, clock.month_of(today)
    row = db.session.execute(
        select(
            _count(scope, Weakness, is_open),
            _count(scope, Weakness, is_open, is_overdue, ~gone.member_left(scope, today)),
            _count(scope, Weakness, Weakness.state == WeaknessState.REMEDY_REPORTED),
            _count(scope, Commitment, or_(is_submitted, has_amendment(scope))),
            _count(scope, TurnRequest, TurnRequest.state.in_(OPEN)),
            _count(scope, Volunteer, is_offered, Volunteer.month >= month),
            _count(scope, Membership, *without_account),
            _count(scope, Invitation, Invitation.kind == InvitationKind.JOIN, *usable),
            _count(scope, Arrival, Arrival.state == ArrivalState.WAITING),
            _count(scope, Departure, Departure.state.in_(undone)),
        )
    ).one()
    return Counts(*tuple(row))


def _count(scope: Scope, model: Any, *conditions: Any) -> Any:
    query = select(func.count()).select_from(model)
    return query.where(tenancy.within(scope, model), *conditions).scalar_subquery()


def _reports(scope: Scope) -> dict[ReportState, int]:
    query = (
        select(SelfReport.state, func.count())
        .where(tenancy.within(scope, SelfReport), SelfReport.state.not_in(OVER))
        .group_by(SelfReport.state)
    )
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found[state] for state in ReportState if state in found}


def _months_without_turns(scope: Scope, today: date) -> list[date]:
    """Months of reports, this one and the twelve after it, without any turn or foreseen turn."""
    return [
        planned.plan.month
        for planned in plans.planned(scope, months_ahead(today))
        if planned.plan.kind is MonthKind.REPORTS
        and not planned.plan.is_held
        and planned.plan.meeting_on >= today
        and not (planned.turns or planned.foreseen)
    ]
