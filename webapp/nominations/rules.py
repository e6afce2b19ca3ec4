"""Who may propose a chair where the seat is empty, who answers, and what stops it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.accounts.rules import ACTIVE, REVIEWERS, MemberStatus, Role
from webapp.core.errors import RuleBroken, StaleEdit

#: So long a nomination waits for an objection.
WAITS = timedelta(hours=72)
#: Who was objected to isn't proposed again from outside for so long.
REST = timedelta(days=30)


class NominationState(StrEnum):
    """Where a nomination stands."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Proposer(StrEnum):
    """Who proposed: somebody of the unit, or from outside it."""

    MEMBER = "member"
    SUPERIOR = "superior"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Person:
    """A member as the seat of the chair is concerned with them."""

    id: int
    full_name: str
    status: MemberStatus
    roles: frozenset[Role]
    account_id: int | None
    #: The account was closed, or runs the service.
    is_barred: bool = False
    #: Chairs beyond their term, until a successor is in.
    is_acting: bool = False
    email: str | None = None

    @property
    def has_way_in(self) -> bool:
        """Whether they can come in and act today."""
        return self.status in ACTIVE and self.account_id is not None and not self.is_barred


def is_empty(people: Collection[Person]) -> bool:
    """Whether nobody who chairs can come in."""
    return not any(Role.CHAIR in person.roles and person.has_way_in for person in people)


def awaits_successor(people: Collection[Person]) -> bool:
    """Whether nobody chairs within a term: the unit may then name who comes next."""
    chairs = [person for person in people if Role.CHAIR in person.roles and person.has_way_in]
    return all(person.is_acting for person in chairs)


def proposers(people: Collection[Person]) -> frozenset[int]:
    """Who of the unit may propose: the deputies, or the committee where there is none."""
    able = [person for person in people if person.has_way_in]
    deputies = frozenset(person.id for person in able if Role.DEPUTY in person.roles)
    return deputies or frozenset(person.id for person in able if Role.COMMITTEE in person.roles)


def candidates(people: Collection[Person]) -> list[Person]:
    """Who may be proposed: every member who can come in."""
    return [person for person in people if person.has_way_in]


def confirmers(
    people: Collection[Person], proposer_id: int | None, member_id: int
) -> frozenset[int]:
    """The second persons of the committee; none for what comes from outside."""
    if proposer_id is None:
        return frozenset()
    return _committee(people) - {proposer_id, member_id}


def objectors(
    people: Collection[Person], proposer_id: int | None, member_id: int
) -> frozenset[int]:
    """Who may stop it: the committee and the one proposed.

    Everybody who can come in, where it comes from outside or nobody is there to confirm it.
    """
    if proposer_id is not None and confirmers(people, proposer_id, member_id):
        return (_committee(people) | {member_id}) - {proposer_id}
    return frozenset(person.id for person in people if person.has_way_in) - {proposer_id}


def _committee(people: Collection[Person]) -> frozenset[int]:
    return frozenset(p.id for p in people if p.has_way_in and p.roles & REVIEWERS)


def refuse_seat_taken(people: Collection[Person], *, from_outside: bool) -> None:
    """A chair hands over instead; only the unit itself may name a successor to an acting chair.

    Raises StaleEdit.
    """
    is_free = is_empty(people) if from_outside else awaits_successor(people)
    if not is_free:
        raise StaleEdit("nomination.has_chair")


def refuse_outside(people: Collection[Person]) -> None:
    """From outside somebody is proposed only where nobody of the unit can do so.

    Raises RuleBroken.
    """
    if proposers(people):
        raise RuleBroken("nomination.unit_itself")


def refuse_member(person: Person | None, *, leads_above: bool, is_confirmed_inside: bool) -> None:
    """The one proposed can come in; an office above takes a second person of the unit.

    Raises RuleBroken.
    """
    if person is None or not person.has_way_in:
        raise RuleBroken("nomination.no_such_member", field="member_id")
    if leads_above and not is_confirmed_inside:
        raise RuleBroken("nomination.office_above", field="member_id")


def refuse_objected_lately(ended_at: datetime | None, now: datetime) -> None:
    """An objection holds for a while.

    Raises RuleBroken.
    """
    if ended_at is not None and now < ended_at + REST:
        raise RuleBroken("nomination.objected_lately", field="member_id")


def refuse_shut(*, was_shut: bool) -> None:
    """Everybody could object the whole time: the unit was neither suspended nor closed.

    Raises RuleBroken.
    """
    if was_shut:
        raise RuleBroken("nomination.shut_meanwhile")


def refuse_over(state: NominationState) -> None:
    """Only a waiting nomination can be answered.

    Raises StaleEdit.
    """
    if state is not NominationState.WAITING:
        raise StaleEdit("nomination.over")
