"""Requests about a turn: what may be asked, who agrees, who decides, as one table."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from webapp.core.errors import RuleBroken
from webapp.plans.rules import AHEAD, TurnState


class RequestKind(StrEnum):
    """What somebody asks for."""

    DECLINE = "decline"
    SWAP = "swap"
    POSTPONE = "postpone"
    REPLACE = "replace"


class RequestState(StrEnum):
    """Where a request stands; the first two are open."""

    ASKED = "asked"
    AGREED = "agreed"
    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


class RequestStep(StrEnum):
    """What happens to a request."""

    ASK = "ask"
    AGREE = "agree"
    DISAGREE = "disagree"
    GRANT = "grant"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    LAPSE = "lapse"


class Party(StrEnum):
    """How somebody stands towards one request."""

    ASKER = "asker"
    #: The member who is to swap, or to report instead.
    OTHER = "other"
    CHAIR = "chair"
    #: Nobody: the meeting was held, or the turn was dropped.
    COURSE = "course"


#: Somebody else has to agree before the chair decides.
NEEDS_CONSENT = frozenset({RequestKind.SWAP, RequestKind.REPLACE})
OPEN = frozenset({RequestState.ASKED, RequestState.AGREED})
#: What becomes of the turn a request is granted for.
BECOMES = {
    RequestKind.DECLINE: TurnState.DECLINED,
    RequestKind.SWAP: TurnState.EXCHANGED,
    RequestKind.POSTPONE: TurnState.POSTPONED,
    RequestKind.REPLACE: TurnState.REPLACED,
}

_Key = tuple[RequestKind, RequestState, RequestStep]
_Asked, _Agreed, _Refused = RequestState.ASKED, RequestState.AGREED, RequestState.REFUSED


def _steps_of(kind: RequestKind) -> Iterator[tuple[_Key, tuple[Party, RequestState]]]:
    consented = _Agreed if kind in NEEDS_CONSENT else _Asked
    if kind in NEEDS_CONSENT:
        yield (kind, _Asked, RequestStep.AGREE), (Party.OTHER, _Agreed)
    yield (kind, consented, RequestStep.GRANT), (Party.CHAIR, RequestState.GRANTED)
    for state in (_Asked, _Agreed) if kind in NEEDS_CONSENT else (_Asked,):
        if kind in NEEDS_CONSENT:
            yield (kind, state, RequestStep.DISAGREE), (Party.OTHER, _Refused)
        yield (kind, state, RequestStep.REFUSE), (Party.CHAIR, _Refused)
        yield (kind, state, RequestStep.TAKE_BACK), (Party.ASKER, RequestState.TAKEN_BACK)
        yield (kind, state, RequestStep.LAPSE), (Party.COURSE, RequestState.LAPSED)


#: Who may take which step with which kind of request, and where it leads.
STEPS: dict[_Key, tuple[Party, RequestState]] = dict(
    step for kind in RequestKind for step in _steps_of(kind)
)


def parties(*, asked: bool, is_other: bool, leads: bool) -> frozenset[Party]:
    """How somebody stands towards a request."""
    stands = {Party.ASKER: asked, Party.OTHER: is_other, Party.CHAIR: leads}
    return frozenset(party for party, holds in stands.items() if holds)


def next_state(
    kind: RequestKind, state: RequestState, step: RequestStep, held: frozenset[Party]
) -> tuple[RequestState, bool]:
    """Where a request goes when somebody takes a step, and whether it is entered for another.

    Chair and deputies may take each step of a member who has no telephone. Raises RuleBroken when
    the step is not open in this state, or not theirs to take.
    """
    entry = STEPS.get((kind, state, step))
    if entry is None:
        raise RuleBroken("request.step_not_open", state=state)
    party, target = entry
    if party in held:
        return target, False
    if party is Party.COURSE or Party.CHAIR not in held:
        raise RuleBroken("request.step_not_yours")
    return target, True


def open_steps(
    kind: RequestKind, state: RequestState, held: frozenset[Party]
) -> frozenset[RequestStep]:
    """The steps somebody who stands so towards a request may take now."""
    leads = Party.CHAIR in held
    return frozenset(
        step
        for (of, at, step), (party, _target) in STEPS.items()
        if (of, at) == (kind, state) and (party in held or (leads and party is not Party.COURSE))
    )


def is_entered_for(kind: RequestKind, *, is_own: bool, on_behalf: bool) -> bool:
    """Whether a request is written down for the member whose turn it is.

    Chair and deputies may postpone a turn or name another member without being asked to; any other
    request about somebody else's turn they only write down.
    """
    of_the_chair = kind in (RequestKind.POSTPONE, RequestKind.REPLACE)
    return not is_own and (on_behalf or not of_the_chair)


def refuse_turn(state: TurnState) -> None:
    """Refuse to change a turn that is not ahead any more.

    Raises RuleBroken.
    """
    if state not in AHEAD:
        raise RuleBroken("request.turn_over", state=state)


def refuse_swap(month: date, member_id: int, other_month: date, other_member_id: int) -> None:
    """Refuse a swap within one month, or of one member with themselves.

    Raises RuleBroken.
    """
    if month == other_month or member_id == other_member_id:
        raise RuleBroken("request.nothing_to_swap", field="other_turn_id")


def state_after_swap(given: TurnState, *, writes: bool) -> TurnState:
    """The state of a turn that was swapped for: that of the other turn before.

    It stands if the member has begun the report, which moves along.
    """
    return TurnState.STANDING if writes else given
