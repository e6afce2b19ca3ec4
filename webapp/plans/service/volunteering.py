"""Offer to report in a month, for oneself or written down for a member, and answer offers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.plans import queries, rules, telling
from webapp.plans.absences import queries as absence_queries
from webapp.plans.models import Volunteer
from webapp.plans.rules import TurnSource, VolunteerState


def volunteer(scope: Scope, month: date, *, now: datetime) -> None:
    """Offer to report in a month.

    Raises RuleBroken when the month is past or without reports, or the member has a turn in it or
    may not report.
    """
    require(Permission.TURN_VOLUNTEER, scope)
    _offer(scope, scope.member_id or 0, month, now)


def enter_offer(scope: Scope, member_id: int, month: date, *, now: datetime) -> None:
    """Write down the offer of a member who has no telephone; the member is told.

    Raises RuleBroken when nobody is named, and as `volunteer` does.
    """
    require(Permission.PLAN_MANAGE, scope)
    if not member_id:
        raise RuleBroken("turn.nobody_chosen", field="member_id")
    _offer(scope, member_id, month, now)
    kind, by = NoticeKind.VOLUNTEER_ENTERED, scope.full_name
    telling.tell_of_offer(scope, kind, member_id, month, now=now, member=by)


def _offer(scope: Scope, member_id: int, month: date, now: datetime) -> None:
    plan = queries.month_plan(scope, month)
    rules.refuse_closed_month(plan, clock.day_of(now))
    if member_id in {turn.member_id for turn in queries.turns_of(scope, month)}:
        raise RuleBroken("volunteer.has_turn", field="member_id")
    if member_id not in {m.id for m in accounts.may_report_on(scope, plan.meeting_on)}:
        raise RuleBroken("volunteer.may_not", field="member_id")
    if absence_queries.are_away(scope, [member_id], month):
        raise RuleBroken("volunteer.away", field="member_id")
    entered_for = member_id != scope.member_id
    state = VolunteerState.OFFERED
    offered = {"state": state, "offered_at": now, "entered_for": entered_for}
    key = {"organization_id": scope.organization_id, "member_id": member_id, "month": month}
    db.session.execute(
        insert(Volunteer)
        .values(**key, **offered)
        .on_conflict_do_update(index_elements=list(key), set_=offered)
    )
    facts: dict[str, Any] = {"month": month.isoformat(), "state": state}
    if entered_for:
        facts["entered_for"] = True
    audit.record(scope, AuditEvent.VOLUNTEERED, member_id=member_id, **facts)


def take_back(scope: Scope, month: date) -> None:
    """Take back an offer that nobody has answered yet.

    Raises RuleBroken when there is none.
    """
    own = tenancy.rows_of(scope, Volunteer).where(
        Volunteer.member_id == scope.member_id, Volunteer.month == month
    )
    _answer(scope, db.session.scalar(own.with_for_update()), VolunteerState.TAKEN_BACK)


def answer_offer(scope: Scope, volunteer_id: int, answer: VolunteerState) -> Volunteer:
    """Accept or decline a member's offer; who is declined is told.

    Raises RuleBroken when it was answered or taken back before.
    """
    require(Permission.PLAN_MANAGE, scope)
    offer = queries.get_offer(scope, volunteer_id)
    db.session.refresh(offer, with_for_update=True)
    _answer(scope, offer, answer)
    if answer is VolunteerState.DECLINED:
        kind, now = NoticeKind.VOLUNTEER_DECLINED, clock.now()
        telling.tell_of_offer(scope, kind, offer.member_id, offer.month, now=now)
    return offer


def accept_if_offered(scope: Scope, member_id: int, month: date) -> TurnSource:
    """Accept a member's waiting offer for a month; returns how the turn comes about."""
    offer = db.session.scalar(
        tenancy.rows_of(scope, Volunteer).where(
            Volunteer.member_id == member_id,
            Volunteer.month == month,
            Volunteer.state == VolunteerState.OFFERED,
        )
    )
    if offer is None:
        return TurnSource.ASSIGNED
    _answer(scope, offer, VolunteerState.ACCEPTED)
    return TurnSource.VOLUNTEERED


def _answer(scope: Scope, offer: Volunteer | None, answer: VolunteerState) -> None:
    if offer is None or offer.state is not VolunteerState.OFFERED:
        raise RuleBroken("volunteer.not_waiting")
    offer.state = answer
    db.session.flush()
    facts: dict[str, Any] = {"month": offer.month.isoformat(), "state": answer}
    audit.record(scope, AuditEvent.VOLUNTEER_ANSWERED, member_id=offer.member_id, **facts)
