"""Write, hand in and confirm what a member registers for a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.commitments import rules
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.queries import About
from webapp.commitments.rules import CommitmentCapacity, CommitmentState, CommitmentStep
from webapp.core import clock, recount, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class Wanted:
    """One thing to do, as it was typed."""

    text: str
    measure: str = ""
    due_on: date | None = None


_REMEMBERED = {
    CommitmentStep.SAVE: AuditEvent.COMMITMENT_CHANGED,
    CommitmentStep.SUBMIT: AuditEvent.COMMITMENT_SUBMITTED,
    CommitmentStep.TAKE_BACK: AuditEvent.COMMITMENT_CHANGED,
    CommitmentStep.GIVE_BACK: AuditEvent.COMMITMENT_CHANGED,
    CommitmentStep.CONFIRM: AuditEvent.COMMITMENT_CONFIRMED,
}


def save(
    scope: Scope,
    member_id: int,
    year: int,
    items: Sequence[Wanted],
    *,
    based_on: int,
    now: datetime,
) -> Commitment:
    """Keep the things a member wants to register, while they are still a draft.

    `based_on` is the number of the save that was on the screen, 0 for none. Raises StaleEdit when
    somebody saved in between, RuleBroken when an item can't be or the draft was handed in.
    """
    require(Permission.COMMITMENT_WRITE, scope, About(scope.organization_id, member_id))
    today = clock.in_hanoi(now).date()
    rules.refuse_year(year, today.year)
    for number, item in enumerate(items):
        rules.refuse_item(number, item.text, item.measure, item.due_on, year)
    rules.refuse_many(len(items))
    if member_id not in {member.id for member in accounts.members_on(scope, today)}:
        raise RuleBroken("commitment.member_unknown")
    commitment = _locked(scope, member_id, year)
    if commitment.revision != max(based_on, 1):
        raise StaleEdit("commitment.newer")
    _take(scope, commitment, CommitmentStep.SAVE, now, items=len(items))
    commitment.revision += 1
    _write(scope, commitment, items)
    return commitment


def submit(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Hand the registration to the committee.

    Raises RuleBroken when it is empty.
    """
    if not _items(scope, commitment):
        raise RuleBroken("commitment.empty")
    _take(scope, commitment, CommitmentStep.SUBMIT, now)
    commitment.submitted_at = now
    db.session.flush()


def take_back(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Take the registration back to change it, while nobody has confirmed it."""
    _take(scope, commitment, CommitmentStep.TAKE_BACK, now)


def give_back(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """The committee gives the registration back, so that the member can complete it."""
    _take(scope, commitment, CommitmentStep.GIVE_BACK, now)


def confirm(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Somebody of the committee, not the member concerned, confirms the registration."""
    _take(scope, commitment, CommitmentStep.CONFIRM, now)
    commitment.confirmed_at, commitment.confirmed_by = now, scope.member_id
    db.session.flush()


def capacities_of(scope: Scope, member_id: int, today: date) -> frozenset[CommitmentCapacity]:
    """How the actor stands towards a member's registration today."""
    is_own = member_id == scope.member_id
    alone = is_own and scope.reviews and not accounts.others_review(scope, member_id, today)
    return rules.capacities(
        is_own=is_own, leads=scope.leads, reviews=scope.reviews, others_review=not alone
    )


def _take(
    scope: Scope, commitment: Commitment, step: CommitmentStep, now: datetime, **facts: int
) -> None:
    """Take one step of the table and remember it."""
    require(Permission.COMMITMENT_READ, scope, commitment)
    today = clock.in_hanoi(now).date()
    db.session.refresh(commitment, ["state"], with_for_update=True)
    held = capacities_of(scope, commitment.member_id, today)
    commitment.state = rules.next_state(commitment.state, step, held)
    db.session.flush()
    is_own = commitment.member_id == scope.member_id
    marks = {"step": step, "year": commitment.year, **facts}
    if rules.STEPS_OF_MEMBER & {step} and not is_own:
        marks["entered_for"] = "yes"
    if step is CommitmentStep.CONFIRM and is_own:
        marks["nobody_else"] = "yes"
    audit.record(scope, _REMEMBERED[step], commitment, member_id=commitment.member_id, **marks)
    recount.mark(scope, clock.month_of(today))


def _locked(scope: Scope, member_id: int, year: int) -> Commitment:
    """The stored registration, held until the end of the transaction; begun if there is none."""
    db.session.execute(
        insert(Commitment)
        .values(
            organization_id=scope.organization_id,
            member_id=member_id,
            year=year,
            state=CommitmentState.DRAFT,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "member_id", "year"])
    )
    query = (
        select(Commitment)
        .where(
            tenancy.within(scope, Commitment),
            Commitment.member_id == member_id,
            Commitment.year == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one()


def _items(scope: Scope, commitment: Commitment) -> list[CommitmentItem]:
    query = tenancy.own(scope, CommitmentItem).where(CommitmentItem.commitment_id == commitment.id)
    return list(db.session.scalars(query.order_by(CommitmentItem.position)))


def _write(scope: Scope, commitment: Commitment, items: Sequence[Wanted]) -> None:
    """Put the typed items in the place of the stored ones; kept ones keep their identifiers."""
    stored = _items(scope, commitment)
    for position, item in enumerate(items):
        if position < len(stored):
            _rewrite(scope, stored[position], item)
        else:
            _add(scope, commitment, position, item)
    left_over = stored[len(items) :]
    gone = [row.id for row in left_over]
    db.session.flush()
    db.session.execute(
        delete(CommitmentItem).where(
            tenancy.within(scope, CommitmentItem), CommitmentItem.id.in_(gone)
        )
    )
    texts.forget(scope, [i for row in left_over for i in (row.text_id, row.measure_id)])


def _add(scope: Scope, commitment: Commitment, position: int, item: Wanted) -> None:
    db.session.add(
        CommitmentItem(
            organization_id=scope.organization_id,
            commitment_id=commitment.id,
            position=position,
            text_id=texts.keep(scope, TextKind.COMMITMENT, item.text),
            measure_id=texts.keep_if_any(scope, TextKind.COMMITMENT, item.measure),
            due_on=item.due_on,
        )
    )


def _rewrite(scope: Scope, row: CommitmentItem, item: Wanted) -> None:
    texts.replace(scope, row.text_id, item.text)
    row.due_on = item.due_on
    if row.measure_id is not None:
        texts.replace(scope, row.measure_id, item.measure)
    else:
        row.measure_id = texts.keep_if_any(scope, TextKind.COMMITMENT, item.measure)
