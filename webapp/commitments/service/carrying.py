"""Take unfinished items over into the draft of the next year."""

from datetime import datetime

from sqlalchemy import func, select

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.commitments import queries, rules
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.queries import Item
from webapp.commitments.rules import CommitmentState, CommitmentStep
from webapp.commitments.service import transition
from webapp.commitments.service.writing import begun
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def take_over(scope: Scope, commitment: Commitment, *, now: datetime) -> int:
    """Put the unfinished items into the member's draft of the next year, each only once.

    Returns how many are new there. Raises RuleBroken when nothing is unfinished, or the next year's
    registration was handed in.
    """
    require(Permission.COMMITMENT_WRITE, scope, commitment)
    transition.lock(commitment)
    left = [
        item
        for item in queries.items_of(scope, commitment.member_id, commitment.year)
        if item.outcome in rules.UNFINISHED
    ]
    if not left:
        raise RuleBroken("commitment.nothing_left")
    rules.refuse_year(commitment.year + 1, clock.in_hanoi(now).year)
    coming = begun(scope, commitment.member_id, commitment.year + 1)
    query = select(CommitmentItem.taken_from_id).where(
        tenancy.within(scope, CommitmentItem),
        CommitmentItem.taken_from_id.in_([item.id for item in left]),
    )
    taken = set(db.session.scalars(query))
    new = [item for item in left if item.id not in taken]
    if not new:
        return 0
    if coming.state is not CommitmentState.DRAFT:
        raise RuleBroken("commitment.next_year_closed", year=coming.year)
    transition.take(scope, commitment, CommitmentStep.TAKE_OVER, now, items=len(new))
    _append(scope, coming, new)
    return len(new)


def _append(scope: Scope, coming: Commitment, items: list[Item]) -> None:
    last = db.session.scalar(
        select(func.max(CommitmentItem.position)).where(
            tenancy.within(scope, CommitmentItem), CommitmentItem.commitment_id == coming.id
        )
    )
    first = 0 if last is None else last + 1
    rules.refuse_many(first + len(items))
    for position, item in enumerate(items, first):
        row = CommitmentItem(
            organization_id=scope.organization_id,
            commitment_id=coming.id,
            position=position,
            heading=item.heading,
            text_id=texts.keep(scope, TextKind.COMMITMENT, item.text),
            measure_id=texts.keep_if_any(scope, TextKind.COMMITMENT, item.measure),
            task_id=texts.keep_if_any(scope, TextKind.COMMITMENT, item.task),
            weakness_id=item.weakness_id,
            taken_from_id=item.id,
        )
        db.session.add(row)
    coming.revision += 1
    db.session.flush()
