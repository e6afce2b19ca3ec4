"""A correction is one message: what nobody has seen yet says how things stand in the end.

A letter about something that may change again waits a while. A newer announcement of the same topic
takes its place, and that of the line in the inbox that is new and unread; if things stand again as
the recipient was told first, nothing is left to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.delivery_rules import CORRECTABLE_FOR
from webapp.notices.ledger_rows import facts_of, row_of
from webapp.notices.models import Notice
from webapp.notices.rules import Announcement, Channel, DeliveryState, SkipReason

#: What of a message is the same for everybody it goes to.
_SAID = ("kind", "subject", "due_on", "leads_to", "facts", "useful_until")


@dataclass
class Folded:
    """Which announcements, by their keys, a message that was there already now says."""

    shown: set[Any] = field(default_factory=set)
    mailed: set[Any] = field(default_factory=set)


def fold(scope: Scope, wanted: Sequence[Announcement], now: datetime) -> Folded:
    """Let messages that nobody has seen say what is newer; three statements at most.

    Rows are locked, so that no sender claims a letter that changes.
    """
    done = Folded()
    by_topic = {(one.topic, one.to): one for one in wanted if one.topic}
    if not by_topic:
        return done
    before = _told_of(scope, by_topic)
    changes: list[dict[str, Any]] = []
    for key, one in by_topic.items():
        changes += _fold_one(scope, one, before[key], now, done)
    changes += _withdrawn_from_the_actor(scope, by_topic, before, now)
    if changes:
        db.session.execute(update(Notice), changes)
    return done


def _told_of(scope: Scope, by_topic: Mapping[Any, Announcement]) -> dict[Any, list[Notice]]:
    """What the recipients, and who acts, were told of the topics; the earliest first, locked."""
    people = {to for _topic, to in by_topic} | {scope.member_id or 0}
    query = (
        select(Notice)
        .where(
            tenancy.within(scope, Notice),
            Notice.topic.in_({topic for topic, _to in by_topic}),
            Notice.recipient_id.in_(people),
            Notice.state != DeliveryState.SKIPPED,
        )
        .order_by(Notice.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    told: dict[Any, list[Notice]] = defaultdict(list)
    for notice in db.session.scalars(query):
        told[(notice.topic, notice.recipient_id)].append(notice)
    return told


def _fold_one(
    scope: Scope, one: Announcement, before: Sequence[Notice], now: datetime, done: Folded
) -> list[dict[str, Any]]:
    """What changes in the line and the letter of one recipient."""
    line, letter = _new_line(before, now), _waiting_letter(before, now)
    changes = []
    if letter is not None:
        was_read = any(row.read_at and row.created_at >= letter.created_at for row in before)
        changes += _changes(scope, letter, one, now, may_drop=not was_read)
        done.mailed.add(one.key)
    # A letter on its way says what the line says: then a further line tells what is newer.
    has_left = line is not None and any(
        row.channel is Channel.EMAIL and row is not letter and row.created_at >= line.created_at
        for row in before
    )
    if line is not None and not has_left:
        changes += _changes(scope, line, one, now, may_drop=True)
        done.shown.add(one.key)
        if letter is None and line.facts == _facts(one, line):
            done.mailed.add(one.key)
    return changes


def _new_line(rows: Iterable[Notice], now: datetime) -> Notice | None:
    """The last line of the inbox, if it is unread and so new that it may still be corrected."""
    lines = [row for row in rows if row.channel is Channel.APP]
    last = lines[-1] if lines else None
    is_new = last and last.read_at is None and now - last.created_at < CORRECTABLE_FOR
    return last if is_new else None


def _waiting_letter(rows: Iterable[Notice], now: datetime) -> Notice | None:
    """The last letter that waits and that no sender has in hand."""
    waiting = [
        row
        for row in rows
        if row.state is DeliveryState.WAITING and (row.lease_until is None or row.lease_until < now)
    ]
    return waiting[-1] if waiting else None


def _changes(
    scope: Scope, row: Notice, one: Announcement, now: datetime, *, may_drop: bool
) -> list[dict[str, Any]]:
    said = facts_of(one.facts)
    if may_drop and row.earlier is not None and _stands_as(row.earlier, said):
        state = {"state": DeliveryState.SKIPPED, "reason": SkipReason.NO_LONGER_TRUE}
        return [_whole(row) | state]
    new = row_of(scope, one, now) | {"useful_until": one.useful_until or row.useful_until}
    kept = {"kind": row.kind, "subject": row.subject, "due_on": row.due_on}
    # The first word about a topic stays the first word: an invitation is none to another day.
    own = kept if row.earlier is None or row.kind is one.kind else {}
    return [_whole(row) | {name: new[name] for name in _SAID} | own | {"facts": _facts(one, row)}]


def _whole(row: Notice) -> dict[str, Any]:
    """A row as it is: every change names the same columns, so that all are one statement."""
    named = ("organization_id", "id", *_SAID, "state", "reason")
    return {name: getattr(row, name) for name in named}


def _facts(one: Announcement, row: Notice) -> dict[str, Any]:
    said = facts_of(one.facts)
    return said | compared(row.earlier, said)


def _stands_as(earlier: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    return all(said.get(name) == fact for name, fact in earlier.items())


def compared(earlier: Mapping[str, Any] | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is new against what was told before, for the sentence: `new_place`, `only_place`."""
    names = [name for name, fact in (earlier or {}).items() if said.get(name) != fact]
    new = {f"new_{name}": said.get(name) for name in names}
    return new | ({f"only_{names[0]}": said.get(names[0])} if len(names) == 1 else {})


def _withdrawn_from_the_actor(
    scope: Scope, by_topic: Mapping[Any, Announcement], before: Mapping[Any, Any], now: datetime
) -> list[dict[str, Any]]:
    """Who changes a thing knows how it stands, and needs no older word of it any more."""
    changes = []
    for topic in {topic for topic, _to in by_topic}:
        key = (topic, scope.member_id)
        if key in before and key not in by_topic:
            found = (_new_line(before[key], now), _waiting_letter(before[key], now))
            state = {"state": DeliveryState.SKIPPED, "reason": SkipReason.SAID_AGAIN_LATER}
            changes += [_whole(row) | state for row in found if row is not None]
    return changes
