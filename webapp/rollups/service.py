"""Count months again: units from what they stored, superiors from the figures of their units.

Whatever changed is marked as a stale month in the transaction that changed it. Counting clears
the mark and marks the superior in one transaction, so that a worker killed at any moment leaves
either the old mark or the next one. Running anything twice changes nothing.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    cast,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    values,
)
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.queries import task_scope
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.stale_months import StaleMonth
from webapp.organizations.models import Organization
from webapp.rollups import counted_months, counting, statements
from webapp.rollups.counted_months import TreePosition
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact

log = logging.getLogger(__name__)

#: The night counts this many months before the running one again.
MONTHS_BACK = 2
#: How far a change in the past is carried on into the figures that look back over a year.
MONTHS_CARRIED = 24


@dataclass(frozen=True)
class Changed:
    """The months in which something differed from what was stored, and whose sums that touches."""

    months: frozenset[date]
    superiors: frozenset[int]


def recount(scope: Scope, wanted: Collection[date], *, now: datetime) -> Changed:
    """Count months of one organization and store what differs."""
    today = clock.day_of(now)
    # Two counts of the same organization follow each other; the later one sees the earlier.
    db.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended("figures", scope.organization_id)))
    )
    positions, superiors = counted_months.tree_positions(scope, wanted, today)
    if scope.organization.meets:
        source = counting.facts(scope, counted_months.calendar(scope, positions, today), today)
    else:
        source = _sums(scope, positions)
    changed = _write(scope, source, now) if positions else frozenset()
    return Changed(changed, superiors)


def _sums(scope: Scope, positions: dict[date, TreePosition]) -> Any:
    """What the organizations that stood right below this one counted in each month."""
    days = counted_months.bare_calendar(positions)
    measures = values(column("measure", String), name="measures").data(
        [(m.value,) for m in Measure]
    )
    below = (
        select(MonthlyFact.month, MonthlyFact.measure, func.sum(MonthlyFact.value).label("value"))
        .where(
            MonthlyFact.parent_id == scope.organization_id,
            MonthlyFact.month.in_(list(positions)),
            MonthlyFact.measure.in_(list(Measure)),
            statements.is_something(),
        )
        .group_by(MonthlyFact.month, MonthlyFact.measure)
        .subquery()
    )
    return (
        select(
            days.c.month,
            measures.c.measure,
            func.coalesce(below.c.value, 0).cast(BigInteger),
            days.c.path,
            # A root has none, and a lone NULL has no type of its own.
            cast(days.c.parent_id, BigInteger),
        )
        .select_from(days.join(measures, true()))
        .outerjoin(below, (below.c.month == days.c.month) & (below.c.measure == measures.c.measure))
    )


def _write(scope: Scope, source: Any, now: datetime) -> frozenset[date]:
    """Store figures that differ from what is stored; returns the months that did."""
    rows = source.subquery()
    adding = insert(MonthlyFact).from_select(
        ["organization_id", "computed_at", "month", "measure", "value", "path", "parent_id"],
        select(literal(scope.organization_id, BigInteger), literal(now), *rows.c),
    )
    new, stored = adding.excluded, MonthlyFact
    changed = or_(stored.value != new.value, stored.path != new.path)
    written = db.session.execute(
        adding.on_conflict_do_update(
            index_elements=["organization_id", "month", "measure"],
            set_={name: new[name] for name in ("value", "path", "parent_id", "computed_at")},
            where=changed,
        ).returning(MonthlyFact.month)
    )
    return frozenset(written.scalars())


def months_to_count(marked: Collection[date], today: date) -> list[date]:
    """The marked months and all from the earliest of them to the running one.

    Figures of a month look back: members reached in the year, thematic sessions of the quarter.
    """
    found, month = set(marked), clock.month_of(today)
    for _ in range(MONTHS_CARRIED):
        if month < min(marked):
            break
        found.add(month)
        month = clock.previous_month(month)
    return sorted(found)


def recent_months(day: date) -> list[date]:
    """The months that a night counts again."""
    found = [clock.month_of(day)]
    for _ in range(MONTHS_BACK):
        found.append(clock.previous_month(found[-1]))
    return sorted(found)


def refresh_stale(*, now: datetime) -> int:
    """Count again whatever is marked as changed, then everything above it; returns how many.

    Each organization is committed by itself. One that fails is left marked and does not keep
    the others waiting.
    """
    done, failed = 0, set[int]()
    while waiting := [i for i in _stale_organizations() if i not in failed]:
        for organization_id in waiting:
            try:
                _refresh_marked(organization_id, now)
                done += 1
            except Exception:
                log.exception("figures not counted", extra={"of": organization_id})
                failed.add(organization_id)
    return done


def _stale_organizations() -> list[int]:
    """Those with marked months, the deepest in the tree first; tells nothing else of tenants."""
    stale = func.app.stale_organizations().table_valued("organization_id", "months")
    query = (
        select(Organization.id)
        .join(stale, stale.c.organization_id == Organization.id)
        .order_by(*_deepest_first())
    )
    with tenancy.tenant(None):
        return list(db.session.scalars(query))


def _deepest_first() -> tuple[Any, ...]:
    slashes = func.length(Organization.path) - func.length(func.replace(Organization.path, "/", ""))
    return slashes.desc(), Organization.id


def _refresh_marked(organization_id: int, now: datetime) -> None:
    with tenancy.tenant(organization_id):
        scope = task_scope(organization_id)
        if scope is None:
            return
        marks = db.session.execute(
            select(StaleMonth.month, StaleMonth.since).where(tenancy.within(scope, StaleMonth))
        ).all()
        if not marks:
            return
        marked = [mark.month for mark in marks]
        if scope.organization.meets:
            marked = months_to_count(marked, clock.day_of(now))
        changed = recount(scope, marked, now=now)
        for mark in marks:
            # Marked again in the meantime: then it stays marked.
            same = (StaleMonth.month == mark.month) & (StaleMonth.since == mark.since)
            db.session.execute(delete(StaleMonth).where(tenancy.within(scope, StaleMonth), same))
        _mark(changed, now)
        db.session.commit()


def _mark(changed: Changed, now: datetime) -> None:
    """Have superiors counted next; the transaction goes over to each of them for its mark."""
    for superior_id in sorted(changed.superiors if changed.months else ()):
        tenancy.enter(superior_id)
        rows = [{"organization_id": superior_id, "month": m, "since": now} for m in changed.months]
        db.session.execute(
            insert(StaleMonth)
            .values(rows)
            .on_conflict_do_update(index_elements=["organization_id", "month"], set_={"since": now})
        )


def refresh_organizations(
    organization_ids: Collection[int], months_wanted: Collection[date], *, now: datetime
) -> None:
    """Count months of these organizations, each in its own transaction, units before superiors.

    Superiors whose sums change are marked; `refresh_stale` counts them.
    """
    query = select(Organization.id).where(Organization.id.in_(organization_ids))
    with tenancy.tenant(None):
        ordered = list(db.session.scalars(query.order_by(*_deepest_first())))
    for organization_id in ordered:
        with tenancy.tenant(organization_id):
            scope = task_scope(organization_id)
            if scope is not None:
                _mark(recount(scope, months_wanted, now=now), now)
                db.session.commit()


def organizations_at_work() -> list[int]:
    """Every organization that is not closed, the deepest in the tree first."""
    query = select(Organization.id).where(Organization.closed_on.is_(None))
    with tenancy.tenant(None):
        return list(db.session.scalars(query.order_by(*_deepest_first())))
