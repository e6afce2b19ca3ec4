"""The months of one organization as counting needs them: days, plan, and position in the tree."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
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

#: What everything is joined with; days in Hanoi, moments in UTC.
_COLUMNS: tuple[ColumnClause[Any], ...] = (
    column("month", Date),
    *(column(field.name, Date) for field in fields(Deadlines)),
    column("last_on", Date),
    column("as_of", Date),
    column("quarter_from", Date),
    column("year_from", Date),
    column("year", Integer),
    column("meeting_until", DateTime(timezone=True)),
    column("month_until", DateTime(timezone=True)),
    column("has_reports", Integer),
    column("is_thematic", Integer),
    column("units", Integer),
    column("has_members", Integer),
    column("path", String),
    column("parent_id", BigInteger),
)


@dataclass(frozen=True)
class TreePosition:
    """Where an organization stood in the tree in a month."""

    path: str
    parent_id: int | None


def tree_positions(
    scope: Scope, months: Iterable[date], today: date
) -> tuple[dict[date, TreePosition], frozenset[int]]:
    """Where the organization stands in each month, and every superior its figures stood under.

    A month gone by keeps the position in which it was first counted.
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
    rows = [
        _row(plan, positions[month], today, opened_on, closed_on)
        for month, plan in plans.month_plans(scope, positions).items()
    ]
    in_order = [tuple(row[column.key] for column in _COLUMNS) for row in rows]
    return values(*_COLUMNS, name="calendar").data(in_order)


def _row(
    plan: MonthPlan, position: TreePosition, today: date, opened_on: date, closed_on: date | None
) -> dict[str, Any]:
    """A month by the names of the columns."""
    month, days = plan.month, plan.deadlines
    last_on = clock.last_day_of(month)
    exists = opened_on <= last_on and (closed_on is None or closed_on >= month)
    kind = plan.kind if exists and plan.meeting_on >= opened_on else MonthKind.NONE
    return {
        **asdict(days),
        "month": month,
        "last_on": last_on,
        "as_of": min(last_on, today),
        "quarter_from": clock.months_of_quarter(month)[0],
        "year_from": date(month.year, 1, 1),
        "year": month.year,
        "meeting_until": _end_of(days.meeting_on),
        "month_until": _end_of(last_on),
        "has_reports": int(kind is MonthKind.REPORTS),
        "is_thematic": int(kind is MonthKind.THEMATIC),
        "units": int(exists),
        # Nought from the day on which it was closed: its members are counted where they are now.
        "has_members": int(exists and (closed_on is None or closed_on > min(last_on, today))),
        "path": position.path,
        "parent_id": position.parent_id,
    }


def _end_of(day: date) -> datetime:
    return clock.from_hanoi(day + timedelta(days=1))
