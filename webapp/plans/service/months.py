"""Decide what a month carries, and when its meeting is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, recount, tenancy
from webapp.core.db import db
from webapp.plans import queries, rules
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind
from webapp.plans.service import foreseen


def change_month(scope: Scope, month: date, kind: MonthKind, topic: str) -> None:
    """Decide what a month carries.

    Raises RuleBroken once its meeting is held, or while turns stand in a month without reports.
    """
    require(Permission.PLAN_MANAGE, scope)
    row, topic = locked(scope, month), topic.strip()
    turns = len(queries.turns_of(scope, month))
    rules.refuse_month_change(queries.plan_of(scope, row), kind, topic, turns)
    row.kind, row.topic = kind, topic or None
    db.session.flush()
    audit.record(scope, AuditEvent.MONTH_PLANNED, row, month=month.isoformat(), kind=kind)
    recount.mark(scope, month)
    if kind is not MonthKind.REPORTS:
        foreseen.drop(scope, month, now=clock.now())


def set_meeting_day(scope: Scope, month: date, day: date | None) -> None:
    """Let a month's due days follow from the day its meeting is called for; none for the usual."""
    row = locked(scope, month)
    if row.kind is MonthKind.NONE:
        row.kind = MonthKind.REPORTS
    row.meeting_on = day
    db.session.flush()
    recount.mark(scope, month)


def mark_held(scope: Scope, month: date) -> None:
    """The meeting of a month is over: nothing is planned for it any more."""
    locked(scope, month).is_held = True
    db.session.flush()


def locked(scope: Scope, month: date) -> PlanMonth:
    """The stored month, held until the end of the transaction: two chairs plan one by one."""
    return hold(scope, [month])[0]


def hold(scope: Scope, months: Sequence[date]) -> list[PlanMonth]:
    """Several stored months, earliest first, each held as `locked` holds one."""
    if not months:
        return []
    rows = [
        {
            "organization_id": scope.organization_id,
            "month": month,
            "kind": rules.default_kind(month, scope.settings),
        }
        for month in sorted(set(months))
    ]
    db.session.execute(
        insert(PlanMonth)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["organization_id", "month"])
    )
    query = (
        select(PlanMonth)
        .where(tenancy.within(scope, PlanMonth), PlanMonth.month.in_(months))
        .order_by(PlanMonth.month)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))
