"""What every act on a registration shares: capacities, one step of the table, telling others."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE, REVIEWERS
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.commitments import rules
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentCapacity, CommitmentStep
from webapp.core import clock, stale_months, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import StaleEdit
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind

_REMEMBERED = {
    CommitmentStep.SAVE: AuditEvent.COMMITMENT_CHANGED,
    CommitmentStep.SUBMIT: AuditEvent.COMMITMENT_SUBMITTED,
    CommitmentStep.TAKE_BACK: AuditEvent.COMMITMENT_CHANGED,
    CommitmentStep.GIVE_BACK: AuditEvent.COMMITMENT_RETURNED,
    CommitmentStep.CONFIRM: AuditEvent.COMMITMENT_CONFIRMED,
    CommitmentStep.PROPOSE: AuditEvent.AMENDMENT_PROPOSED,
    CommitmentStep.AMEND: AuditEvent.COMMITMENT_AMENDED,
    CommitmentStep.NOTE: AuditEvent.COMMITMENT_NOTED,
    CommitmentStep.ASSESS: AuditEvent.COMMITMENT_ASSESSED,
    CommitmentStep.TAKE_OVER: AuditEvent.COMMITMENT_TAKEN_OVER,
}


def capacities_of(scope: Scope, member_id: int, today: date) -> frozenset[CommitmentCapacity]:
    """How the actor stands towards a member's registration today."""
    is_own = member_id == scope.member_id
    alone = is_own and scope.reviews and not accounts.others_review(scope, member_id, today)
    return rules.capacities(
        is_own=is_own, leads=scope.leads, reviews=scope.reviews, others_review=not alone
    )


def lock(commitment: Commitment) -> None:
    """Keep others from changing a registration until the transaction ends."""
    fresh = ["state", "revision", "return_reason_id"]
    db.session.refresh(commitment, fresh, with_for_update=True)


def refuse_stale(commitment: Commitment, based_on: int) -> None:
    """Refuse a change based on another revision than the stored one.

    Raises StaleEdit.
    """
    if commitment.revision != max(based_on, 1):
        raise StaleEdit("commitment.newer")


def take(
    scope: Scope, commitment: Commitment, step: CommitmentStep, now: datetime, **facts: Any
) -> None:
    """Take one step of the table with a registration, and write it into the trail.

    Raises RuleBroken when the step is not open, or not the actor's to take.
    """
    move(scope, commitment, step, now)
    remember_step(scope, commitment, step, now, **facts)


def move(scope: Scope, commitment: Commitment, step: CommitmentStep, now: datetime) -> None:
    """Take one step of the table; the caller then writes it into the trail.

    Raises what `take` raises.
    """
    require(Permission.COMMITMENT_READ, scope, commitment)
    lock(commitment)
    held = capacities_of(scope, commitment.member_id, clock.day_of(now))
    commitment.state = rules.next_state(commitment.state, step, held)
    db.session.flush()


def remember_step(
    scope: Scope, commitment: Commitment, step: CommitmentStep, now: datetime, **facts: Any
) -> None:
    """Write a step that was taken into the trail."""
    remember(scope, commitment, _REMEMBERED[step], step, now, **facts)


def remember(
    scope: Scope,
    commitment: Commitment,
    event: AuditEvent,
    step: CommitmentStep,
    now: datetime,
    **facts: Any,
) -> None:
    """Write an act into the trail, with the year and whom it was done for; recount the month."""
    is_own = commitment.member_id == scope.member_id
    marks = {"step": step, "year": commitment.year, **facts}
    if step in rules.STEPS_OF_MEMBER and not is_own:
        marks["entered_for"] = "yes"
    if step in (CommitmentStep.CONFIRM, CommitmentStep.AMEND) and is_own:
        marks["nobody_else"] = "yes"
    audit.record(scope, event, commitment, member_id=commitment.member_id, **marks)
    stale_months.mark(scope, clock.month_of(clock.day_of(now)))


def tell_member(scope: Scope, commitment: Commitment, kind: NoticeKind, *, now: datetime) -> None:
    """Tell the member what the committee did with the registration."""
    tell(scope, commitment, kind, [commitment.member_id], now=now)


def tell_reviewers(
    scope: Scope, commitment: Commitment, kind: NoticeKind, *, now: datetime
) -> None:
    """Tell the committee, without the member concerned, what waits for it.

    Those who joined after it was handed in may not read it, and are not told.
    """
    to = [
        member.id
        for member in accounts.members_on(scope, clock.day_of(now))
        if member.roles & REVIEWERS
        and member.status in ACTIVE
        and member.id != commitment.member_id
    ]
    query = select(Membership.id, Membership.full_name, Membership.sees_since).where(
        tenancy.within(scope, Membership), Membership.id.in_([*to, commitment.member_id])
    )
    rows = {row.id: row for row in db.session.execute(query)}
    last = commitment.last_day
    to = [key for key in to if (since := rows[key].sees_since) is None or since <= last]
    name = rows[commitment.member_id].full_name
    tell(scope, commitment, kind, to, now=now, member=name)


def tell(
    scope: Scope,
    commitment: Commitment,
    kind: NoticeKind,
    to: Iterable[int],
    *,
    now: datetime,
    **facts: Any,
) -> None:
    """Announce an act on a registration, but not to the one who acts."""
    member_id, year = commitment.member_id, commitment.year
    notices.announce(
        scope,
        kind,
        to=[one for one in to if one != scope.member_id],
        subject=f"commitment:{commitment.id}:{commitment.revision}",
        link=Address("commitments.show", {"member_id": member_id, "year": year}),
        now=now,
        year=str(year),
        **facts,
    )
