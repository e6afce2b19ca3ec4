"""What the first screen asks about registrations, in one statement that is composed once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Executable,
    and_,
    func,
    or_,
    select,
    true,
    type_coerce,
)

from webapp.accounts import visible_since
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment, CommitmentItem, CommitmentVersion, CommitmentYear
from webapp.commitments.rules import IN_FORCE, CommitmentState, may_assess
from webapp.commitments.versions import VersionState
from webapp.core import clock, tenancy
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope


@dataclass(frozen=True)
class Registrations:
    """Where the registrations of a year stand for one member."""

    #: Whether the member has handed one in.
    registered: bool = False
    #: Registrations and amendments of others the member may open that wait for the committee.
    waiting: int = 0
    #: The member's own items that may be assessed now, and were not.
    to_assess: int = 0


def at_a_glance(scope: Scope, today: date) -> Registrations:
    """Where this year's registrations stand for the asking member."""
    rows = _this_year.rows(
        scope, year=today.year, member_id=scope.member_id, reviews=scope.reviews
    ).all()
    own = [row for row in rows if row.member_id == scope.member_id]
    others = [row for row in rows if row.member_id != scope.member_id]
    return Registrations(
        registered=any(row.state is not CommitmentState.DRAFT for row in own),
        waiting=sum(_opens(scope, row) for row in others),
        to_assess=sum(
            row.open_items
            for row in own
            if row.state in IN_FORCE and may_assess(today.year, today, row.opened_on)
        ),
    )


def _opens(scope: Scope, row: Any) -> bool:
    return row.submitted_at is not None and scope.sees(clock.day_of(row.submitted_at))


@prepared
def _this_year(
    scope: TenantScope, *, year: int, member_id: int | None, reviews: bool
) -> Executable:
    mine = Commitment.member_id == member_id
    submitted = Commitment.state == CommitmentState.SUBMITTED
    waits = or_(submitted, has_amendment(scope))
    opened_on = (
        select(CommitmentYear.assessed_from)
        .where(tenancy.within(scope, CommitmentYear), CommitmentYear.year == Commitment.year)
        .correlate(Commitment)
        .scalar_subquery()
    )
    return select(
        Commitment.member_id,
        Commitment.state,
        Commitment.submitted_at,
        _open_items(scope).label("open_items"),
        opened_on.label("opened_on"),
    ).where(
        tenancy.within(scope, Commitment),
        Commitment.year == year,
        or_(mine, and_(type_coerce(reviews, Boolean), waits)),
    )


def opens_to(scope: Scope) -> ColumnElement[bool]:
    """Which registrations the actor may open, by the same rule as `Commitment.last_day`."""
    if scope.sees_since is None:
        return true()
    late = Commitment.submitted_at.is_(None) & (Commitment.year >= scope.sees_since.year)
    since = visible_since.since_moment(scope, Commitment.submitted_at)
    return or_(Commitment.member_id == scope.member_id, since, late)


def has_amendment(scope: TenantScope) -> Any:
    """Whether the registration of the surrounding query has an amendment to be decided."""
    return (
        select(CommitmentVersion.id)
        .where(
            tenancy.within(scope, CommitmentVersion),
            CommitmentVersion.commitment_id == Commitment.id,
            CommitmentVersion.state == VersionState.PROPOSED,
        )
        .correlate(Commitment)
        .exists()
    )


def _open_items(scope: TenantScope) -> Any:
    return (
        select(func.count(CommitmentItem.id))
        .where(
            tenancy.within(scope, CommitmentItem),
            CommitmentItem.commitment_id == Commitment.id,
            CommitmentItem.position.is_not(None),
            CommitmentItem.outcome.is_(None),
        )
        .correlate(Commitment)
        .scalar_subquery()
    )
