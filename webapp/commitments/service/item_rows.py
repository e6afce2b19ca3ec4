"""Put items in words into rows and back; kept ones keep their identifiers."""

from collections.abc import Sequence

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
    """Every item can be, and names a weakness of the member where it names one.

    Raises RuleBroken at the field concerned.
    """
    for number, item in enumerate(items):
        rules.refuse_item(number, item.text, item.measure, item.due_on, year)
        rules.refuse_task(number, item.task)
    rules.refuse_many(len(items))
    linked = {n: item.weakness_id for n, item in enumerate(items) if item.weakness_id}
    if not linked:
        return
    stored = queries.items_of(scope, member_id, year)
    known = {thread.id for thread in followups.open_for(scope, member_id)}
    known |= {item.weakness_id for item in stored if item.weakness_id}
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
    """Put the items in the place of the stored ones; returns them with their identifiers.

    Removed ones are deleted with their words, or only taken out of the list once they were in
    force: notes and reports speak of them.
    """
    stored = {row.id: row for row in _rows(scope, commitment)}
    # Places are free before they are given anew, so that no two items ever share one.
    db.session.execute(
        update(CommitmentItem)
        .where(tenancy.within(scope, CommitmentItem), CommitmentItem.commitment_id == commitment.id)
        .values(position=None)
        .execution_options(synchronize_session="fetch")
    )
    written = []
    for position, item in enumerate(items):
        row = stored.pop(item.item_id or 0, None)
        written.append(_put(scope, commitment, row, item, position))
    if not keep_removed:
        _delete(scope, list(stored.values()))
    return written


def _rows(scope: Scope, commitment: Commitment) -> list[CommitmentItem]:
    query = tenancy.rows_of(scope, CommitmentItem).where(
        CommitmentItem.commitment_id == commitment.id, CommitmentItem.position.is_not(None)
    )
    return list(db.session.scalars(query))


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
    row.measure_id = _words(scope, row.measure_id, item.measure)
    row.task_id = _words(scope, row.task_id, item.task)
    row.due_on, row.heading, row.weakness_id = item.due_on, item.heading, item.weakness_id
    row.position = position
    db.session.add(row)
    db.session.flush()
    return Wanted(
        item.text, item.measure, item.due_on, item.heading, item.task, item.weakness_id, row.id
    )


def _words(scope: Scope, text_id: int | None, words: str) -> int | None:
    """Words that may be missing, in the place of those that stood there."""
    if text_id is None:
        return texts.keep_if_any(scope, TextKind.COMMITMENT, words)
    texts.replace(scope, text_id, words)
    return text_id


def _delete(scope: Scope, rows: Sequence[CommitmentItem]) -> None:
    gone = [row.id for row in rows]
    words = [i for row in rows for i in (row.text_id, row.measure_id, row.task_id)]
    if not gone:
        return
    db.session.execute(
        delete(CommitmentItem).where(
            tenancy.within(scope, CommitmentItem), CommitmentItem.id.in_(gone)
        )
    )
    texts.forget(scope, words)
