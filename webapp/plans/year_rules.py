"""Which year's plan may be proposed, and what a confirmed plan must keep to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.core.errors import RuleBroken, StaleEdit

#: From this month on the plan of the next year may be made.
NEXT_YEAR_FROM_MONTH = 10
#: Characters of the reason why a plan that was agreed to is changed.
LONGEST_REASON = 2000


def years_to_plan(today: date) -> tuple[int, ...]:
    """The years whose plan may be proposed today: this one, and from October on the next one."""
    soon = today.month >= NEXT_YEAR_FROM_MONTH
    return (today.year, today.year + 1) if soon else (today.year,)


def first_seed(year: int) -> int:
    """The seed for ties before anybody has drawn: the number of the year."""
    return year


@dataclass(frozen=True)
class OpenMonth:
    """A month of a year's plan that may still be filled."""

    month: date
    #: Members whose turn in it stands already.
    standing: frozenset[int]
    #: Members who may be given a turn in it.
    may_report: frozenset[int]
    #: How many turns it takes.
    most: int


def refuse_plan(months: Mapping[date, OpenMonth], chosen: Mapping[date, Sequence[int]]) -> None:
    """Refuse turns outside open months of reports, or for members who may not report then.

    Raises RuleBroken.
    """
    for month, members in chosen.items():
        shown = month.strftime("%m/%Y")
        if month not in months:
            raise RuleBroken("plan.month_not_open", month=shown)
        here = months[month]
        if len(set(members)) < len(members) or here.standing & set(members):
            raise RuleBroken("plan.member_twice", month=shown)
        if len(here.standing) + len(members) > here.most:
            raise RuleBroken("plan.month_too_full", month=shown, most=here.most)
        if not here.may_report.issuperset(members):
            raise RuleBroken("plan.member_may_not", month=shown)


def refuse_empty(chosen: Mapping[date, Collection[int]]) -> None:
    """Refuse a plan without any turn.

    Raises RuleBroken.
    """
    if not any(chosen.values()):
        raise RuleBroken("plan.nobody_foreseen")


def refuse_stale(revision: int, seen: int) -> None:
    """Refuse a change by somebody who has not seen the newest plan.

    Raises StaleEdit.
    """
    if revision != seen:
        raise StaleEdit("plan.year_changed_meanwhile")


def refuse_reason(reason: str, *, is_agreed: bool) -> None:
    """Refuse a change of an agreed plan without a reason.

    Raises RuleBroken.
    """
    if is_agreed and not reason.strip():
        raise RuleBroken("plan.reason_missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("plan.reason_too_long", field="reason", longest=LONGEST_REASON)
