"""Write items in words into rows and read them back; items that stay keep their identifiers."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, update

from webapp.accounts.scope import Scope
from webapp.commitments import queries, rules
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.queries import Item
from webapp.commitments.versions import Wanted
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import queries as followups
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def refuse_items(scope: Scope, member_id: int, year: int, items: Sequence[Wanted]) -> None:
    """Refuse items that break a rule, or name a weakness that is not the member's.

    Raises RuleBroken at the field concerned.
    """
    for number, item in enumerate(items):
        rules.refuse_item(number, item.text, item.measure, item.due_on, year)
        rules.refuse_task(number, item.task)
    rules.refuse_many(len(items))
    linked = {n: item.weakness_id for n, item in enumerate(items) if item.weakness_id}
    if not linked:
        return
    before = queries.items_of(scope, member_id, year)
    known = {thread.id for thread in followups.open_for(scope, member_id)}
    known |= {item.weakness_id for item in before if item.weakness_id}
    for number, weakness_id in linked.items():
        if weakness_id not in known:
            raise RuleBroken("commitment.weakness_unknown", field=f"weakness-{number}")


def as_wanted(item: Item) -> Wanted:
    """A stored item as a form would send it."""
    return Wanted(
        text=item.text,
        measure=item.measure,
        due_on=item.due_on,
        heading=item.heading,
        task=item.task,
        weakness_id=item.weakness_id,
        item_id=item.id,
    )


def write(
    scope: Scope, commitment: Commitment, items: Sequence[Wanted], *, keep_removed: bool
) -> list[Wanted]:
    """Replace the stored items by these; returns them with their identifiers.

    Removed ones are deleted with their words, or with `keep_removed` only lose their position:
    notes and reports refer to items that were in force.
    """
    removed = stored(scope, commitment)
    # Positions are unique, so all are cleared before they are set again.
    db.session.execute(
        update(CommitmentItem)
        .where(tenancy.within(scope, CommitmentItem), CommitmentItem.commitment_id == commitment.id)
        .values(position=None)
        .execution_options(synchronize_session="fetch")
    )
    written = []
    for position, item in enumerate(items):
        row = removed.pop(item.item_id or 0, None)
        written.append(_put(scope, commitment, row, item, position))
    if removed and not keep_removed:
        gone = tenancy.within(scope, CommitmentItem) & CommitmentItem.id.in_(removed)
        words = [i for r in removed.values() for i in (r.text_id, r.measure_id, r.task_id)]
        db.session.execute(delete(CommitmentItem).where(gone))
        texts.forget(scope, words)
    return written


def stored(scope: Scope, commitment: Commitment) -> dict[int, CommitmentItem]:
    """The rows of a registration's items by identifier, without those that were removed."""
    query = tenancy.rows_of(scope, CommitmentItem).where(
        CommitmentItem.commitment_id == commitment.id, CommitmentItem.position.is_not(None)
    )
    return {row.id: row for row in db.session.scalars(query)}


def _put(
    scope: Scope, commitment: Commitment, row: CommitmentItem | None, item: Wanted, position: int
) -> Wanted:
    if row is None:
        row = CommitmentItem(
            organization_id=scope.organization_id,
            commitment_id=commitment.id,
            text_id=texts.keep(scope, TextKind.COMMITMENT, item.text),
        )
    else:
        texts.replace(scope, row.text_id, item.text)
    row.measure_id = put_words(scope, row.measure_id, item.measure)
    row.task_id = put_words(scope, row.task_id, item.task)
    row.due_on, row.heading, row.weakness_id = item.due_on, item.heading, item.weakness_id
    row.position = position
    db.session.add(row)
    db.session.flush()
    return replace(item, item_id=row.id)


def put_words(scope: Scope, text_id: int | None, words: str) -> int | None:
    """Store words that may be empty, in the given text if there is one; returns the text."""
    if text_id is None:
        return texts.keep_if_any(scope, TextKind.COMMITMENT, words)
    texts.replace(scope, text_id, words)
    return text_id
