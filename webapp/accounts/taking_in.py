"""Acts on many members at once, as a list of them brings in: the same rules, few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, Date, String, cast, func, insert, select
from sqlalchemy.types import TypeEngine

from webapp.accounts import offices, service
from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.accounts.service import Particulars
from webapp.core import clock, recount, tenancy, vietnamese
from webapp.core.db import db


@dataclass(frozen=True)
class Newcomer:
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
    today = clock.in_hanoi(now).date()
    ids = _new_ids(len(people))
    _insert(Membership, _columns_of(scope, ids, people))
    _insert(
        MembershipStatus,
        {
            "organization_id": (BigInteger(), [scope.organization_id] * len(ids)),
            "member_id": (BigInteger(), ids),
            "status": (String(), [person.status.value for person in people]),
            "from_on": (Date(), [person.kept.joined_on for person in people]),
        },
    )
    given = {i: person.role for i, person in zip(ids, people, strict=True) if person.role}
    for member in _members(scope, list(given)):
        role = given[member.id]
        offices.grant_role(scope, member, role, from_on=today, until_on=None, now=now)
    _recount(scope, today)
    return ids


def _new_ids(how_many: int) -> list[int]:
    """Identifiers of their own for so many members, in order."""
    sequence = func.pg_get_serial_sequence(Membership.__tablename__, "id")
    drawn = select(func.nextval(sequence)).select_from(func.generate_series(1, how_many))
    return list(db.session.scalars(drawn))


def _columns_of(
    scope: Scope, ids: list[int], people: Sequence[Newcomer]
) -> dict[str, tuple[TypeEngine[Any], list[Any]]]:
    kept = [person.kept for person in people]
    return {
        "organization_id": (BigInteger(), [scope.organization_id] * len(ids)),
        "id": (BigInteger(), ids),
        "full_name": (String(), [one.full_name for one in kept]),
        "sort_key": (String(), [vietnamese.sort_key(one.full_name) for one in kept]),
        "search_text": (String(), [vietnamese.without_marks(one.full_name) for one in kept]),
        "email": (String(), [one.email for one in kept]),
        "phone": (String(), [one.phone for one in kept]),
        "joined_on": (Date(), [one.joined_on for one in kept]),
        "admitted_on": (Date(), [one.admitted_on for one in kept]),
    }


def _insert(model: Any, columns: dict[str, tuple[TypeEngine[Any], list[Any]]]) -> None:
    """Write many rows with one statement and one value for each column.

    COPY would not do: PostgreSQL refuses it where row-level security holds.
    """
    arrays = [cast(values, ARRAY(kind)) for kind, values in columns.values()]
    rows = (
        func.unnest(*arrays)
        .table_valued(
            *(Column(name, kind) for name, (kind, _values) in columns.items()), name="given"
        )
        .render_derived()
    )
    chosen = select(*(rows.c[name] for name in columns))
    db.session.execute(insert(model).from_select(list(columns), chosen, include_defaults=False))


def _members(scope: Scope, ids: Sequence[int]) -> list[Membership]:
    if not ids:
        return []
    query = tenancy.own(scope, Membership).where(Membership.id.in_(ids))
    return list(db.session.scalars(query.order_by(Membership.id)))


def correct(scope: Scope, corrections: Sequence[Correction], *, now: datetime) -> None:
    """Change many members by the rules that hold for each of them.

    Raises what changing one of them by hand would raise.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    today = clock.in_hanoi(now).date()
    wanted = {one.member_id: one for one in corrections}
    for member in _members(scope, list(wanted)):
        one = wanted[member.id]
        if one.kept:
            before = service.particulars_of(member)
            after = Particulars(**{**vars(before), **one.kept})
            service.change_member(scope, member, after, based_on=before, now=now)
        if one.status is not None:
            service.change_status(scope, member, one.status, from_on=today, reason="", now=now)
        if one.role is not None:
            offices.grant_role(scope, member, one.role, from_on=today, until_on=None, now=now)


def _recount(scope: Scope, today: date) -> None:
    service.count_members(scope, today)
    recount.mark(scope, clock.month_of(today))
