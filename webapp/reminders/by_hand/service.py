"""Remind whoever is late, once each few hours, and take a reminder back before it leaves."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.duties.rules import Matter
from webapp.duties.table import TABLE
from webapp.duties.words import WORDS
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.reminders.by_hand import queries, rules
from webapp.reminders.by_hand.rules import Late
from webapp.reminders.by_hand.statements import NUMBERED
from webapp.reminders.queries import people_of
from webapp.reminders.rules import People, said_of, told


def remind(scope: Scope, *, now: datetime, subject: str | None = None) -> int:
    """Chair or deputy reminds whoever is late with one matter, or everybody who is late.

    Returns how many members were told. Raises RuleBroken when nobody is late with it, or all who
    are were reminded within the last hours.
    """
    require(Permission.LATE_REMIND, scope)
    today = clock.day_of(now)
    late = [one for one in queries.late(scope, today) if subject in (None, one.matter.subject)]
    if not late:
        raise RuleBroken("reminder.nobody_late")
    before = queries.reminders_of(scope, [one.key for one in late])
    stands = {key: written.stands for key, written in before.items()}
    again = [one for one in late if rules.may_again(stands.get(one.key), now)]
    if not again:
        last = max(one.last_at for one in stands.values() if one)
        raise RuleBroken("reminder.too_soon", at=f"{clock.in_hanoi(last):%H:%M}")
    people = people_of(scope, today)
    wanted = [
        announcement
        for one in again
        for announcement in _announcements(
            scope, one, people, before[one.key].written + 1 if one.key in before else 1
        )
    ]
    if not wanted:
        raise RuleBroken("reminder.nobody_else")
    notices.announce_all(scope, wanted, now=now, leaves_after=rules.LEAVES_AFTER)
    members = {one.to for one in wanted}
    _remember(scope, AuditEvent.MEMBERS_REMINDED, again, members)
    return len(members)


def take_back(scope: Scope, *, now: datetime, subject: str | None = None) -> int:
    """Take back what was just sent about one matter, or about all; returns how many were told.

    Raises RuleBroken when it has left.
    """
    require(Permission.LATE_REMIND, scope)
    late = [
        one
        for one in queries.late(scope, clock.day_of(now))
        if subject in (None, one.matter.subject)
    ]
    since = now - rules.LEAVES_AFTER
    starts = [f"{one.key}{NUMBERED}" for one in late]
    back = notices.take_back_new(scope, NoticeKind.REMINDED, starts, since=since, now=now)
    if not back:
        raise RuleBroken("reminder.has_left")
    _remember(scope, AuditEvent.REMINDER_TAKEN_BACK, late, back)
    return len(back)


def _announcements(scope: Scope, one: Late, people: People, number: int) -> Iterator[Announcement]:
    matter, words = one.matter, WORDS[one.said_as]
    whom = told(TABLE[matter.stage].by, matter, people) & people.everybody
    facts = {"member": scope.full_name, "by": one.due_on, **said_of(matter, words)}
    for to in sorted(whom - {scope.member_id}):
        yield Announcement(
            NoticeKind.REMINDED,
            to,
            f"{one.key}{NUMBERED}{number}",
            due_on=one.due_on,
            link=words.address(matter.values),
            facts=facts,
        )


def _remember(
    scope: Scope, event: AuditEvent, late: Iterable[Late], members: Iterable[int]
) -> None:
    about: list[Matter] = [one.matter for one in late]
    audit.record(scope, event, matters=[one.subject for one in about], members=sorted(set(members)))
