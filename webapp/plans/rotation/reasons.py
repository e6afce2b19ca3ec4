"""Why a member's turn has come, told from what pages print beside it.

A reason compares a member with everybody who is passed over. It speaks of turns only where the
printed turns decide alone; else it names the account (`fairness.py`), and the account is printed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WhyProposed(StrEnum):
    """What puts a member before everybody who is passed over."""

    PROMISED = "promised"
    LATE_FIRST_TURN = "late_first_turn"
    VOLUNTEERED = "volunteered"
    EVERYBODY = "everybody"
    NEVER_REPORTED = "never_reported"
    FEWEST_TURNS = "fewest_turns"
    FEWEST_FOR_TIME = "fewest_for_time"
    #: The account decides: those with as few turns have been members for a shorter time.
    OWED_FOR_LONGER = "owed_for_longer"
    #: The account decides; times away, or turns out of turn, are part of it.
    OWED_MOST = "owed_most"
    LEADS = "leads"
    LEADS_AND_WAITED = "leads_and_waited"
    LEADS_AND_DRAWN = "leads_and_drawn"
    WAITED_LONGEST = "waited_longest"
    DRAWN = "drawn"


#: The reasons that break a tie.
TIES = frozenset(
    {
        WhyProposed.LEADS,
        WhyProposed.LEADS_AND_WAITED,
        WhyProposed.LEADS_AND_DRAWN,
        WhyProposed.WAITED_LONGEST,
        WhyProposed.DRAWN,
    }
)
_OF_ACCOUNT = frozenset({WhyProposed.OWED_FOR_LONGER, WhyProposed.OWED_MOST})

#: Where somebody stands in the queue for a month; the least one comes first.
Order = tuple[bool, bool, bool, int, bool, date, int, int]


@dataclass(frozen=True)
class Record:
    """What is printed of one member who could be given a turn in a month."""

    member_id: int
    #: Turns before this month, as far back as is looked at, and how many are still to come.
    turns: int
    to_come: int
    #: Months with reports in which the member could have been given a turn, and the first one.
    months: int
    first_month: date
    last_month: date | None
    last_is_to_come: bool
    #: Hundredths of a turn that the member is short of the share; negative beyond it.
    owed: int
    #: Holds an office, where the unit lets those report first.
    leads: bool
    volunteers: bool
    #: Has no turn yet while another would have a third in the same time.
    is_late: bool
    #: The month a turn was put off from, which this month makes good.
    promised: date | None

    @property
    def waits_since(self) -> date:
        """The month of the last turn, or the first one in which the member could report."""
        return self.last_month or self.first_month


@dataclass(frozen=True)
class Reason:
    """Why a member is before the others."""

    why: WhyProposed
    #: Whether the account is a part of the reason, and so has to be printed.
    by_account: bool = False


def reason_of(
    mine: Record, order: Order, others: Collection[tuple[Record, Order]]
) -> Reason | None:
    """Why a member is before all the others; none if somebody of them comes before."""
    if any(theirs < order for _record, theirs in others):
        return None
    if mine.promised:
        return Reason(WhyProposed.PROMISED)
    if mine.is_late:
        return Reason(WhyProposed.LATE_FIRST_TURN)
    if mine.volunteers:
        return Reason(WhyProposed.VOLUNTEERED)
    passed = [record for record, _order in others]
    if not passed:
        return Reason(WhyProposed.EVERYBODY)
    if all(other.owed < mine.owed for other in passed):
        why = _fewest(mine, passed)
        return Reason(why, why in _OF_ACCOUNT)
    return _tie(mine, passed)


def _fewest(mine: Record, passed: list[Record]) -> WhyProposed:
    if all(mine.turns < other.turns for other in passed):
        return WhyProposed.FEWEST_TURNS if mine.turns else WhyProposed.NEVER_REPORTED
    if all(mine.turns * other.months < other.turns * mine.months for other in passed):
        return WhyProposed.FEWEST_FOR_TIME
    as_few = [other for other in passed if other.turns <= mine.turns]
    if all(other.months < mine.months for other in as_few):
        return WhyProposed.OWED_FOR_LONGER
    return WhyProposed.OWED_MOST


def _tie(mine: Record, passed: list[Record]) -> Reason:
    level = [other for other in passed if other.owed == mine.owed]
    more = [other for other in passed if other.owed != mine.owed]
    by_counts = all(other.turns == mine.turns for other in level) and all(
        other.turns > mine.turns for other in more
    )
    return Reason(_tie_breaker(mine, level), by_account=not by_counts)


def _tie_breaker(mine: Record, level: list[Record]) -> WhyProposed:
    alike = [other for other in level if other.leads == mine.leads]
    office = len(alike) < len(level)
    if not alike:
        return WhyProposed.LEADS
    if all(mine.waits_since < other.waits_since for other in alike):
        return WhyProposed.LEADS_AND_WAITED if office else WhyProposed.WAITED_LONGEST
    return WhyProposed.LEADS_AND_DRAWN if office else WhyProposed.DRAWN
