"""The lists of threads: filtered, searched without marks, by page; and a year in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.vietnamese import search_key
from webapp.followups import gone
from webapp.followups.models import Weakness
from webapp.followups.queries import ThreadRow, day_asked, opens_to, rows_of
from webapp.followups.rules import ListKind, MonthCount, WeaknessSource, WeaknessState, year_counts


@dataclass(frozen=True)
class Wanted:
    """Which threads somebody asks for."""

    kind: ListKind = ListKind.OPEN
    member_id: int | None = None
    source: WeaknessSource | None = None


def threads(
    scope: Scope, wanted: Wanted, *, today: date, offset: int = 0, limit: int | None = None
) -> list[ThreadRow]:
    """The threads the asking member may read: the longest overdue first, then by member and day.

    The committee reads those of all members, everybody else their own and those they help with.
    """
    late = case((_is_late(scope, today), Weakness.due_on))
    query = (
        _asked(scope, select(Weakness), wanted, today)
        .join(Membership, tenancy.refers_to(Weakness.member_id, Membership))
        .options(joinedload(Weakness.member), joinedload(Weakness.helper))
        .order_by(
            late.asc().nulls_last(),
            Weakness.closed_on.desc().nulls_first(),
            Membership.sort_key,
            Weakness.pointed_out_on,
            Weakness.id,
        )
        .offset(offset)
        .limit(limit)
    )
    return rows_of(scope, db.session.scalars(query).all(), today)


def count_threads(scope: Scope, wanted: Wanted, *, today: date) -> int:
    """How many threads the asking member may read of those asked for."""
    return db.session.scalar(_asked(scope, select(func.count(Weakness.id)), wanted, today)) or 0


def matching(rows: Iterable[ThreadRow], search: str) -> list[ThreadRow]:
    """The threads whose member, helper or wording has every word typed, with or without marks.

    The search runs here because the database can't read the words.
    """
    sought = search_key(search).split()
    found = []
    for row in rows:
        text = search_key(f"{row.member_name} {row.helper_name or ''} {row.wording}")
        if all(word in text for word in sought):
            found.append(row)
    return found


def _is_late(scope: Scope, today: date) -> Any:
    is_late = (Weakness.state == WeaknessState.OPEN) & (Weakness.due_on < today)
    return is_late & ~gone.member_left(scope, today)


def _asked(scope: Scope, query: Select[Any], wanted: Wanted, today: date) -> Select[Any]:
    """The query for the threads asked for, of those this member may read."""
    kinds: dict[ListKind, Any] = {
        ListKind.OPEN: Weakness.is_open,
        ListKind.OVERDUE: _is_late(scope, today),
        ListKind.WAITING: Weakness.state == WeaknessState.REMEDY_REPORTED,
        ListKind.CLOSED: ~Weakness.is_open,
        ListKind.HELPING: Weakness.is_open & (Weakness.helper_id == scope.member_id),
        ListKind.ASKED: day_asked(None),
        ListKind.GONE: gone.somebody_left(scope, today),
    }
    query = query.where(tenancy.within(scope, Weakness))
    if wanted.kind in kinds:
        query = query.where(kinds[wanted.kind])
    if wanted.member_id is not None:
        query = query.where(Weakness.member_id == wanted.member_id)
    if wanted.source is not None:
        query = query.where(Weakness.source == wanted.source)
    if wanted.kind is ListKind.HELPING or allows(Permission.WEAKNESS_MANAGE, scope):
        return query.where(opens_to(scope))
    return query.where(Weakness.member_id == scope.member_id)


def by_month(scope: Scope, year: int, today: date) -> list[MonthCount]:
    """How many threads of the unit were opened and closed in each month of a year, in numbers."""
    require(Permission.WEAKNESS_MANAGE, scope)
    first = date(year, 1, 1)
    closed_before = func.count().filter(Weakness.closed_on < first)
    before = select(func.count() - closed_before).where(
        tenancy.within(scope, Weakness), Weakness.pointed_out_on < first
    )
    return year_counts(
        year,
        today,
        opened=_counted(scope, Weakness.pointed_out_on, year),
        closed=_counted(scope, Weakness.closed_on, year),
        open_before=db.session.scalar(before) or 0,
    )


def _counted(scope: Scope, day: InstrumentedAttribute[Any], year: int) -> dict[int, int]:
    """How many threads have this day in each month of a year."""
    month = extract("month", day)
    query = (
        select(month, func.count())
        .where(tenancy.within(scope, Weakness), day.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(month)
    )
    return {int(number): count for number, count in db.session.execute(query)}
