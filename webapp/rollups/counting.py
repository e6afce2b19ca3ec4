"""Count a unit's months from what is stored of it: one select per source, joined by month."""

from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    String,
    Values,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    true,
    values,
)
from sqlalchemy.dialects.postgresql import distinct_on

from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import COUNTABLE, MAY_REPORT
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.core import clock, tenancy
from webapp.core.tenancy import TenantScope
from webapp.duties import statements
from webapp.duties.stages import Stage
from webapp.plans.models import Turn
from webapp.plans.rules import TurnState
from webapp.reports.given_days import GivenDay
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups import expected_turns, meeting_figures, weakness_figures
from webapp.rollups.measures import Measure

M = Measure

_SENT = (
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.ACCEPTED,
    ReportState.PRESENTED,
    ReportState.FINALIZING,
    ReportState.FILED_FOR,
    ReportState.FILED,
)


def facts(scope: TenantScope, days: Values, today: date) -> Select[Any]:
    """Month, measure and value of every figure of the months of a calendar."""
    sources = [
        members(scope, days),
        turns(scope, days, today),
        weakness_figures.source(scope, days),
        *meeting_figures.sources(scope, days),
    ]
    found = [source.subquery(f"source_{number}") for number, source in enumerate(sources)]
    counted: dict[str, ColumnElement[Any]] = {
        c.key: func.coalesce(c, 0) for source in found for c in source.c if c.key != "month"
    }
    counted |= {M.UNITS.value: days.c.units, M.THEMATIC_PLANNED.value: days.c.is_thematic}
    counted[M.THEMATIC_MISSED] = _missed(days, counted, today)
    counted[M.UNITS_LATE] = _is_late(days, counted, today)
    figure = (
        values(column("measure", String), column("value", BigInteger), name="figure")
        .data([(literal(measure.value), counted[measure]) for measure in M])
        .lateral()
    )
    joined: Any = days
    for source in found:
        joined = joined.outerjoin(source, source.c.month == days.c.month)
    return select(
        days.c.month, figure.c.measure, figure.c.value, days.c.path, days.c.parent_id
    ).select_from(joined.join(figure, true()))


def _is_late(days: Values, counted: dict[str, Any], today: date) -> ColumnElement[int]:
    nobody = and_(days.c.has_reports == 1, counted["named"] == 0)
    unnamed = nobody & statements.day_has_passed(Stage.MONTH_REPORTS, days.c, today)
    missing = (counted[one] > 0 for one in (M.OVERDUE, M.TURNS_UNASSIGNED, M.THEMATIC_MISSED))
    late = or_(unnamed, *missing)
    return case((and_(days.c.units == 1, late), 1), else_=0)


def _missed(days: Values, counted: dict[str, Any], today: date) -> ColumnElement[int]:
    passed = statements.day_has_passed(Stage.SESSION_PLANNED, days.c, today)
    return case((passed & (days.c.is_thematic == 1) & (counted[M.THEMATIC_HELD] == 0), 1), else_=0)


