"""Whom to remind of what on which days, read off the table of duties.

Days are counted from the days of the month's plan, so that all of them move with the meeting. A
missed day is caught up while its reminder makes sense.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from webapp.core.addresses import Address
from webapp.duties.rules import Matter, Reminding, days_from, due_on, row_key
from webapp.duties.stages import Whose
from webapp.duties.table import TABLE
from webapp.duties.wording import Words
from webapp.duties.words import WORDS
from webapp.notices.rules import NoticeKind


@dataclass(frozen=True)
class People:
    """The members of a unit by what they may be reminded of."""

    chairs: frozenset[int] = frozenset()
    reviewers: frozenset[int] = frozenset()
    everybody: frozenset[int] = frozenset()
    #: Who may propose a chair.
    proposers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reminder:
    """What one member is to be reminded of on which days, as long as it is not done."""

    kind: NoticeKind
    to: int
    subject: str
    days: tuple[date, ...]
    #: The last day on which it makes sense.
    until: date
    address: Address
    facts: Mapping[str, Any] = field(default_factory=dict)

    def due_day(self, today: date) -> date | None:
        """The reminder day that has come last, or none."""
        passed = [day for day in self.days if day <= today <= self.until]
        return max(passed, default=None)


def reminders(matters: Iterable[Matter], people: People) -> list[Reminder]:
    """Every reminder of a unit that is not settled by what people have done already."""
    return [
        reminder
        for matter in matters
        for row in TABLE[matter.stage].reminders
        for reminder in _reminders(matter, row, people)
    ]


def _reminders(matter: Matter, row: Reminding, people: People) -> Iterator[Reminder]:
    found = days_from(matter.days, row.on)
    until = days_from(matter.days, (row.until,))
    if not until:
        return
    days = tuple(day for day in found if day >= matter.told_from)
    by = due_on(TABLE[matter.stage], matter.days)
    facts = {**matter.facts, "by": by} if by else matter.facts
    subject, address = matter.subject, Address(row.page, matter.values)
    if row.row:
        words = WORDS[row.row]
        subject, address = row_key(row.row, subject), words.address(matter.values)
        facts = {**facts, **said_of(matter, words)}
    for to in sorted(told(row.to, matter, people)):
        yield Reminder(row.notice, to, subject, days, until[0], address, facts)


def said_of(matter: Matter, words: Words) -> dict[str, Any]:
    """The sentence of a row and what it takes; it is put together when the notice is read."""
    year = matter.month and matter.month.year
    facts = {"name": matter.name, "count": matter.count, "month": matter.month, "year": year}
    return {"sentence": words.sentence, **{name: fact for name, fact in facts.items() if fact}}


def told(whose: Whose, matter: Matter, people: People) -> frozenset[int]:
    own = frozenset() if matter.member_id is None else frozenset({matter.member_id})
    return {
        Whose.MEMBER: own,
        Whose.COMMITTEE: people.reviewers - own,
        Whose.REVIEWERS: people.reviewers - own or people.chairs,
        Whose.LEADERS: people.chairs - own,
        Whose.EVERYBODY: people.everybody,
        Whose.CLERK: frozenset() if matter.clerk_id is None else frozenset({matter.clerk_id}),
        Whose.ATTENDERS: people.everybody - people.chairs - {matter.clerk_id},
        Whose.PROPOSERS: people.proposers,
    }[whose]
