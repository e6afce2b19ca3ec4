"""How far a new unit is, what a superior sees of its chair, and which units may become one."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind


class BeginningStep(StrEnum):
    """The three first steps of a unit's chair."""

    MEETING_DAY = "meeting_day"
    MEMBERS = "members"
    PLAN = "plan"


class ChairState(StrEnum):
    """Whether a unit has its chair, and whether they have come in."""

    ACTIVE = "active"
    ACTING = "acting"
    INVITED = "invited"
    UNINVITED = "uninvited"
    MISSING = "missing"


#: A unit of one is not a unit yet: the chair is the first member.
_ENOUGH_MEMBERS = 2


@dataclass(frozen=True)
class Beginning:
    """How far the first steps are; computed from what is there, never stored."""

    done: frozenset[BeginningStep]

    @property
    def is_done(self) -> bool:
        """Whether all steps are taken."""
        return len(self.done) == len(BeginningStep)

    @property
    def next(self) -> BeginningStep | None:
        """The first step that is still to be taken."""
        return next((step for step in BeginningStep if step not in self.done), None)

    @property
    def states(self) -> dict[BeginningStep, str]:
        """For each step “done”, “now” or “next”."""
        return {
            step: "done" if step in self.done else "now" if step is self.next else "next"
            for step in BeginningStep
        }


def beginning(own_choices: Collection[str], members: int, *, has_plan: bool) -> Beginning:
    """How far a new unit is, from its own settings, its countable members and its plan."""
    taken = {
        BeginningStep.MEETING_DAY: "meeting_day" in own_choices,
        BeginningStep.MEMBERS: members >= _ENOUGH_MEMBERS,
        BeginningStep.PLAN: has_plan,
    }
    return Beginning(frozenset(step for step, is_taken in taken.items() if is_taken))


def chair_state(
    *, has_chair: bool, has_come: bool, is_invited: bool, is_acting: bool = False
) -> ChairState:
    """What a superior sees of the chair of a unit: no name, only how far they are."""
    if not has_chair:
        return ChairState.MISSING
    if has_come:
        return ChairState.ACTING if is_acting else ChairState.ACTIVE
    return ChairState.INVITED if is_invited else ChairState.UNINVITED


def refuse_merging(unit: OrganizationKind, into: OrganizationKind, *, is_same: bool) -> None:
    """Two different units of one kind, both with members and meetings, become one.

    Raises RuleBroken.
    """
    if is_same:
        raise RuleBroken("unit.merge_itself", field="into")
    if not unit.meets:
        raise RuleBroken("unit.merge_superior")
    if unit is not into:
        raise RuleBroken("unit.merge_kind", field="into")


def refuse_while_meeting(running: int) -> None:
    """A meeting that is going on is brought to its end first.

    Raises RuleBroken.
    """
    if running:
        raise RuleBroken("unit.meeting_running")
