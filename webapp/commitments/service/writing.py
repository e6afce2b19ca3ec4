"""Write a registration, hand it in, and take it back while nobody has confirmed it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import About, Scope
from webapp.commitments import form_template, queries, rules
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState, CommitmentStep
from webapp.commitments.service import item_rows, transition
from webapp.commitments.versions import Wanted
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind


def save(
    scope: Scope,
    member_id: int,
    year: int,
    items: Sequence[Wanted],
    *,
    based_on: int,
    now: datetime,
) -> Commitment:
    """Store the items a member wants to register, while the registration is a draft.

    `based_on` is the revision that was on the screen, 0 for none. Raises StaleEdit when somebody
    saved in between, RuleBroken when an item is refused or the registration was handed in.
    """
    require(Permission.COMMITMENT_WRITE, scope, About(scope.organization_id, member_id))
    today = clock.day_of(now)
    rules.refuse_year(year, today.year)
    item_rows.refuse_items(scope, member_id, year, items)
    if member_id not in {member.id for member in accounts.members_on(scope, today)}:
        raise RuleBroken("commitment.member_unknown")
    commitment = begun(scope, member_id, year)
    transition.refuse_stale(commitment, based_on)
    transition.take(scope, commitment, CommitmentStep.SAVE, now, items=len(items))
    commitment.revision += 1
    item_rows.write(scope, commitment, items, keep_removed=False)
    return commitment


def submit(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Hand the registration to the committee.

    Raises RuleBroken when it lists fewer items than the year's form asks for.
    """
    today = clock.day_of(now)
    transition.lock(commitment)
    member = queries.member_of(scope, commitment.member_id, today)
    form = form_template.form_of(scope.organization, member)
    count = len(queries.items_of(scope, commitment.member_id, commitment.year))
    rules.refuse_few(count, form.least_items)
    transition.take(scope, commitment, CommitmentStep.SUBMIT, now)
    commitment.submitted_at, commitment.return_reason_id = now, None
    db.session.flush()
    transition.tell_reviewers(scope, commitment, NoticeKind.COMMITMENT_SUBMITTED, now=now)


def take_back(scope: Scope, commitment: Commitment, *, now: datetime) -> None:
    """Take the registration back to change it, while nobody has confirmed it."""
    transition.take(scope, commitment, CommitmentStep.TAKE_BACK, now)


def begun(scope: Scope, member_id: int, year: int) -> Commitment:
    """The stored registration, locked until the transaction ends; it is begun if there is none."""
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
