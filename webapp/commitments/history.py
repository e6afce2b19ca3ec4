"""The versions of a registration and the notes of its items, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import joinedload

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.commitments import versions
from webapp.commitments.models import Commitment, CommitmentItem, CommitmentNote, CommitmentVersion
from webapp.commitments.versions import VersionState, Wanted
from webapp.core import tenancy
from webapp.core.db import db
from webapp.texts import service as texts


@dataclass(frozen=True)
class VersionRow:
    """One version of a registration, or an amendment that was proposed."""

    number: int
    state: VersionState
    items: Sequence[Wanted]
    #: Whether its stored text can't be read; it then has no items.
    is_damaged: bool
    reason: str
    #: Why the committee gave it back.
    answer: str
    proposed_at: datetime
    proposer_name: str
    decided_at: datetime | None
    decider_name: str


@dataclass(frozen=True)
class NoteRow:
    """What was noted about one item on a day."""

    item_id: int
    on: date
    text: str
    writer_name: str
    #: Somebody else wrote it down for the member.
    entered_for: bool


def versions_of(scope: Scope, commitment: Commitment) -> list[VersionRow]:
    """The versions of a registration the actor may read, oldest first, in two queries."""
    require(Permission.COMMITMENT_READ, scope, commitment)
    query = (
        tenancy.rows_of(scope, CommitmentVersion)
        .where(CommitmentVersion.commitment_id == commitment.id)
        .options(joinedload(CommitmentVersion.proposer), joinedload(CommitmentVersion.decider))
        .order_by(CommitmentVersion.number)
    )
    rows: Sequence[CommitmentVersion] = db.session.scalars(query).all()
    words = texts.read(scope, [i for r in rows for i in (r.text_id, r.reason_id, r.answer_id)])
    return [_in_words(row, words) for row in rows]


def _in_words(row: CommitmentVersion, words: dict[int, str]) -> VersionRow:
    items = items_in(row, words)
    return VersionRow(
        number=row.number,
        state=row.state,
        items=items or (),
        is_damaged=items is None,
        reason=words.get(row.reason_id or 0, ""),
        answer=words.get(row.answer_id or 0, ""),
        proposed_at=row.proposed_at,
        proposer_name=row.proposer.full_name if row.proposer else "",
        decided_at=row.decided_at,
        decider_name=row.decider.full_name if row.decider else "",
    )


def items_in(version: CommitmentVersion, words: dict[int, str]) -> list[Wanted] | None:
    """The items of a version; none, which is logged, when its text can't be read."""
    try:
        return versions.read(words[version.text_id])
    except versions.DamagedText:
        texts.note_damage(version.text_id)
        return None


def notes_of(scope: Scope, commitment: Commitment) -> dict[int, list[NoteRow]]:
    """By item, what was noted about it, oldest first, in two queries."""
    require(Permission.COMMITMENT_READ, scope, commitment)
    query = (
        tenancy.rows_of(scope, CommitmentNote)
        .join(CommitmentItem, tenancy.refers_to(CommitmentNote.item_id, CommitmentItem))
        .where(CommitmentItem.commitment_id == commitment.id)
        .options(joinedload(CommitmentNote.writer))
        .order_by(CommitmentNote.on, CommitmentNote.id)
    )
    rows: Sequence[CommitmentNote] = db.session.scalars(query).all()
    words = texts.read(scope, [row.text_id for row in rows])
    found: dict[int, list[NoteRow]] = {}
    for row in rows:
        entered_for = row.written_by != commitment.member_id
        note = NoteRow(row.item_id, row.on, words[row.text_id], row.writer.full_name, entered_for)
        found.setdefault(row.item_id, []).append(note)
    return found


def return_reason(scope: Scope, commitment: Commitment) -> str:
    """Why the committee gave a registration back; shown to its member and to the committee."""
    require(Permission.COMMITMENT_READ, scope, commitment)
    reason = commitment.return_reason_id
    return texts.read(scope, [reason]).get(reason or 0, "")
