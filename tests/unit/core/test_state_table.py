"""A table of states is read the same way whatever process it belongs to."""

from enum import StrEnum

import pytest

from webapp.core.errors import RuleBroken
from webapp.core.state_table import next_state, open_steps


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Turn(StrEnum):
    CLOSE = "close"
    UNLOCK = "unlock"
    KNOCK = "knock"


class Holder(StrEnum):
    KEEPER = "keeper"
    GUEST = "guest"


TABLE = {
    (Door.OPEN, Turn.CLOSE): (Holder.GUEST, Door.SHUT),
    (Door.SHUT, Turn.UNLOCK): (Holder.KEEPER, Door.OPEN),
    (Door.SHUT, Turn.KNOCK): (Holder.GUEST, Door.SHUT),
}


def go(state, step, *held):
    return next_state(TABLE, state, step, held, not_open="door.not_now", not_theirs="door.no_key")


def test_a_step_leads_where_the_table_says():
    assert go(Door.SHUT, Turn.UNLOCK, Holder.KEEPER) is Door.OPEN


def test_a_step_the_state_does_not_know_is_refused_with_the_state():
    with pytest.raises(RuleBroken) as broken:
        go(Door.OPEN, Turn.UNLOCK, Holder.KEEPER)
    assert (broken.value.code, broken.value.facts) == ("door.not_now", {"state": Door.OPEN})


def test_a_step_of_somebody_else_is_refused():
    with pytest.raises(RuleBroken) as broken:
        go(Door.SHUT, Turn.UNLOCK, Holder.GUEST)
    assert broken.value.code == "door.no_key"


def test_what_is_open_are_the_steps_of_the_state_that_somebody_may_take():
    assert open_steps(TABLE, Door.SHUT, [Holder.GUEST]) == {Turn.KNOCK}
    assert open_steps(TABLE, Door.SHUT, list(Holder)) == {Turn.KNOCK, Turn.UNLOCK}
    assert open_steps(TABLE, Door.OPEN, [Holder.KEEPER]) == frozenset()
