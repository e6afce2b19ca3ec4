"""The months of one unit as its counting needs them: their days, what they carry, their place."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    Date,
    DateTime,
    Integer,
    String,
    Values,
    column,
    func,
    select,
    values,
)

from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations import tree
from webapp.organizations.models import Organization
from webapp.plans import queries as plans
from webapp.plans.rules import Deadlines, MonthKind, MonthPlan
from webapp.rollups.models import MonthlyFact

_COLUMNS: tuple[ColumnClause[Any], ...] = (
    column("month", Date),
    *(column(field.name, Date) for field in fields(Deadlines)),
    column("last_on", Date),
    column("as_of", Date),
    column("quarter_from", Date),
    column("year_from", Date),
    column("year", Integer),
    column("draft_until", DateTime(timezone=True)),
    column("meeting_until", DateTime(timezone=True)),
    column("final_until", DateTime(timezone=True)),
    column("month_until", DateTime(timezone=True)),
    column("has_reports", Integer),
    column("is_thematic", Integer),
    column("units", Integer),
    column("has_members", Integer),
    column("path", String),
    column("parent_id", BigInteger),
)


@dataclass(frozen=True)
class CountedMonth:
    """One row of the calendar that everything is joined with; days in Hanoi, moments in UTC."""

    month: date
    due: Deadlines
    last_on: date
    as_of: date
    quarter_from: date
    year_from: date
    year: int
    draft_until: datetime
    meeting_until: datetime
    final_until: datetime
    month_until: datetime
    has_reports: int
    is_thematic: int
    units: int
    #: Nought from the day on which it was closed: its members are counted where they are now.
    has_members: int
    path: str
    parent_id: int | None


@dataclass(frozen=True)
class TreePosition:
    """Where an organization stood in the tree in a month."""

    path: str
    parent_id: int | None


def tree_positions(
    scope: Scope, months: Iterable[date], today: date
) -> tuple[dict[date, TreePosition], frozenset[int]]:
    """Where the organization stands in each month, and every superior its figures stood under.

    A month gone by keeps the place in which it was first counted.
    """
    wanted = list(months)
    query = (
        select(MonthlyFact.month, func.min(MonthlyFact.path), func.min(MonthlyFact.parent_id))
        .where(tenancy.within(scope, MonthlyFact), MonthlyFact.month.in_(wanted))
        .group_by(MonthlyFact.month)
    )
    stored = {
        month: TreePosition(path, parent_id) for month, path, parent_id in db.session.execute(query)
    }
    above = tree.ids_in(scope.organization.path)[:-1]
    here = TreePosition(scope.organization.path, above[-1] if above else None)
    running = clock.month_of(today)
    found = {m: stored.get(m, here) if m < running else here for m in wanted}
    superiors = {spot.parent_id for spot in (*stored.values(), *found.values())}
    return found, frozenset(parent_id for parent_id in superiors if parent_id is not None)


def bare_calendar(positions: dict[date, TreePosition]) -> Values:
    """The months of a superior, whose figures are sums and need no days."""
    rows = [(month, spot.path, spot.parent_id) for month, spot in positions.items()]
    return values(_COLUMNS[0], *_COLUMNS[-2:], name="calendar").data(rows)


def calendar(scope: Scope, positions: dict[date, TreePosition], today: date) -> Values:
    """The months as a table of values, for one statement that counts them all."""
    life = select(Organization.opened_on, Organization.closed_on).where(
        Organization.id == scope.organization_id
    )
    opened_on, closed_on = db.session.execute(life).one()
    planned = plans.month_plans(scope, positions)
    rows = [
        _row(plan, positions[month], today, opened_on, closed_on) for month, plan in planned.items()
    ]
    return values(*_COLUMNS, name="calendar").data([_flat(row) for row in rows])


def _row(
    plan: MonthPlan, position: TreePosition, today: date, opened_on: date, closed_on: date | None
) -> CountedMonth:
    month, days = plan.month, plan.deadlines
    after = clock.next_month(month)
    last_on = after - timedelta(days=1)
    exists = opened_on <= last_on and (closed_on is None or closed_on >= month)
    kind = plan.kind if exists and plan.meeting_on >= opened_on else MonthKind.NONE
    return CountedMonth(
        month=month,
        due=days,
        last_on=last_on,
        as_of=min(last_on, today),
        quarter_from=clock.months_of_quarter(month)[0],
        year_from=date(month.year, 1, 1),
        year=month.year,
        draft_until=_end_of(days.draft_on),
        meeting_until=_end_of(days.meeting_on),
        final_until=_end_of(days.final_on),
        month_until=_end_of(last_on),
        has_reports=int(kind is MonthKind.REPORTS),
        is_thematic=int(kind is MonthKind.THEMATIC),
        units=int(exists),
        has_members=int(exists and (closed_on is None or closed_on > min(last_on, today))),
        path=position.path,
        parent_id=position.parent_id,
    )


def _flat(row: CountedMonth) -> tuple[Any, ...]:
    """A row in the order of the columns, its due days among them."""
    month, due, *rest = astuple(row)
    return (month, *due, *rest)


def _end_of(day: date) -> datetime:
    return clock.from_hanoi(day + timedelta(days=1))
