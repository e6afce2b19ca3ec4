"""Gather what the first screen is computed from, in a handful of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Executable, func, not_, or_, select

from webapp.accounts.models import Membership
from webapp.accounts.rules import COUNTABLE
from webapp.accounts.scope import Scope
from webapp.commitments.statements import Registrations, at_a_glance
from webapp.core import clock, tenancy
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.duties.facts import (
    Contact,
    MeetingFact,
    MonthFact,
    ReportFact,
    UnitFacts,
    WeaknessFact,
)
from webapp.duties.stages import AnyStage, Stage
from webapp.followups import statements as followups
from webapp.home.near_meetings import near_meetings
from webapp.home.waiting_matters import waiting
from webapp.plans import queries as plans
from webapp.plans.rules import MonthKind, MonthPlan, default_kind, months_ahead
from webapp.reports import given_days
from webapp.reports.given_days import GivenDay
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import CLOSED_EARLY, OVER, FrozenAs, ReportState, may_enter_for


def facts_of(scope: Scope, today: date, *, nominations: int = 0) -> UnitFacts:
    """Everything the duties of this member follow from.

    `nominations` is how many proposed chairs the unit may still answer.
    """
    month = clock.month_of(today)
    near = [clock.previous_month(month), month, clock.next_month(month)]
    reports = _near_reports.rows(scope, near=near).all()
    found = near_meetings(scope, near, today)
    waits = waiting(scope, today)
    later = _meets_after(scope, near[-1])
    named = (*(row.month for row in reports), *found.unprepared, *waits.offered)
    months = plans.month_plans(scope, {*near, later, *clock.months_of_quarter(month), *named})
    threads, registrations = followups.at_a_glance(scope, today), at_a_glance(scope, today)
    return UnitFacts(
        today=today,
        opened_on=scope.organization.opened_on,
        member_id=scope.member_id,
        reports=[_report_fact(row, months[row.month]) for row in reports],
        meetings=_meeting_facts(scope, found.meetings, reports),
        months=_month_facts([months[m] for m in near], reports, waits.offered),
        quarter=[months[m] for m in clock.months_of_quarter(month)],
        later=months[later],
        offered=[(months[m], names) for m, names in waits.offered.items() if m > near[-1]],
        passed=found.passed,
        weaknesses=[*found.own_weaknesses, *found.overdue],
        helped=[WeaknessFact(*thread) for thread in threads.helped],
        unprepared=[months[m] for m in found.unprepared],
        terms=waits.terms,
        lacks_registration=scope.status in COUNTABLE and not registrations.registered,
        waiting={Stage.CHAIR_PROPOSED: nominations, **waits.counts, **_of_threads(threads)}
        | _of_registrations(registrations, found.unregistered),
        reminded=waits.reminded,
        chairs_since=waits.chairs_since,
    )


def _of_registrations(found: Registrations, missing: int) -> dict[AnyStage, int]:
    return {
        Stage.REGISTRATIONS_MISSING: missing,
        Stage.REGISTRATION_SUBMITTED: found.waiting,
        Stage.ITEMS_TO_ASSESS: found.to_assess,
    }


def _of_threads(found: followups.Glance) -> dict[AnyStage, int]:
    return {Stage.DAY_ASKED: found.days_asked, Stage.FOLLOWED_LEFT: found.followed_left}


def _meets_after(scope: Scope, month: date) -> date:
    """The first month after one in which the unit meets by its settings."""
    ahead = months_ahead(clock.next_month(month))
    kinds = ((one, default_kind(one, scope.settings)) for one in ahead)
    return next((one for one, kind in kinds if kind is not MonthKind.NONE), ahead[0])


@prepared
def _near_reports(scope: TenantScope, *, near: list[date]) -> Executable:
    return (
        select(
            SelfReport.id,
            SelfReport.member_id,
            Membership.full_name,
            SelfReport.month,
            SelfReport.state,
            SelfReport.released_at,
            SelfReport.filed_at,
            *(getattr(SelfReport, day) for day in GivenDay),
            Membership.phone,
            Membership.account_id,
            _latest(scope).label("latest"),
        )
        .join(Membership, tenancy.refers_to(SelfReport.member_id, Membership))
        .where(
            tenancy.within(scope, SelfReport, Membership),
            or_(
                one_of(SelfReport.month, near),
                # However old: who has to act on it still has to.
                not_(one_of(SelfReport.state, OVER)),
            ),
        )
        .order_by(SelfReport.month, Membership.sort_key)
    )


def _latest(scope: TenantScope) -> Any:
    """Of the latest version of the surrounding report, what `may_enter_for` looks at."""
    mark = func.json_build_array(ReportVersion.entered_for, ReportVersion.frozen_at.is_not(None))
    query = (
        select(mark)
        .where(
            tenancy.within(scope, ReportVersion),
            tenancy.refers_to(ReportVersion.report_id, SelfReport),
        )
        .order_by(ReportVersion.number.desc())
        .limit(1)
    )
    return query.correlate(SelfReport).scalar_subquery()


@dataclass(frozen=True)
class _Latest:
    entered_for: bool
    is_frozen: bool
    frozen_as: FrozenAs | None = None


def _report_fact(row: Any, plan: MonthPlan) -> ReportFact:
    waits = row.state is ReportState.FILED_FOR and row.filed_at is not None
    filed_for_on = clock.day_of(row.filed_at) if waits else None
    who = (row.id, row.member_id, row.full_name)
    latest = _Latest(*row.latest) if row.latest else None
    contact = Contact(row.phone or "", row.account_id is not None, may_enter_for(row.state, latest))
    days = given_days.of_report(row, plan.deadlines)
    return ReportFact(*who, row.month, row.state, days, plan.is_held, filed_for_on, contact)


def _meeting_facts(scope: Scope, rows: Iterable[Any], reports: Iterable[Any]) -> list[MeetingFact]:
    released, settings = {r.month for r in reports if r.released_at}, scope.organization.settings
    return [MeetingFact.of(row, settings, papers_out=row.month in released) for row in rows]


def _month_facts(
    near: list[MonthPlan], reports: Iterable[Any], offered: Mapping[date, list[str]]
) -> list[MonthFact]:
    named = Counter(report.month for report in reports if report.state not in CLOSED_EARLY)
    return [
        MonthFact(plan, before, named[plan.month], offered.get(plan.month, ()))
        for before, plan in pairwise(near)
    ]
