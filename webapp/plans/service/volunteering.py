"""Offer to report in a month, and answer offers."""

from datetime import date, datetime, timedelta

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import away, queries, rules
from webapp.plans.models import Volunteer
from webapp.plans.rules import TurnSource, VolunteerState


def volunteer(scope: Scope, month: date, *, now: datetime) -> None:
    """Offer to report in a month.

    Raises RuleBroken when the month is past or without reports, or the member has a turn in it or
    may not report.
    """
    require(Permission.TURN_VOLUNTEER, scope)
    plan = queries.month_plan(scope, month)
    rules.refuse_closed_month(plan, clock.in_hanoi(now).date())
    if scope.member_id in {turn.member_id for turn in queries.turns_of(scope, month)}:
        raise RuleBroken("volunteer.has_turn")
    if scope.member_id not in {m.id for m in accounts.may_report_on(scope, plan.meeting_on)}:
        raise RuleBroken("volunteer.may_not")
    last = clock.next_month(month) - timedelta(days=1)
    if away.are_away(scope, [scope.member_id or 0], month, last):
        raise RuleBroken("volunteer.away")
    offered = {"state": VolunteerState.OFFERED, "offered_at": now}
    db.session.execute(
        insert(Volunteer)
        .values(
            organization_id=scope.organization_id,
            member_id=scope.member_id,
            month=month,
            **offered,
        )
        .on_conflict_do_update(
            index_elements=["organization_id", "member_id", "month"], set_=offered
        )
    )
    _remember(scope, AuditEvent.VOLUNTEERED, scope.member_id, month, VolunteerState.OFFERED)


def take_back(scope: Scope, month: date) -> None:
    """Take back an offer that nobody has answered yet.

    Raises RuleBroken when there is none.
    """
    own = tenancy.own(scope, Volunteer).where(
        Volunteer.member_id == scope.member_id, Volunteer.month == month
    )
    _answer(scope, db.session.scalar(own.with_for_update()), VolunteerState.TAKEN_BACK)


def answer_offer(scope: Scope, volunteer_id: int, answer: VolunteerState) -> Volunteer:
    """Accept or decline a member's offer.

    Raises RuleBroken when it was answered or taken back before.
    """
    require(Permission.PLAN_MANAGE, scope)
    offer = queries.get_offer(scope, volunteer_id)
    db.session.refresh(offer, with_for_update=True)
    return _answer(scope, offer, answer)


def accept_if_offered(scope: Scope, member_id: int, month: date) -> TurnSource:
    """Take up a member's waiting offer for a month; tells how the turn comes about."""
    offer = db.session.scalar(
        tenancy.own(scope, Volunteer).where(
            Volunteer.member_id == member_id,
            Volunteer.month == month,
            Volunteer.state == VolunteerState.OFFERED,
        )
    )
    if offer is None:
        return TurnSource.ASSIGNED
    _answer(scope, offer, VolunteerState.ACCEPTED)
    return TurnSource.VOLUNTEERED


def _answer(scope: Scope, offer: Volunteer | None, answer: VolunteerState) -> Volunteer:
    if offer is None or offer.state is not VolunteerState.OFFERED:
        raise RuleBroken("volunteer.not_waiting")
    offer.state = answer
    db.session.flush()
    _remember(scope, AuditEvent.VOLUNTEER_ANSWERED, offer.member_id, offer.month, answer)
    return offer


def _remember(
    scope: Scope, event: AuditEvent, member_id: int | None, month: date, state: VolunteerState
) -> None:
    audit.record(scope, event, member_id=member_id, month=month.isoformat(), state=state)
