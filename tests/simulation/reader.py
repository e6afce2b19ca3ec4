"""Reads what is printed of the candidates of a month, and decides whether a reason contradicts it.

Knows the words of the reasons and nothing of the code that chooses them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Printed:
    """One line of the page: what stands beside a member's name."""

    turns: int
    months: int
    #: The month of the last turn, or the first one in which the member could report.
    since: date
    #: Hundredths of a turn short of the share; printed where the reason names the share.
    account: int = 0
    leads: bool = False
    offered: bool = False
    put_off: bool = False


Claim = Callable[[Printed, list[Printed]], bool]


def _waits_longest(mine: Printed, level: list[Printed]) -> bool:
    return all(one.since > mine.since for one in level)


def _waits_alike(mine: Printed, level: list[Printed]) -> bool:
    return any(one.since == mine.since for one in level) and not any(
        one.since < mine.since for one in level
    )


def _office(mine: Printed, level: list[Printed]) -> bool:
    return mine.leads and any(not one.leads for one in level)


def _officers(level: list[Printed]) -> list[Printed]:
    return [one for one in level if one.leads]


def _tops(mine: Printed, others: list[Printed]) -> bool:
    return all(one.account < mine.account for one in others)


#: What each reason claims, of a member and of everybody passed over.
CLAIMS: dict[str, Claim] = {
    "promised": lambda mine, others: mine.put_off,
    "late_first_turn": lambda mine, others: mine.turns == 0,
    "volunteered": lambda mine, others: mine.offered,
    "everybody": lambda mine, others: not others,
    "never_reported": lambda m, others: m.turns == 0 and all(o.turns > 0 for o in others),
    "fewest_turns": lambda mine, others: all(one.turns > mine.turns for one in others),
    "fewest_for_time": lambda mine, others: all(
        mine.turns * one.months < one.turns * mine.months for one in others
    ),
    "owed_most": _tops,
    "owed_for_longer": lambda mine, others: (
        _tops(mine, others)
        and all(one.months < mine.months for one in others if one.turns <= mine.turns)
    ),
}
#: The same of the ties, where the others are those who are level.
TIES: dict[str, Claim] = {
    "leads": lambda mine, level: _office(mine, level) and not _officers(level),
    "leads_and_waited": lambda mine, level: (
        _office(mine, level) and _waits_longest(mine, _officers(level))
    ),
    "leads_and_drawn": lambda mine, level: (
        _office(mine, level) and _waits_alike(mine, _officers(level))
    ),
    "waited_longest": _waits_longest,
    "drawn": _waits_alike,
}


def contradicted(why: str, mine: Printed, others: list[Printed], *, by_account: bool) -> bool:
    """Whether the lines of the page say something else than the reason."""
    if why in CLAIMS:
        return not CLAIMS[why](mine, others)

    def place(one: Printed) -> int:
        return -one.account if by_account else one.turns

    level = [one for one in others if place(one) == place(mine)]
    is_first = all(place(one) >= place(mine) for one in others)
    return not (is_first and level and TIES[why](mine, level))
