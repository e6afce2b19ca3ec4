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
    state: NominationState | None = None
    effective_at: datetime | None = None
    is_own: bool = False

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
    seat = SeatFromOutside(
        is_fresh=not roster.has_accounts(scope),
        is_empty=rules.is_empty(people),
        helps_itself=bool(rules.proposers(people)),
    )
    if latest is None or not latest.comes_from_outside:
        return seat
    return SeatFromOutside(
        seat.is_fresh,
        seat.is_empty,
        seat.helps_itself,
        latest.state,
        latest.effective_at,
        is_own=latest.proposer_account_id == account_id,
    )
