"""A member's registration of a year, and who of a branch has registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.rules import MAY_REPORT
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.rules import CommitmentState
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.texts import service as texts


@dataclass(frozen=True)
class Item:
    """One thing a member registered to do, in words."""

    id: int
    text: str
    measure: str
    due_on: date | None


@dataclass(frozen=True)
class MemberRow:
    """How far one member's registration of a year is; no commitment, no state."""

    member_id: int
    member_name: str
    commitment_id: int | None
    state: CommitmentState | None
    items: int


@dataclass(frozen=True)
class About:
    """A member of an organization, as permissions look at what concerns them."""

    organization_id: int
    member_id: int


def items_of(scope: Scope, member_id: int, year: int) -> list[Item]:
    """What a member registered for a year; only that member and the committee are told any.

    A draft is shown to nobody but the member and whoever enters for the member.
    """
    about = About(scope.organization_id, member_id)
    if not allows(Permission.COMMITMENT_READ, scope, about):
        return []
    query = (
        select(CommitmentItem)
        .join(
            Commitment,
            (Commitment.organization_id == CommitmentItem.organization_id)
            & (Commitment.id == CommitmentItem.commitment_id),
        )
        .where(
            tenancy.within(scope, CommitmentItem, Commitment),
            Commitment.member_id == member_id,
            Commitment.year == year,
        )
        .order_by(CommitmentItem.position)
    )
    if not allows(Permission.COMMITMENT_WRITE, scope, about):
        query = query.where(Commitment.state != CommitmentState.DRAFT)
    return _in_words(scope, db.session.scalars(query).all())


def _in_words(scope: Scope, rows: Iterable[CommitmentItem]) -> list[Item]:
    listed = list(rows)
    words = texts.read(scope, [i for row in listed for i in (row.text_id, row.measure_id)])
    return [
        Item(row.id, words[row.text_id], words.get(row.measure_id or 0, ""), row.due_on)
        for row in listed
    ]


def find(scope: Scope, member_id: int, year: int) -> Commitment | None:
    """A member's registration of a year, if there is one.

    Raises NotVisible for a member of whom the actor may not read it.
    """
    require(Permission.COMMITMENT_READ, scope, About(scope.organization_id, member_id))
    query = tenancy.own(scope, Commitment).where(
        Commitment.member_id == member_id, Commitment.year == year
    )
    found: Commitment | None = db.session.scalar(query)
    return found


def get_commitment(scope: Scope, commitment_id: int, permission: Permission) -> Commitment:
    """One registration with its member, if this actor may do this with it.

    Raises NotVisible otherwise.
    """
    query = (
        tenancy.own(scope, Commitment)
        .where(Commitment.id == commitment_id)
        .options(joinedload(Commitment.member))
    )
    found: Commitment | None = db.session.scalar(query)
    if found is None or not allows(permission, scope, found):
        raise NotVisible("page.not_found")
    return found


def of_branch(scope: Scope, year: int, today: date) -> list[MemberRow]:
    """Every member who is expected to register, and how far that is, in two queries.

    Members who left or are away are listed only if they registered.
    """
    query = (
        select(
            Commitment.member_id,
            Commitment.id,
            Commitment.state,
            func.count(CommitmentItem.id).label("items"),
        )
        .outerjoin(
            CommitmentItem,
            (CommitmentItem.organization_id == Commitment.organization_id)
            & (CommitmentItem.commitment_id == Commitment.id),
        )
        .where(tenancy.within(scope, Commitment), Commitment.year == year)
        .group_by(Commitment.organization_id, Commitment.id)
    )
    found = {row.member_id: row for row in db.session.execute(query)}
    return [
        _member_row(member.id, member.full_name, found.get(member.id))
        for member in accounts.members_on(scope, today)
        if member.status in MAY_REPORT or member.id in found
    ]


def _member_row(member_id: int, name: str, row: Any) -> MemberRow:
    if row is None:
        return MemberRow(member_id, name, None, None, 0)
    return MemberRow(member_id, name, row.id, row.state, row.items)


def name_of(scope: Scope, member_id: int, today: date) -> str:
    """The name of a member of the branch.

    Raises NotVisible when nobody here has this identifier.
    """
    for member in accounts.members_on(scope, today):
        if member.id == member_id:
            return member.full_name
    raise NotVisible("page.not_found")
