"""What people of the branch do, each through the act that its page calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.simulation.histories import meeting_acts, member_acts, report_acts, weakness_acts
from tests.simulation.histories.branch import Branch
from webapp.core import clock
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingState


@dataclass(frozen=True)
class Act:
    """One kind of act; it returns the members whose own doing it is."""

    name: str
    do: Callable[[Branch], set[int]]
    weight: int = 2

    @property
    def to_leaders(self) -> bool:
        """Whether those who lead have the next step."""
        return self.name in ("accept", "lead")


def _wait(branch: Branch) -> set[int]:
    """Days pass, often until the next meeting."""
    called = branch.rows(Meeting, Meeting.state == MeetingState.CALLED)
    ahead = [row.starts_at for row in called if row.starts_at > branch.now]
    if ahead and branch.rng.random() < 0.7:
        branch.stage.now = min(ahead)
    else:
        branch.stage.now += timedelta(days=branch.rng.choice((1, 1, 2, 4, 9)))
    return set()


def _acts(module: Any) -> list[Act]:
    return [Act(do.__name__, do, weight) for do, weight in module.ACTS]


ACTS = (
    *_acts(report_acts),
    *_acts(meeting_acts),
    *_acts(member_acts),
    *_acts(weakness_acts),
)
WAIT = Act("wait", _wait)
BEGIN = next(act for act in ACTS if act.name == "begin")


IN_THE_ROOM = tuple(act for act in ACTS if act.name in meeting_acts.IN_THE_ROOM)


def drawn(branch: Branch) -> Act:
    """The next act of a history: one of an open meeting mostly, else days pass with every third."""
    now = {row.state for row in branch.rows(Meeting) if clock.day_of(row.starts_at) <= branch.today}
    if MeetingState.OPEN in now and branch.rng.random() < 0.8:
        return branch.rng.choices(IN_THE_ROOM, [act.weight for act in IN_THE_ROOM])[0]
    if MeetingState.CALLED in now and branch.rng.random() < 0.5:
        return BEGIN
    if branch.rng.random() < 0.3:
        return WAIT
    return branch.rng.choices(ACTS, [act.weight for act in ACTS])[0]
