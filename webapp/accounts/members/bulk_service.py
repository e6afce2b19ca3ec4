"""Acts on many members at once, for imported lists: the same rules, few statements."""

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
from webapp.core import clock, tenancy, vietnamese
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
    seen = {"sees_since": visible_since.first_day(scope, today)}
    ids = _insert(scope, Membership, _MEMBER, [_columns(person.kept) | seen for person in people])
    # A cached plan that checks a reference may be older than these rows and read the whole table of
    # members for each: with thousands of rows this takes longer than everything else together.
    db.session.connection().exec_driver_sql("DISCARD PLANS")
    first = [
        {"member_id": i, "status": p.status.value, "from_on": p.kept.joined_on}
        for i, p in zip(ids, people, strict=True)
    ]
    _insert(scope, MembershipStatus, _STATUS, first)
    given = {i: person.role for i, person in zip(ids, people, strict=True) if person.role}
    for member in _members(scope, list(given)):
        role = given[member.id]
        offices.grant_role(scope, member, role, from_on=today, until_on=None, now=now)
    service.recount_since(scope, today)
    return ids


def _columns(kept: Particulars) -> dict[str, Any]:
    name = kept.full_name
    keys = {"sort_key": vietnamese.sort_key(name), "search_text": vietnamese.search_key(name)}
    return vars(kept) | keys


def _insert(
    scope: Scope, model: Any, kinds: dict[str, Any], rows: list[dict[str, Any]]
) -> list[int]:
    """Write many rows with one statement from one JSON value.

    Returns their identifiers in the order of the rows: identities are drawn row by row. COPY
    would not do: PostgreSQL refuses it where row-level security holds.
    """
    columns = [Column(name, kind) for name, kind in {"position": BigInteger, **kinds}.items()]
    numbered = [
        {"position": position}
        | {name: v.isoformat() if isinstance(v, date) else v for name, v in row.items()}
        for position, row in enumerate(rows)
    ]
    given = func.json_to_recordset(cast(numbered, JSON)).table_valued(*columns)
    given = given.render_derived(with_types=True)
    here = literal(scope.organization_id, BigInteger)
    chosen = select(here, *(given.c[name] for name in kinds)).order_by(given.c.position)
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
