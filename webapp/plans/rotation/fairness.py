"""Each member's share of the turns and how far the turns taken are from it, in whole numbers.

Each member who may report in a month gets turns ÷ members on their account, and pays one turn for
each report. The decision page about the rotation shows why every account stays between −1 and +1
turn.
"""

from collections.abc import Collection, Set
from math import lcm

#: After so many months away a member comes back like somebody new.
KEPT_MONTHS = 12
#: Parts of turns that are set aside may not divide evenly; the rounding is below this part.
FINENESS = 10**12


class Accounts:
    """What each member is owed: the share so far minus the turns so far.

    One turn is a number that every count of members divides, so that nothing is rounded unless a
    part of a turn was set aside.
    """

    def __init__(self, most_members: int) -> None:
        self.turn = lcm(*range(1, max(1, most_members) + 1)) * FINENESS
        #: Parts of turns that volunteers and exceptions took beyond what can be paid back.
        self.beyond = 0
        #: What was set aside because it was owed to many alike and there was no turn to give.
        self.in_common = 0
        self._level = 0
        # An account is the common level plus the member's own mark: a month's equal parts then
        # change one number, not one for each member.
        self._marks: dict[int, int] = {}
        self._kept: dict[int, tuple[int, int]] = {}

    def owed(self, member_id: int) -> int:
        """What a member who may report is owed, in parts of `turn`."""
        return self._level + self._marks[member_id]

    @property
    def furthest(self) -> int:
        """The distance of the member who is furthest from the share, in parts of `turn`."""
        marks = self._marks.values()
        return max(abs(self._level + min(marks)), abs(self._level + max(marks)))

    def admit(self, may_report: Set[int], position: int) -> None:
        """Begin the month at `position` with the members who may report in it.

        Newcomers begin at 0. A member who comes back within a year goes on from the account before;
        after a longer time from 0.
        """
        for member_id in self._marks.keys() - may_report:
            self._kept[member_id] = (self._level + self._marks.pop(member_id), position)
        for member_id in may_report - self._marks.keys():
            kept, since = self._kept.pop(member_id, (0, position))
            self._marks[member_id] = (kept if position - since <= KEPT_MONTHS else 0) - self._level

    def take(self, reporters: Collection[int]) -> None:
        """Let members report, and share the month's turns among everybody.

        A turn out of turn never puts anybody more than one turn behind the first in the queue;
        the part beyond that is set aside and belongs to nobody's share.
        """
        for member_id in reporters:
            self._marks[member_id] -= self.turn
        lowest = max(self._marks.values()) - self.turn
        beyond = 0
        for member_id in reporters:
            missing = lowest - self._marks[member_id]
            if missing > 0:
                self._marks[member_id] = lowest
                beyond += missing
        self.beyond += beyond
        self._level += (len(reporters) * self.turn - beyond) // len(self._marks)
        self._set_aside(max(self._marks.values()) + self._level - self.turn, from_highest=True)
        self._set_aside(-self.turn - min(self._marks.values()) - self._level, from_highest=False)

    def _set_aside(self, too_much: int, *, from_highest: bool) -> None:
        """Take what can't be given, or given back, from all who are owed alike, in equal parts.

        It happens where members left who were ahead of the others, or behind them: their turns are
        gone, or were had by those who stayed.
        """
        if too_much <= 0:
            return
        self.in_common += too_much
        end = max(self._marks.values()) if from_highest else min(self._marks.values())
        for member_id, mark in self._marks.items():
            if abs(end - mark) <= self.turn:
                self._marks[member_id] = mark - too_much if from_highest else mark + too_much
