"""Reports of a member, a month or the review tray; one report for an actor; its frozen texts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, Select, extract, inspect, select
from sqlalchemy.orm import joinedload

from webapp.accounts.members.readers import Reader, readers_of
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows, permitted
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.plans import queries as plans
from webapp.plans.rules import Deadlines, MonthPlan
from webapp.reports import given_days
from webapp.reports.given_days import GivenDay
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Written
from webapp.reports.presentation_day import last_day
from webapp.reports.rules import FrozenAs, ReportState
from webapp.reports.version_texts import written_of


@dataclass(frozen=True)
class ReportRow:
    """One report as lists and tasks look at it, without its words."""

    id: int
    member_id: int
    member_name: str
    month: date
    state: ReportState
    turn_id: int
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    reviewed_at: datetime | None
    released_at: datetime | None
    presented_at: datetime | None
    concluded_at: datetime | None
    filed_at: datetime | None
    meeting_on: date | None
    draft_on: date
    committee_on: date
    supplement_on: date
    final_on: date

    @property
    def last_day(self) -> date:
        """Members who join after this day don't see it."""
        return last_day(self.month, self.presented_at, self.state, self.meeting_on)


def _rows(scope: TenantScope) -> Any:
    return (
        select(
            SelfReport.id,
            SelfReport.member_id,
            Membership.full_name,
            SelfReport.month,
            SelfReport.state,
            SelfReport.turn_id,
            SelfReport.first_submitted_at,
            SelfReport.submitted_at,
            SelfReport.reviewed_at,
            SelfReport.released_at,
            SelfReport.presented_at,
            SelfReport.concluded_at,
            SelfReport.filed_at,
            SelfReport.meeting_on,
            *(getattr(SelfReport, day) for day in GivenDay),
        )
        .join(Membership, tenancy.refers_to(SelfReport.member_id, Membership))
        .where(tenancy.within(scope, SelfReport, Membership))
    )


def of_months(scope: Scope, months: Iterable[date]) -> list[ReportRow]:
    """The reports of several months, month by month, in the order of Vietnamese lists.

    Without those that were presented before the asking member came.
    """
    rows = [ReportRow(*row) for row in _of_months.rows(scope, months=list(months))]
    return [row for row in rows if _is_visible(scope, row)]


def _is_visible(scope: Scope, row: ReportRow) -> bool:
    return scope.sees(row.last_day) or row.member_id == scope.member_id


def every_of_month(scope: Scope, month: date) -> list[ReportRow]:
    """Every report of a month, also those presented before the asking member came.

    For acts on the whole month; who may read the words of each is asked for each.
    """
    return [ReportRow(*row) for row in _of_months.rows(scope, months=[month])]


@prepared
def _of_months(scope: TenantScope, *, months: list[date]) -> Executable:
    of_months = _rows(scope).where(one_of(SelfReport.month, months))
    found: Executable = of_months.order_by(SelfReport.month, Membership.sort_key, SelfReport.id)
    return found


def of_month(scope: Scope, month: date) -> list[ReportRow]:
    """The reports of a month, in the order of Vietnamese lists."""
    return of_months(scope, [month])


def mine(scope: Scope, year: int) -> list[ReportRow]:
    """The asking member's reports of a year, the latest first."""
    query = (
        _rows(scope)
        .where(SelfReport.member_id == scope.member_id)
        .where(SelfReport.month.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(SelfReport.month.desc(), SelfReport.id.desc())
    )
    return [ReportRow(*row) for row in db.session.execute(query)]


def my_years(scope: Scope) -> list[int]:
    """The years in which the asking member has reports, the latest first."""
    year = extract("year", SelfReport.month)
    query = (
        select(year)
        .where(tenancy.within(scope, SelfReport), SelfReport.member_id == scope.member_id)
        .group_by(year)
        .order_by(year.desc())
    )
    return [int(found) for found in db.session.scalars(query)]


def waiting_for_review(scope: Scope) -> list[ReportRow]:
    """The drafts the asking member of the committee may still say something to, oldest first."""
    query = (
        _rows(scope)
        .where(SelfReport.state == ReportState.SUBMITTED, SelfReport.member_id != scope.member_id)
        .order_by(SelfReport.month, SelfReport.submitted_at, SelfReport.id)
    )
    rows = [ReportRow(*row) for row in db.session.execute(query)]
    return [row for row in rows if _is_visible(scope, row)]


def get_report(
    scope: Scope, report_id: int, permission: Permission, *, with_month: bool = False
) -> SelfReport:
    """The report with its author, if this actor may do this with it.

    With its month, `plan_of` needs no query. Raises NotVisible otherwise: absent, foreign and
    forbidden look the same.
    """
    statement = _with_month if with_month else _with_author
    found: SelfReport | None = db.session.scalar(*statement(scope, report_id=report_id))
    return permitted(permission, scope, found)


@prepared
def _with_author(scope: TenantScope, *, report_id: int) -> Executable:
    return _one(scope, report_id)


@prepared
def _with_month(scope: TenantScope, *, report_id: int) -> Executable:
    return _one(scope, report_id).options(joinedload(SelfReport.plan_month))


def _one(scope: TenantScope, report_id: int) -> Select[Any]:
    is_it = SelfReport.id == report_id
    return tenancy.rows_of(scope, SelfReport).where(is_it).options(joinedload(SelfReport.member))


def plan_of(scope: Scope, report: SelfReport) -> MonthPlan:
    """What the month of a report carries, as it was read with the report, or else read now."""
    if "plan_month" in inspect(report).unloaded:
        return plans.month_plan(scope, report.month)
    return plans.plan_of_month(scope, report.month, report.plan_month)


def deadlines_of(scope: Scope, rows: Collection[ReportRow]) -> dict[int, Deadlines]:
    """The days of several reports by their identifiers, in one query."""
    months = plans.deadlines_of(scope, {row.month for row in rows})
    return {row.id: given_days.of_report(row, months[row.month]) for row in rows}


def of_turn(scope: Scope, turn_id: int, *, lock: bool = False) -> SelfReport | None:
    """The report of a turn, if it was begun; with `lock` until the transaction ends."""
    query = tenancy.rows_of(scope, SelfReport).where(SelfReport.turn_id == turn_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    found: SelfReport | None = db.session.scalar(query)
    return found


def latest_version(scope: Scope, report_id: int) -> ReportVersion | None:
    """The newest version, frozen or not; who may read it is for the caller to ask."""
    query = (
        tenancy.rows_of(scope, ReportVersion)
        .where(ReportVersion.report_id == report_id)
        .order_by(ReportVersion.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    found: ReportVersion | None = db.session.scalar(query)
    return found


def frozen(scope: Scope, report_id: int, *frozen_as: FrozenAs) -> Written | None:
    """What the latest version frozen as one of these, or as anything, said; none before that."""
    query = (
        select(ReportVersion.text_id)
        .where(
            tenancy.within(scope, ReportVersion),
            ReportVersion.report_id == report_id,
            ReportVersion.frozen_as.in_(list(frozen_as or FrozenAs)),
        )
        .order_by(ReportVersion.number.desc())
        .limit(1)
    )
    return written_of(scope, db.session.scalar(query))


def readers(scope: Scope, report: SelfReport) -> list[Reader]:
    """Who opened a report besides its author (ai đã xem), the latest first; told to the author."""
    if not allows(Permission.REPORT_READERS_SEE, scope, report):
        return []
    return readers_of(scope, report)
