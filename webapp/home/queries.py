"""Gather what the first screen is computed from, in a handful of queries."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Executable, and_, not_, or_, select

from webapp.accounts.models import Membership
from webapp.accounts.rules import COUNTABLE
from webapp.accounts.scope import Scope
from webapp.commitments import statements
from webapp.core import clock, tenancy
from webapp.core.prepared import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.home.facts import (
    BranchFacts,
    MeetingFact,
    MonthFact,
    ReportFact,
    SessionFact,
)
from webapp.home.unit import near_meetings
from webapp.plans import queries as plans
from webapp.plans.month_rules import lacks_session
from webapp.plans.rules import MonthKind, MonthPlan
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState, agrees_until

_OVER = (ReportState.FILED, ReportState.POSTPONED, ReportState.WITHDRAWN)


def facts_of(scope: Scope, today: date) -> BranchFacts:
    """Everything the duties of this member follow from."""
    month = clock.month_of(today)
    near = [clock.previous_month(month), month, clock.next_month(month)]
    reports = _reports(scope, near)
    quarter = _quarter(month)
    found = near_meetings(scope, near, today)
    reported, unprepared = (row.month for row in reports), found.unit.unprepared
    months = plans.month_plans(scope, {*near, *quarter, *reported, *unprepared})
    registrations = statements.at_a_glance(scope, today)
    return BranchFacts(
        member_id=scope.member_id or 0,
        today=today,
        is_countable=scope.status in COUNTABLE,
        has_registered=registrations.registered,
        opened_on=scope.organization.opened_on,
        reports=[_report_fact(row, months[row.month]) for row in reports],
        meetings=_meeting_facts(found.meetings, reports, today),
        months=_month_facts(scope, [months[m] for m in near], reports, found.offered),
        own_weaknesses=found.own_weaknesses,
        remedies_reported=found.remedies_reported,
        commitments_submitted=registrations.waiting,
        items_to_assess=registrations.to_assess,
        thematic_missing_by=_thematic_missing([months[m] for m in quarter], today),
        unit=found.unit,
        to_prepare=[_session_fact(months[m]) for m in unprepared if _is_ahead(months[m])],
    )


def _reports(scope: Scope, near: Iterable[date]) -> list[Any]:
    return list(_near_reports.rows(scope, near=list(near), member_id=scope.member_id))


@prepared
def _near_reports(scope: TenantScope, *, near: list[date], member_id: int | None) -> Executable:
    return (
        select(
            SelfReport.id,
            SelfReport.member_id,
            Membership.full_name,
            SelfReport.month,
            SelfReport.state,
            SelfReport.released_at,
            SelfReport.filed_at,
        )
        .join(Membership, tenancy.refers_to(SelfReport.member_id, Membership))
        .where(
            tenancy.within(scope, SelfReport, Membership),
            or_(
                one_of(SelfReport.month, near),
                and_(SelfReport.member_id == member_id, not_(one_of(SelfReport.state, _OVER))),
                SelfReport.state == ReportState.FINALIZING,
            ),
        )
        .order_by(SelfReport.month, Membership.sort_key)
    )


def _report_fact(row: Any, plan: MonthPlan) -> ReportFact:
    waits = row.state is ReportState.FILED_FOR and row.filed_at is not None
    until = agrees_until(clock.in_hanoi(row.filed_at).date()) if waits else None
    who = (row.id, row.member_id, row.full_name)
    return ReportFact(*who, row.month, row.state, plan.deadlines, until)


def _meeting_facts(rows: list[Any], reports: list[Any], today: date) -> list[MeetingFact]:
    released = {report.month for report in reports if report.released_at}
    return [
        MeetingFact(
            row.id,
            row.month,
            row.state,
            clock.in_hanoi(row.starts_at).date(),
            row.month in released,
            today,
            clock.in_hanoi(row.starts_at),
            row.place,
        )
        for row in rows
    ]


def _is_ahead(plan: MonthPlan) -> bool:
    return plan.has_session and not plan.is_held


def _session_fact(plan: MonthPlan) -> SessionFact:
    return SessionFact(plan.month, plan.deadlines.draft_on)


def _month_facts(
    scope: Scope, near: list[MonthPlan], reports: list[Any], offered: list[date]
) -> list[MonthFact]:
    facts = []
    for before, plan in zip(near, near[1:], strict=False):
        turns = [r for r in reports if r.month == plan.month and r.state not in _OVER[1:]]
        waiting = offered.count(plan.month)
        named_at: date | None = before.meeting_on
        if before.kind is MonthKind.NONE:
            named_at = plan.meeting_on - timedelta(days=30)
        if named_at and named_at < scope.organization.opened_on:
            named_at = None
        facts.append(
            MonthFact(plan.month, plan.kind, plan.meeting_on, named_at, len(turns), waiting)
        )
    return facts


def _quarter(month: date) -> list[date]:
    first = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    second = clock.next_month(first)
    return [first, second, clock.next_month(second)]


def _thematic_missing(quarter: list[MonthPlan], today: date) -> date | None:
    """The last meeting day of a quarter without a thematic month, once its last month has come."""
    if not lacks_session(quarter):
        return None
    last = [plan for plan in quarter if plan.kind is not MonthKind.NONE][-1].meeting_on
    return last if today <= last and clock.month_of(today) == clock.month_of(last) else None
