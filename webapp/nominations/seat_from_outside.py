"""What somebody outside a unit is told of its seat: whether it is empty, and what is proposed."""

from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.members import queries as roster
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.nominations import queries, rules
from webapp.nominations.rules import NominationState


@dataclass(frozen=True)
class SeatFromOutside:
    """Where the seat of a unit stands; no name of anybody in it."""

    #: Nobody has ever come in: the first chair is named at once.
    is_fresh: bool
    is_empty: bool
    #: Somebody of the unit can propose a chair, so nobody from outside does.
    helps_itself: bool
    state: NominationState | None
    effective_at: datetime | None
    is_own: bool

    @property
    def waits(self) -> bool:
        """Whether something is proposed and not decided yet."""
        return self.state is NominationState.WAITING

    @property
    def may_propose(self) -> bool:
        """Whether somebody from outside may propose a member now."""
        return self.is_empty and not (self.is_fresh or self.helps_itself or self.waits)


def seat_from_outside(scope: Scope, account_id: int | None, *, now: datetime) -> SeatFromOutside:
    """The seat of the unit of a scope, for an account outside it."""
    people = queries.people(scope, clock.day_of(now))
    latest = queries.latest(scope)
    shown = latest if latest is not None and latest.comes_from_outside else None
    return SeatFromOutside(
        is_fresh=not roster.has_accounts(scope),
        is_empty=rules.is_empty(people),
        helps_itself=bool(rules.proposers(people)),
        state=shown.state if shown else None,
        effective_at=shown.effective_at if shown else None,
        is_own=shown is not None and shown.proposer_account_id == account_id,
    )