def counts(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group meet a condition."""
    return func.count().filter(condition)


def turns(scope: TenantScope, days: Values, today: date) -> Select[Any]:
    """The expected set of each month and how far its reports are; `named` counts who was named."""
    report = SelfReport
    stands = Turn.state == TurnState.STANDING
    reports = and_(report.turn_id == Turn.id, tenancy.within(scope, report))
    groups = expected_turns.groups(scope, days, today)
    return (
        select(
            days.c.month,
            counts(Turn.state != TurnState.PLANNED).label("named"),
            counts(or_(stands, *groups.values())).label(M.TURNS_EXPECTED),
            *(counts(condition).label(measure) for measure, condition in groups.items()),
            # What was done in time stays so, however the turn ended.
            counts(and_(or_(stands, *groups.values()), _in_time())).label(M.DRAFTS_ON_TIME),
            *(
                counts(and_(stands, condition)).label(measure)
                for measure, condition in _stages(days, today).items()
            ),
        )
        .select_from(days)
        .join(Turn, Turn.month == days.c.month)
        .outerjoin(report, reports)
        .where(tenancy.within(scope, Turn))
        .group_by(days.c.month)
    )


def _stages(days: Values, today: date) -> dict[Measure, ColumnElement[bool]]:
    """By measure, which standing turns it counts."""
    report = SelfReport
    sent, is_filed = report.state.in_(_SENT), report.state == ReportState.FILED
    late = statements.report_is_overdue(report.state, _given(days), today)
    return {
        M.SUBMITTED: sent,
        M.IN_ORDER: and_(sent, ~late),
        M.REVIEWED_BEFORE_MEETING: report.reviewed_at < days.c.meeting_until,
        M.PRESENTED: report.presented_at.is_not(None),
        M.CONCLUDED: report.concluded_at.is_not(None),
        # Filed for a member it counts once they agreed, on the day of filing.
        M.FILED_ON_TIME: and_(is_filed, _day_of(report.filed_at) <= report.final_judged_on),
        M.FILED_LATE: and_(is_filed, _day_of(report.filed_at) > report.final_judged_on),
        M.OVERDUE: late,
    }


def _in_time() -> ColumnElement[bool]:
    return _day_of(SelfReport.first_submitted_at) <= SelfReport.draft_judged_on


def _given(days: Values) -> dict[str, ColumnElement[date]]:
    """The days of a report; where a turn has none yet, those of its month."""
    given = {day.value: func.coalesce(getattr(SelfReport, day), days.c[day]) for day in GivenDay}
    return {**days.c, **given}


def _day_of(moment: Any) -> ColumnElement[date]:
    """The day a moment falls on in Hanoi."""
    return cast(func.timezone(clock.HANOI.key, moment), Date)


def members(scope: TenantScope, days: Values) -> Select[Any]:
    """Who counts at the end of each month, who of them reported or registered in the year."""
    status = MembershipStatus
    standing = (
        select(days, status.member_id, status.status)
        .ext(distinct_on(days.c.month, status.member_id))
        .select_from(days)
        .join(
            status,
            and_(
                status.from_on <= days.c.last_on,
                or_(status.until_on.is_(None), status.until_on >= days.c.last_on),
            ),
        )
        .where(tenancy.within(scope, status), days.c.has_members == 1)
        .order_by(days.c.month, status.member_id, status.from_on.desc(), status.id.desc())
        .subquery("standing")
    )
    countable, expected = standing.c.status.in_(COUNTABLE), standing.c.status.in_(MAY_REPORT)
    return select(
        standing.c.month,
        counts(countable).label(M.MEMBERS),
        counts(and_(countable, _reported(scope, standing))).label(M.MEMBERS_REACHED),
        counts(expected).label(M.COMMITMENTS_EXPECTED),
        counts(and_(expected, _registered(scope, standing))).label(M.COMMITMENTS_REGISTERED),
    ).group_by(standing.c.month)


def _reported(scope: TenantScope, standing: Any) -> ColumnElement[bool]:
    return (
        select(SelfReport.id)
        .where(
            tenancy.within(scope, SelfReport),
            SelfReport.member_id == standing.c.member_id,
            SelfReport.month.between(standing.c.year_from, standing.c.month),
            SelfReport.presented_at.is_not(None),
        )
        .correlate(standing)
        .exists()
    )


def _registered(scope: TenantScope, standing: Any) -> ColumnElement[bool]:
    return (
        select(Commitment.id)
        .where(
            tenancy.within(scope, Commitment),
            Commitment.member_id == standing.c.member_id,
            Commitment.year == standing.c.year,
            Commitment.state != CommitmentState.DRAFT,
            Commitment.submitted_at < standing.c.month_until,
        )
        .correlate(standing)
        .exists()
    )
