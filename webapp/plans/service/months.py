"""Decide what a month carries, and when its meeting is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_text import plain
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.plans import month_rules, queries, rules, year_queries, year_rules
from webapp.plans.models import PlanChange, PlanMonth
from webapp.plans.month_rules import Content
from webapp.plans.requests import service as turn_requests
from webapp.plans.rules import MonthKind, MonthPlan
from webapp.plans.service import foreseen
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def change_month(
    scope: Scope,
    month: date,
    kind: MonthKind,
    topic: str,
    *,
    own_turns: int | None = None,
    reason: str = "",
    based_on: int | None = None,
) -> None:
    """Decide what a month carries; a reason is needed once the year's plan is agreed to.

    `based_on` is the revision that was shown, none if none was. Raises StaleEdit when the month was
    changed since, and RuleBroken for a change that is refused, also of the kind of a month that is
    over. The same content changes nothing.
    """
    require(Permission.PLAN_MANAGE, scope)
    row, wanted = locked(scope, month), Content(kind, plain(topic).strip(), own_turns)
    plan = queries.plan_of(scope, row)
    if wanted == month_rules.content_of(plan):
        return
    if based_on is not None and based_on != row.revision:
        raise StaleEdit("plan.changed_meanwhile", kind=row.kind)
    if wanted.kind is not plan.kind and rules.is_over(month, clock.today()):
        # What was planned and did not happen stays planned.
        raise RuleBroken("plan.month_past", month=month.strftime("%m/%Y"))
    turns = len(queries.turns_of(scope, month))
    month_rules.refuse_month_change(plan, wanted, turns)
    _refuse_without_reason(scope, month, plain(reason).strip())
    _decide(scope, row, wanted, plain(reason).strip())


def set_topic(scope: Scope, month: date, topic: str, *, reason: str | None = None) -> bool:
    """Give the session of a month a topic, as a part of another act; returns whether it changed.

    `reason` is none if calling the meeting sets the topic; then none is needed. Raises RuleBroken
    when the topic is too long, the meeting is over, or a reason is missing.
    """
    row = locked(scope, month)
    plan = queries.plan_of(scope, row)
    wanted = Content(row.kind, plain(topic).strip(), row.own_turns)
    if wanted == month_rules.content_of(plan):
        return False
    month_rules.refuse_month_change(plan, wanted, 0)
    if reason is not None:
        _refuse_without_reason(scope, month, reason)
    _decide(scope, row, wanted, reason or "")
    return True


def set_meeting_day(scope: Scope, month: date, day: date | None) -> None:
    """Set the day of a month's meeting, or the usual one with none; its due days follow from it."""
    row = locked(scope, month)
    row.meeting_on = day
    if row.kind is MonthKind.NONE:
        _decide(scope, row, Content(MonthKind.REPORTS, row.topic or "", row.own_turns), "")
    db.session.flush()
    stale_months.mark(scope, month)


def keep_day(scope: Scope, month: date) -> None:
    """Keep the day that those who report in a month are told; the rule may change later."""
    row = locked(scope, month)
    row.expected_on = queries.plan_of(scope, row).meeting_on


def mark_held(scope: Scope, month: date) -> None:
    """Mark the meeting of a month as over; open requests about its turns lapse."""
    locked(scope, month).is_held = True
    db.session.flush()
    turn_requests.lapse_of_month(scope, month)


def widen(scope: Scope, row: PlanMonth, turns: int) -> None:
    """Let a locked month take more turns than it would, as a part of another act."""
    _decide(scope, row, Content(row.kind, row.topic or "", turns), "")


def store_months(scope: Scope, months: Sequence[date]) -> None:
    """Store what months carry, so that later changes of the settings leave it."""
    if not months:
        return
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


def locked(scope: Scope, month: date) -> PlanMonth:
    """The stored month, locked until the end of the transaction."""
    return locked_months(scope, [month])[0]


def locked_months(scope: Scope, months: Sequence[date]) -> list[PlanMonth]:
    """Several stored months, earliest first, locked until the end of the transaction."""
    store_months(scope, months)
    query = (
        select(PlanMonth)
        .where(tenancy.within(scope, PlanMonth), PlanMonth.month.in_(months))
        .order_by(PlanMonth.month)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def _refuse_without_reason(scope: Scope, month: date, reason: str) -> None:
    is_agreed = year_queries.is_agreed(scope, month.year, for_change=True)
    year_rules.refuse_reason(reason, is_agreed=is_agreed)


def _decide(scope: Scope, row: PlanMonth, wanted: Content, reason: str) -> None:
    """Change what a month carries; a change of an agreed plan is recorded and told."""
    before = queries.plan_of(scope, row)
    row.kind, row.topic, row.own_turns = wanted.kind, wanted.topic or None, wanted.own_turns
    row.revision += 1
    db.session.flush()
    shown = row.month.isoformat()
    audit.record(scope, AuditEvent.MONTH_PLANNED, row, month=shown, kind=wanted.kind)
    stale_months.mark(scope, row.month)
    if row.kind is not MonthKind.REPORTS:
        foreseen.drop(scope, row.month, now=clock.now())
    if year_queries.is_agreed(scope, row.month.year):
        _record_change(scope, row, before, reason)


def _record_change(scope: Scope, row: PlanMonth, before: MonthPlan, reason: str) -> None:
    """Record what an agreed plan was before, and tell the unit of another kind of month."""
    db.session.add(
        PlanChange(
            organization_id=scope.organization_id,
            month=row.month,
            at=clock.now(),
            changed_by=scope.member_id,
            kind_before=before.kind,
            kind_after=row.kind,
            topic_before=before.topic,
            topic_after=row.topic,
            turns_before=before.most_turns,
            turns_after=row.own_turns or scope.settings.turns_a_month,
            reason_id=texts.keep_if_any(scope, TextKind.REASON, reason),
        )
    )
    db.session.flush()
    if before.kind is not row.kind:
        _tell(scope, row, before)


def _tell(scope: Scope, row: PlanMonth, before: MonthPlan) -> None:
    """Tell every active member but the one who acts that a month carries something else."""
    now, month = clock.now(), f"{row.month:%Y-%m}"
    others = [
        member.id
        for member in accounts.members_on(scope, clock.day_of(now))
        if member.status in ACTIVE and member.id != scope.member_id
    ]
    notices.announce(
        scope,
        NoticeKind.PLAN_CHANGED,
        to=others,
        subject=f"month:{month}:{row.revision}",
        link=Address("plans.month", {"month": month}),
        now=now,
        topic=f"month:{month}",
        earlier={"carries": before.kind},
        month=row.month,
        carries=row.kind,
    )
