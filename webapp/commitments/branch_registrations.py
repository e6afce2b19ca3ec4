"""Who of a branch has registered for a year, and how far each registration is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from webapp.accounts import queries as accounts
from webapp.accounts.rules import MAY_REPORT
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.rules import IN_FORCE, CommitmentState, RegistrationFilter
from webapp.commitments.statements import has_amendment, opens_to
from webapp.core import tenancy
from webapp.core.db import db


@dataclass(frozen=True)
class MemberRow:
    """How far one member's registration of a year is; no commitment, no state."""

    member_id: int
    member_name: str
    commitment_id: int | None = None
    state: CommitmentState | None = None
    items: int = 0
    #: How many items the member has assessed.
    assessed: int = 0
    #: Whether a proposed amendment waits to be decided.
    amendment_waits: bool = False
    #: Whether the asking member may open it, which was not handed in before they joined.
    opens: bool = True

    @property
    def is_missing(self) -> bool:
        """Whether nothing was handed in yet."""
        return self.state in (None, CommitmentState.DRAFT)

    @property
    def waits(self) -> bool:
        """Whether the committee has to decide on it."""
        return self.amendment_waits or self.state is CommitmentState.SUBMITTED

    def passes(self, chosen: RegistrationFilter | None) -> bool:
        """Whether the row stays when the list is narrowed."""
        return {
            None: True,
            RegistrationFilter.MISSING: self.is_missing,
            RegistrationFilter.SUBMITTED: self.state is CommitmentState.SUBMITTED,
            RegistrationFilter.IN_FORCE: self.state in IN_FORCE,
            RegistrationFilter.AMENDMENT: self.amendment_waits,
        }[chosen]


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
            func.count(CommitmentItem.outcome).label("assessed"),
            has_amendment(scope).label("waits"),
            opens_to(scope).label("opens"),
        )
        .outerjoin(
            CommitmentItem,
            and_(
                tenancy.refers_to(CommitmentItem.commitment_id, Commitment),
                CommitmentItem.position.is_not(None),
            ),
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
        return MemberRow(member_id, name)
    counted = (row.items, row.assessed, row.waits, row.opens)
    return MemberRow(member_id, name, row.id, row.state, *counted)
