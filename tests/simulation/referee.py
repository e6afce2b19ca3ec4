"""Counts shares and turns by the words of the decision page alone, in fractions, person by person.

Knows nothing of the code it watches over; slow and plain.
"""

from dataclasses import dataclass, field
from fractions import Fraction

ONE = Fraction(1)
#: After so many months away somebody comes back like somebody new.
KEPT = 12


@dataclass
class Referee:
    """What everybody is owed: the share of each month's turns minus the turns taken."""

    owed: dict[int, Fraction] = field(default_factory=dict)
    left: dict[int, tuple[Fraction, int]] = field(default_factory=dict)
    #: The same without what is set aside in common.
    bare: dict[int, Fraction] = field(default_factory=dict)
    bare_left: dict[int, tuple[Fraction, int]] = field(default_factory=dict)
    largest: Fraction = Fraction(0)
    largest_bare: Fraction = Fraction(0)

    def month(self, number: int, present: set[int], reporters: set[int]) -> None:
        """One month: who could report, and who did."""
        _arrive(self.owed, self.left, number, present)
        _arrive(self.bare, self.bare_left, number, present)
        beyond = self._pay(reporters)
        share = (len(reporters) - sum(beyond.values(), Fraction(0))) / len(present)
        for member in present:
            self.owed[member] += share
            taken = ONE - beyond.get(member, 0) if member in reporters else 0
            self.bare[member] += share - taken
        self._set_aside_in_common()
        self.largest = max(self.largest, *(abs(one) for one in self.owed.values()))
        self.largest_bare = max(self.largest_bare, *(abs(one) for one in self.bare.values()))

    def _pay(self, reporters: set[int]) -> dict[int, Fraction]:
        """Take a turn from each reporter's account; returns the parts out of turn."""
        for member in reporters:
            self.owed[member] -= 1
        lowest = max(self.owed.values()) - 1
        beyond = {m: lowest - self.owed[m] for m in reporters if self.owed[m] < lowest}
        for member in beyond:
            self.owed[member] = lowest
        return beyond

    def _set_aside_in_common(self) -> None:
        highest, lowest = max(self.owed.values()), min(self.owed.values())
        if highest > 1:
            alike = [m for m, owed in self.owed.items() if owed >= highest - 1]
            self.owed |= {m: self.owed[m] - (highest - 1) for m in alike}
        if lowest < -1:
            alike = [m for m, owed in self.owed.items() if owed <= lowest + 1]
            self.owed |= {m: self.owed[m] - (lowest + 1) for m in alike}


def _arrive(
    accounts: dict[int, Fraction],
    left: dict[int, tuple[Fraction, int]],
    number: int,
    present: set[int],
) -> None:
    """Close the accounts of those who went, open those of who came."""
    for member in set(accounts) - present:
        left[member] = (accounts.pop(member), number)
    for member in present - set(accounts):
        owed, since = left.pop(member, (Fraction(0), number))
        accounts[member] = owed if number - since <= KEPT else Fraction(0)
