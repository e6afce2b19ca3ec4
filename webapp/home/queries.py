"""Gather what the first screen is computed from, in a handful of queries."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Executable, and_, not_, or_, select

from webapp.accounts.models import Membership
from webapp.accounts.rules import COUNTABLE
from webapp.accounts.scope import Scope
from webapp.commitments import statements
from webapp.core import clock, tenancy
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.duties.facts import (
    MeetingFact,
    MonthFact,
    ReportFact,
    TermFact,
    UnitFacts,
    WeaknessFact,
)
from webapp.duties.stages import AnyStage, Stage
from webapp.followups import statements as followups
from webapp.home.near_meetings import near_meetings
from webapp.plans import queries as plans
from webapp.plans.rules import MonthPlan
from webapp.reports.models import SelfReport
from webapp.reports.rules import CLOSED_EARLY, OVER, ReportState


def facts_of(scope: Scope, today: date, *, nominations: int = 0) -> UnitFacts:
    """Everything the duties of this member follow from.

    `nominations` is how many proposed chairs the unit may still answer.
    """
    month = clock.month_of(today)
    near = [clock.previous_month(month), month, clock.next_month(month)]
    reports = _near_reports.rows(scope, near=near, member_id=scope.member_id).all()
    quarter = clock.months_of_quarter(month)
    found = near_meetings(scope, near, today)
    reported = (row.month for row in reports)
    months = plans.month_plans(scope, {*near, *quarter, *reported, *found.unprepared})
    registrations = statements.at_a_glance(scope, today)
    threads = followups.at_a_glance(scope, today)
    return UnitFacts(
        today=today,
        opened_on=scope.organization.opened_on,
        member_id=scope.member_id,
        reports=[_report_fact(row, months[row.month]) for row in reports],
        meetings=_meeting_facts(scope, found.meetings, reports),
        months=_month_facts([months[m] for m in near], reports, found.offered),
        quarter=[months[m] for m in quarter],
        weaknesses=found.own_weaknesses,
        helped=[WeaknessFact(*thread) for thread in threads.helped],
        unprepared=[months[m] for m in found.unprepared],
        terms=[TermFact(found.term_ends_on)] if found.term_ends_on else [],
        lacks_registration=scope.status in COUNTABLE and not registrations.registered,
        waiting={
            Stage.CHAIR_PROPOSED: nominations,
            Stage.ITEMS_TO_ASSESS: registrations.to_assess,
            **_of_committee(registrations, threads),
            **found.waiting,
        },
        chairs_since=found.chairs_since,
    )


def _of_committee(
    registrations: statements.Registrations, threads: followups.Glance
) -> dict[AnyStage, int]:
    return {
        Stage.REGISTRATION_SUBMITTED: registrations.waiting,
        Stage.DAY_ASKED: threads.days_asked,
        Stage.FOLLOWED_LEFT: threads.followed_left,
    }


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
                and_(SelfReport.member_id == member_id, not_(one_of(SelfReport.state, OVER))),
                SelfReport.state == ReportState.FINALIZING,
            ),
        )
        .order_by(SelfReport.month, Membership.sort_key)
    )


def _report_fact(row: Any, plan: MonthPlan) -> ReportFact:
    waits = row.state is ReportState.FILED_FOR and row.filed_at is not None
    filed_for_on = clock.day_of(row.filed_at) if waits else None
    who = (row.id, row.member_id, row.full_name)
    return ReportFact(*who, row.month, row.state, plan.deadlines, filed_for_on)


def _meeting_facts(scope: Scope, rows: Iterable[Any], reports: Iterable[Any]) -> list[MeetingFact]:
    released, settings = {r.month for r in reports if r.released_at}, scope.organization.settings
    return [MeetingFact.of(row, settings, papers_out=row.month in released) for row in rows]


def _month_facts(
    near: list[MonthPlan], reports: Iterable[Any], offered: list[date]
) -> list[MonthFact]:
    named = Counter(report.month for report in reports if report.state not in CLOSED_EARLY)
    return [
        MonthFact(plan, before, named[plan.month], offered.count(plan.month))
        for before, plan in pairwise(near)
    ]
