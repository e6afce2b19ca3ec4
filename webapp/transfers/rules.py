"""Kinds and states of transfers, and what must hold before somebody leaves or is received."""

from datetime import date
from enum import StrEnum

from webapp.accounts.rules import MemberStatus
from webapp.core.errors import RuleBroken


class TransferKind(StrEnum):
    """Whether a member leaves for good, for a while, or because the unit was merged."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    MERGED = "merged"


#: What a unit may write down of one member; a merger sends everybody.
CHOSEN = (TransferKind.PERMANENT, TransferKind.TEMPORARY)


class DepartureState(StrEnum):
    """What became of a departure; one to outside the system stays recorded."""

    RECORDED = "recorded"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class ArrivalState(StrEnum):
    """What became of an arrival."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


#: Arrivals answered with one tick each; every one of them is an act of its own.
MOST_AT_ONCE = 60
#: States in which a departure may be undone: the member was not received.
MAY_TAKE_BACK = frozenset({DepartureState.RECORDED, DepartureState.WAITING, DepartureState.REFUSED})


def status_kept(here: MemberStatus, there: MemberStatus) -> MemberStatus:
    """The status of a member of both of two units that became one.

    Who is suspended here stays suspended.
    """
    return here if here is MemberStatus.SUSPENDED else there


def refuse_end(kind: TransferKind, from_on: date, until_on: date | None) -> None:
    """A temporary transfer says until when, within five years; a lasting one has no end.

    Raises RuleBroken.
    """
    if kind is TransferKind.PERMANENT:
        if until_on is not None:
            raise RuleBroken("transfer.end_of_lasting", field="until_on")
        return
    if until_on is None:
        raise RuleBroken("transfer.end_missing", field="until_on")
    if not from_on < until_on <= from_on.replace(year=from_on.year + 5, day=1):
        raise RuleBroken("transfer.end_wrong", field="until_on")


def refuse_destination(has_unit: bool, name: str) -> None:
    """A member leaves for one place: a unit of the system or one named in words.

    Raises RuleBroken.
    """
    if has_unit == bool(name):
        raise RuleBroken("transfer.destination", field="destination_name")


def refuse_answered(state: ArrivalState) -> None:
    """An arrival is answered once.

    Raises RuleBroken.
    """
    if state is not ArrivalState.WAITING:
        raise RuleBroken("transfer.answered")


def refuse_too_early(from_on: date, today: date) -> None:
    """Nobody is received before the day on which they leave the other unit.

    Raises RuleBroken.
    """
    if today < from_on:
        raise RuleBroken("transfer.too_early", field="joined_on")


def refuse_joined_on(joined_on: date, from_on: date) -> None:
    """Nobody joins before the day on which they left the other unit.

    Raises RuleBroken.
    """
    if joined_on < from_on:
        raise RuleBroken("transfer.before_leaving", field="joined_on")


def may_take_back(kind: TransferKind, state: DepartureState) -> bool:
    """Whether a departure may still be undone; that of a merger may not."""
    return kind in CHOSEN and state in MAY_TAKE_BACK


def refuse_taking_back(kind: TransferKind, state: DepartureState) -> None:
    """What was accepted elsewhere, or taken back before, stays as it is.

    Raises RuleBroken.
    """
    if not may_take_back(kind, state):
        raise RuleBroken("transfer.answered")
