"""Reads tables of states: for a state and a step, the capacity it needs and the next state."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from webapp.core.errors import RuleBroken

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)
Capacity = TypeVar("Capacity", bound=StrEnum)


def next_state(
    table: Mapping[tuple[State, Step], tuple[Capacity, State]],
    state: State,
    step: Step,
    held: Collection[Capacity],
    *,
    not_open: str,
    not_theirs: str,
) -> State:
    """The next state when somebody with these capacities takes a step.

    Raises RuleBroken with the code `not_open` when the step is not open in this state, and with
    `not_theirs` when it is for somebody else to take.
    """
    entry = table.get((state, step))
    if entry is None:
        raise RuleBroken(not_open, state=state)
    capacity, target = entry
    if capacity not in held:
        raise RuleBroken(not_theirs)
    return target


def open_steps(
    table: Mapping[tuple[State, Step], tuple[Capacity, State]],
    state: State,
    held: Collection[Capacity],
) -> frozenset[Step]:
    """The steps somebody with these capacities may take now."""
    return frozenset(
        step
        for (at, step), (capacity, _target) in table.items()
        if at is state and capacity in held
    )
