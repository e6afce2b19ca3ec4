"""What of the waiting e-mails need not be sent, or not at this hour."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.working_days import is_working_day
from webapp.notices.delivery_rules import MOST_TRIES, leaves_at, may_leave_at
from webapp.notices.models import Notice
from webapp.notices.rules import AT_ONCE, RECHECKED, REMINDERS, Channel, DeliveryState, SkipReason
from webapp.notices.waiting import Recheck, waiting

#: Recipient; the earlier letter and the address fixed by an act, if any; of a way in its subject.
Key = tuple[int, str | None, str | None, str]


def still_wanted(
    scope: Scope, rows: Sequence[Any], now: datetime, outdated: Recheck
) -> list[Notice]:
    """What can be delivered, is of use and still true; the others are skipped with a reason."""
    wanted: list[Notice] = []
    newer = _said_by_newer(scope, [row[0] for row in rows])
    for notice, _name, email, wants_email, status in rows:
        is_reached = email and wants_email and status in ACTIVE
        if notice.tries >= MOST_TRIES:
            # Its last sender was killed; what was tried so often may have arrived.
            notice.state, notice.lease_until = DeliveryState.DEAD, None
        elif notice.id in newer:
            skip(notice, SkipReason.SAID_AGAIN_LATER)
        elif notice.address is None and not is_reached:
            skip(notice, SkipReason.NO_ADDRESS)
        elif notice.useful_until is not None and notice.useful_until < now:
            skip(notice, SkipReason.NO_LONGER_USEFUL)
        else:
            wanted.append(notice)
    reminders = [waiting(notice) for notice in wanted if notice.kind in RECHECKED]
    gone = outdated(scope, reminders, now) if reminders else frozenset()
    for notice in wanted:
        if notice.id in gone:
            skip(notice, SkipReason.NO_LONGER_TRUE)
    return [notice for notice in wanted if notice.id not in gone]


def _said_by_newer(scope: Scope, notices: Sequence[Notice]) -> set[int]:
    """Those about a topic of which a newer letter to the same person waits or was sent."""
    topics = {notice.topic for notice in notices if notice.topic}
    if not topics:
        return set()
    query = (
        select(Notice.topic, Notice.recipient_id, func.max(Notice.id))
        .where(
            tenancy.within(scope, Notice),
            Notice.topic.in_(topics),
            Notice.channel == Channel.EMAIL,
            Notice.state.in_((DeliveryState.WAITING, DeliveryState.SENT)),
        )
        .group_by(Notice.topic, Notice.recipient_id)
    )
    last = {(topic, to): key for topic, to, key in db.session.execute(query)}
    return {n.id for n in notices if n.id < last.get((n.topic, n.recipient_id), 0)}


def is_lost(notice: Notice) -> bool:
    """Whether it will not arrive, and somebody waits for it."""
    gone = (SkipReason.NO_ADDRESS, SkipReason.NO_LONGER_USEFUL)
    is_over = notice.state is DeliveryState.DEAD or notice.reason in gone
    return notice.kind in AT_ONCE and is_over


def may_leave_now(scope: Scope, notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """What may leave at this hour; the other letters wait for the morning, however they came here.

    Those about power and those somebody waits for leave at any hour.
    """
    leaving, settings = [], scope.settings
    for notice in notices:
        at = leaves_at(
            clock.in_hanoi(now),
            useful_until=notice.useful_until,
            quiet_from_hour=settings.quiet_from_hour,
            quiet_until_hour=settings.quiet_until_hour,
            is_working_day=is_working_day,
        )
        if at <= now or notice.address is not None or notice.kind in AT_ONCE:
            leaving.append(notice)
        else:
            notice.send_after = notice.first_due_at = at
    return leaving


def skip(notice: Notice, reason: SkipReason) -> None:
    """Let a waiting e-mail not leave any more."""
    notice.state, notice.reason = DeliveryState.SKIPPED, reason
    notice.lease_until = None


def wait_for_tomorrow(scope: Scope, groups: dict[Key, list[Notice]], now: datetime) -> None:
    """Leave reminders for the next morning where one e-mail with reminders went out today."""
    only_reminders = [
        key
        for key, group in groups.items()
        if key[1] is None and all(notice.kind in REMINDERS for notice in group)
    ]
    if not only_reminders:
        return
    today = clock.day_of(now)
    written_to = _reminded_on(scope, today, [key[0] for key in only_reminders])
    morning = may_leave_at(
        clock.from_hanoi(today + timedelta(days=1)),
        quiet_from_hour=scope.settings.quiet_from_hour,
        quiet_until_hour=scope.settings.quiet_until_hour,
        is_working_day=is_working_day,
    )
    for key in only_reminders:
        if key[0] in written_to:
            for notice in groups.pop(key):
                notice.send_after = notice.first_due_at = morning


def _reminded_on(scope: Scope, day: date, recipients: Sequence[int]) -> set[int]:
    """Those of the recipients to whom an e-mail with a reminder was sent on a day."""
    query = select(Notice.recipient_id).where(
        tenancy.within(scope, Notice),
        Notice.recipient_id.in_(recipients),
        Notice.channel == Channel.EMAIL,
        Notice.kind.in_(REMINDERS),
        Notice.sent_at >= clock.from_hanoi(day),
    )
    return set(db.session.scalars(query))
