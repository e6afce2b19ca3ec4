"""Plan months, give and take turns, offer to report."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, recount, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import queries, rules
from webapp.plans.models import PlanMonth, Turn, Volunteer
from webapp.plans.rules import MonthKind, TurnSource, TurnState, VolunteerState


def change_month(scope: Scope, month: date, kind: MonthKind, topic: str) -> None:
    """Decide what a month carries.

    Raises RuleBroken once its meeting is held, or while turns stand in a month without reports.
    """
    require(Permission.PLAN_MANAGE, scope)
    row, topic = _locked(scope, month), topic.strip()
    turns = len(queries.turns_of(scope, month))
    rules.refuse_month_change(queries.plan_of(scope, row), kind, topic, turns)
    row.kind, row.topic = kind, topic or None
    db.session.flush()
    audit.record(scope, AuditEvent.MONTH_PLANNED, row, month=month.isoformat(), kind=kind)
    recount.mark(scope, month)


def set_meeting_day(scope: Scope, month: date, day: date | None) -> None:
    """Let a month's due days follow from the day its meeting is called for; none for the usual."""
    row = _locked(scope, month)
    if row.kind is MonthKind.NONE:
        row.kind = MonthKind.REPORTS
    row.meeting_on = day
    db.session.flush()
    recount.mark(scope, month)


def mark_held(scope: Scope, month: date) -> None:
    """The meeting of a month is over: nothing is planned for it any more."""
    _locked(scope, month).is_held = True
    db.session.flush()


def assign(scope: Scope, member_id: int, month: date, source: TurnSource, *, now: datetime) -> Turn:
    """Give one member the turn to report in a month.

    Raises RuleBroken when the month is past, full or without reports, when the member has this
    turn already, or may not report on the meeting day.
    """
    _refuse(scope, month, [member_id], now)
    return _give(scope, member_id, month, source, now)


def assign_all(
    scope: Scope, month: date, member_ids: Sequence[int], *, now: datetime
) -> list[Turn]:
    """Give several members the turn to report in a month, all or none; offers are taken up.

    Raises RuleBroken as `assign` does.
    """
    _refuse(scope, month, member_ids, now)
    return [
        _give(scope, member_id, month, _accept_if_offered(scope, member_id, month), now)
        for member_id in member_ids
    ]


def _refuse(scope: Scope, month: date, member_ids: Sequence[int], now: datetime) -> None:
    require(Permission.PLAN_MANAGE, scope)
    plan = queries.plan_of(scope, _locked(scope, month))
    rules.refuse_closed_month(plan, clock.in_hanoi(now).date())
    standing = [turn.member_id for turn in queries.turns_of(scope, month)]
    rules.refuse_turns(member_ids, standing, scope.settings.turns_a_month)
    may = {member.id for member in accounts.may_report_on(scope, plan.meeting_on)}
    if not may.issuperset(member_ids):
        raise RuleBroken("turn.member_may_not", field="member_ids")


def _give(scope: Scope, member_id: int, month: date, source: TurnSource, now: datetime) -> Turn:
    turn = Turn(
        organization_id=scope.organization_id,
        member_id=member_id,
        month=month,
        source=source,
        state=TurnState.STANDING,
        assigned_by=scope.member_id,
        assigned_at=now,
    )
    db.session.add(turn)
    db.session.flush()
    shown = month.isoformat()
    audit.record(scope, AuditEvent.TURN_ASSIGNED, turn, member_id=member_id, month=shown)
    recount.mark(scope, month)
    return turn


def drop_turn(scope: Scope, turn_id: int, state: TurnState) -> None:
    """Let a turn stand no longer: postponed or withdrawn."""
    turn = db.session.scalar(tenancy.own(scope, Turn).where(Turn.id == turn_id))
    if turn is None:
        raise NotVisible("page.not_found")
    turn.state = state
    db.session.flush()
    recount.mark(scope, turn.month)


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


def _accept_if_offered(scope: Scope, member_id: int, month: date) -> TurnSource:
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


def _locked(scope: Scope, month: date) -> PlanMonth:
    """The stored month, held until the end of the transaction: two chairs plan one by one."""
    db.session.execute(
        insert(PlanMonth)
        .values(
            organization_id=scope.organization_id,
            month=month,
            kind=rules.default_kind(month, scope.settings),
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "month"])
    )
    query = (
        select(PlanMonth)
        .where(tenancy.within(scope, PlanMonth), PlanMonth.month == month)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one()
