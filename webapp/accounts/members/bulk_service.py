"""Acts on many members at once, as a list of them brings in: the same rules, few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Date, Text, cast, func, insert, literal, select
from sqlalchemy.dialects.postgresql import JSON

from webapp.accounts import visible_since
from webapp.accounts.members import offices, service
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, stale_months, tenancy, vietnamese
from webapp.core.db import db

_MEMBER = {
    "full_name": Text,
    "sort_key": Text,
    "search_text": Text,
    "email": Text,
    "phone": Text,
    "joined_on": Date,
    "admitted_on": Date,
    "sees_since": Date,
}
_STATUS = {"member_id": BigInteger, "status": Text, "from_on": Date}


class Newcomer(NamedTuple):
    """Somebody to be taken in: particulars in the stored form, a status, perhaps an office."""

    kept: Particulars
    status: MemberStatus
    role: Role | None = None


@dataclass(frozen=True)
class Correction:
    """What is to be different about a member; fields that are not named stay as they are."""

    member_id: int
    kept: dict[str, Any]
    status: MemberStatus | None = None
    role: Role | None = None


def take_in(scope: Scope, people: Sequence[Newcomer], *, now: datetime) -> list[int]:
    """Take many people in; the caller has checked each of them. Returns their identifiers.

    The trail names each office given; the people themselves are counted by the import's entry.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if not people:
        return []
    today = clock.day_of(now)
    since = visible_since.first_day(scope, today)
    seen = {"sees_since": since.isoformat() if since else None}
    rows = [_row_of(person.kept) | seen for person in people]
    ids = _insert(scope, Membership, _MEMBER, rows)
    # A kept plan that checks a reference may be from when the other table had ten rows. It reads
    # that table whole: with thousands of rows this takes longer than everything else together.
    db.session.connection().exec_driver_sql("DISCARD PLANS")
    first = [
        {"member_id": i, "status": p.status.value, "from_on": p.kept.joined_on.isoformat()}
        for i, p in zip(ids, people, strict=True)
    ]
    _insert(scope, MembershipStatus, _STATUS, first)
    given = {i: person.role for i, person in zip(ids, people, strict=True) if person.role}
    for member in _members(scope, list(given)):
        role = given[member.id]
        offices.grant_role(scope, member, role, from_on=today, until_on=None, now=now)
    _recount(scope, today)
    return ids


def _row_of(kept: Particulars) -> dict[str, Any]:
    return {
        "full_name": kept.full_name,
        "sort_key": vietnamese.sort_key(kept.full_name),
        "search_text": vietnamese.without_marks(kept.full_name),
        "email": kept.email,
        "phone": kept.phone,
        "joined_on": kept.joined_on.isoformat(),
        "admitted_on": kept.admitted_on and kept.admitted_on.isoformat(),
    }


def _insert(
    scope: Scope, model: Any, kinds: dict[str, Any], rows: list[dict[str, Any]]
) -> list[int]:
    """Write many rows with one statement and one value, which PostgreSQL takes apart.

    Returns their identifiers in the order of the rows: identities are drawn row by row. COPY
    would not do: PostgreSQL refuses it where row-level security holds.
    """
    columns = [Column(name, kind) for name, kind in {"place": BigInteger, **kinds}.items()]
    placed = [{"place": position, **row} for position, row in enumerate(rows)]
    given = func.json_to_recordset(cast(placed, JSON)).table_valued(*columns)
    given = given.render_derived(with_types=True)
    here = literal(scope.organization_id, BigInteger)
    chosen = select(here, *(given.c[name] for name in kinds)).order_by(given.c.place)
    names = ["organization_id", *kinds]
    written = insert(model).from_select(names, chosen, include_defaults=False).returning(model.id)
    return sorted(db.session.scalars(written))


def _members(scope: Scope, ids: Sequence[int]) -> list[Membership]:
    if not ids:
        return []
    query = tenancy.rows_of(scope, Membership).where(Membership.id.in_(ids))
    return list(db.session.scalars(query.order_by(Membership.id)))


def correct(scope: Scope, corrections: Sequence[Correction], *, now: datetime) -> None:
    """Change many members by the rules that hold for each of them.

    Raises what changing one of them by hand would raise.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    today = clock.day_of(now)
    wanted = {one.member_id: one for one in corrections}
    for member in _members(scope, list(wanted)):
        one = wanted[member.id]
        if one.kept:
            before = particulars_of(member)
            after = Particulars(**{**vars(before), **one.kept})
            service.change_member(scope, member, after, based_on=before, now=now)
        if one.status is not None:
            service.change_status(scope, member, one.status, from_on=today, reason="", now=now)
        if one.role is not None:
            offices.grant_role(scope, member, one.role, from_on=today, until_on=None, now=now)


def _recount(scope: Scope, today: date) -> None:
    service.count_members(scope, today)
    stale_months.mark(scope, clock.month_of(today))
