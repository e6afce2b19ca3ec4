"""A member's registration of a year, its items in words, and its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, in_sight, permitted, require
from webapp.accounts.queries import Member
from webapp.accounts.scope import About, Scope
from webapp.commitments.models import Commitment, CommitmentItem, CommitmentVersion, CommitmentYear
from webapp.commitments.rules import IN_FORCE, CommitmentState, Outcome
from webapp.commitments.statements import opens_to
from webapp.commitments.versions import VersionState
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, seen
from webapp.followups import queries as threads
from webapp.followups.models import Weakness
from webapp.texts import service as texts


@dataclass(frozen=True)
class Item:
    """One thing a member registered to do, in words."""

    id: int
    text: str
    measure: str
    due_on: date | None
    year: int
    #: Whether the registration was confirmed by the branch.
    in_force: bool
    heading: str = ""
    task: str = ""
    weakness_id: int | None = None
    #: The wording of the weakness it puts right.
    weakness: str = ""
    #: The item of the year before that was left undone.
    taken_from_id: int | None = None
    outcome: Outcome | None = None
    outcome_words: str = ""
    assessed_at: datetime | None = None

    @property
    def due_by(self) -> date:
        """Its due day; without one it is due at the end of its year."""
        return self.due_on or date(self.year, 12, 31)


def items_of(scope: Scope, member_id: int, year: int) -> list[Item]:
    """What a member registered for a year; only that member and the committee are told any.

    A draft is shown to the member, and to chair and deputies who enter for the member.
    """
    about = About(scope.organization_id, member_id)
    if not allows(Permission.COMMITMENT_READ, scope, about):
        return []
    query = (
        select(CommitmentItem, Commitment.state, Weakness.text_id)
        .join(Commitment, tenancy.refers_to(CommitmentItem.commitment_id, Commitment))
        .outerjoin(
            Weakness,
            and_(tenancy.refers_to(CommitmentItem.weakness_id, Weakness), threads.opens_to(scope)),
        )
        .where(
            tenancy.within(scope, CommitmentItem, Commitment), CommitmentItem.position.is_not(None)
        )
        .where(Commitment.member_id == member_id, Commitment.year == year, opens_to(scope))
        .order_by(CommitmentItem.position)
        .execution_options(populate_existing=True)
    )
    if not allows(Permission.COMMITMENT_WRITE, scope, about):
        query = query.where(Commitment.state != CommitmentState.DRAFT)
    return _in_words(scope, year, db.session.execute(query).all())


def _in_words(scope: Scope, year: int, rows: Sequence[Any]) -> list[Item]:
    ids = [
        text_id
        for row, _state, weakness in rows
        for text_id in (row.text_id, row.measure_id, row.task_id, row.outcome_text_id, weakness)
    ]
    words = texts.read(scope, ids)
    return [
        Item(
            id=row.id,
            text=words[row.text_id],
            measure=words.get(row.measure_id or 0, ""),
            due_on=row.due_on,
            year=year,
            in_force=state in IN_FORCE,
            heading=row.heading,
            task=words.get(row.task_id or 0, ""),
            weakness_id=row.weakness_id,
            weakness=words.get(weakness or 0, ""),
            taken_from_id=row.taken_from_id,
            outcome=row.outcome,
            outcome_words=words.get(row.outcome_text_id or 0, ""),
            assessed_at=row.assessed_at,
        )
        for row, state, weakness in rows
    ]


def find(scope: Scope, member_id: int, year: int) -> Commitment | None:
    """A member's registration of a year, if there is one.

    Raises NotVisible when the actor may not read it, or it is from before they joined.
    """
    require(Permission.COMMITMENT_READ, scope, About(scope.organization_id, member_id))
    query = tenancy.rows_of(scope, Commitment).where(
        Commitment.member_id == member_id, Commitment.year == year
    )
    found: Commitment | None = db.session.scalar(query)
    if found is not None and not in_sight(scope, found):
        raise NotVisible
    return found


def get_commitment(scope: Scope, commitment_id: int, permission: Permission) -> Commitment:
    """One registration with its member, if this actor may do this with it.

    Raises NotVisible otherwise.
    """
    query = (
        tenancy.rows_of(scope, Commitment)
        .where(Commitment.id == commitment_id)
        .options(joinedload(Commitment.member))
    )
    found: Commitment | None = db.session.scalar(query)
    return permitted(permission, scope, found)


def proposed(scope: Scope, commitment_id: int) -> CommitmentVersion | None:
    """The amendment of a registration that waits to be decided, if one does."""
    query = tenancy.rows_of(scope, CommitmentVersion).where(
        CommitmentVersion.commitment_id == commitment_id,
        CommitmentVersion.state == VersionState.PROPOSED,
    )
    found: CommitmentVersion | None = db.session.scalar(query)
    return found


def get_version(scope: Scope, commitment: Commitment, number: int) -> CommitmentVersion:
    """One version of a registration the actor may read.

    Raises NotVisible when it has none of this number.
    """
    query = tenancy.rows_of(scope, CommitmentVersion).where(
        CommitmentVersion.commitment_id == commitment.id, CommitmentVersion.number == number
    )
    found: CommitmentVersion | None = db.session.scalar(query)
    return seen(found)


def last_number(scope: Scope, commitment_id: int) -> int:
    """The number of the newest version of a registration, 0 without any."""
    query = select(func.max(CommitmentVersion.number)).where(
        tenancy.within(scope, CommitmentVersion), CommitmentVersion.commitment_id == commitment_id
    )
    return db.session.scalar(query) or 0


def amended_at(scope: Scope, commitment: Commitment) -> datetime | None:
    """When the amendment in force was confirmed; none while nothing is amended."""
    if commitment.state is not CommitmentState.AMENDED:
        return None
    query = select(func.max(CommitmentVersion.decided_at)).where(
        tenancy.within(scope, CommitmentVersion),
        CommitmentVersion.commitment_id == commitment.id,
        CommitmentVersion.state == VersionState.IN_FORCE,
    )
    return db.session.scalar(query)


def opened_on(scope: Scope, year: int) -> date | None:
    """The day on which the chair opened the assessment of a year, if the chair did."""
    query = select(CommitmentYear.assessed_from).where(
        tenancy.within(scope, CommitmentYear), CommitmentYear.year == year
    )
    return db.session.scalar(query)


def member_of(scope: Scope, member_id: int, today: date) -> Member:
    """A member of the branch.

    Raises NotVisible when nobody here has this identifier.
    """
    for member in accounts.members_on(scope, today):
        if member.id == member_id:
            return member
    raise NotVisible
