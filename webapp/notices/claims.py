"""Claim waiting e-mails for one sender, and leave out what need not be sent."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from webapp.accounts.models import Account, Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.working_days import is_working_day
from webapp.notices import outbox
from webapp.notices.delivery_rules import may_leave_at
from webapp.notices.models import Notice
from webapp.notices.rules import (
    RECHECKED,
    REMINDERS,
    Channel,
    DeliveryState,
    NoticeKind,
    SkipReason,
)

#: How many people's e-mails one sender claims at a time.
AT_A_TIME = 50


@dataclass(frozen=True)
class Waiting:
    """One notice of a letter, as the sender needs it."""

    id: int
    kind: NoticeKind
    subject: str
    recipient_id: int
    due_on: date
    facts: dict[str, Any]
    link: Address | None
    tries: int


@dataclass(frozen=True)
class Letter:
    """Everything that waits for one person, sent as one e-mail."""

    message_id: str
    full_name: str
    email: str
    notices: tuple[Waiting, ...]

    @property
    def ids(self) -> list[int]:
        """The rows it stands for."""
        return [notice.id for notice in self.notices]


#: Recipient, earlier letter if any, and the address fixed by an act if any.
Key = tuple[int, str | None, str | None]
#: Tells which of the given notices are not true any more, by identifier.
Recheck = Callable[[Scope, Sequence[Waiting], datetime], frozenset[int]]


def claim(
    scope: Scope, *, now: datetime, lease: timedelta, domain: str, outdated: Recheck
) -> list[Letter] | None:
    """Take the next people's waiting e-mails for this sender alone until the lease ends.

    Returns None when nothing is due; the list is empty when all that was due is skipped. A letter
    that was claimed before keeps its rows and its identifier, so that a repeat is recognized.
    """
    # One claim at a time in an organization, or one person's e-mails could be split in two.
    db.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended("mail", scope.organization_id)))
    )
    rows = db.session.execute(_due(scope, now)).all()
    if not rows:
        return None
    groups = _groups(_still_wanted(scope, rows, now, outdated))
    _wait_for_tomorrow(scope, groups, now)
    people = {notice.id: (name, email) for notice, name, email, *_ in rows}
    letters = []
    for (_recipient, known, _address), group in groups.items():
        message_id = known or _message_id(scope, group, domain)
        waiting = tuple(_waiting(notice) for notice in group)
        letters.append(Letter(message_id, *people[group[0].id], waiting))
        for notice in group:
            notice.message_id, notice.lease_until = message_id, now + lease
    db.session.flush()
    return letters


def _still_wanted(
    scope: Scope, rows: Sequence[Any], now: datetime, outdated: Recheck
) -> list[Notice]:
    """What can be delivered, is of use and still true; the others are skipped with a reason."""
    wanted: list[Notice] = []
    for notice, _name, email, wants_email, status in rows:
        is_reached = email and wants_email and status in ACTIVE
        if notice.address is None and not is_reached:
            _skip(notice, SkipReason.NO_ADDRESS)
        elif notice.useful_until is not None and notice.useful_until < now:
            _skip(notice, SkipReason.NO_LONGER_USEFUL)
        else:
            wanted.append(notice)
    reminders = [_waiting(notice) for notice in wanted if notice.kind in RECHECKED]
    gone = outdated(scope, reminders, now) if reminders else frozenset()
    for notice in wanted:
        if notice.id in gone:
            _skip(notice, SkipReason.NO_LONGER_TRUE)
    return [notice for notice in wanted if notice.id not in gone]


def _due(scope: Scope, now: datetime) -> Any:
    """The rows of the next people whose e-mails may leave, locked; locked ones are passed over."""
    due = outbox.is_due(scope, Notice, now)
    return (
        select(
            Notice,
            Membership.full_name,
            func.coalesce(Notice.address, Membership.email, Account.email),
            Membership.wants_email,
            status_of(clock.day_of(now)),
        )
        .join(Membership, Membership.id == Notice.recipient_id)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(due, tenancy.within(scope, Membership), Notice.recipient_id.in_(_next_people(due)))
        .order_by(Notice.recipient_id, Notice.due_on, Notice.id)
        .with_for_update(of=Notice, skip_locked=True)
    )


def _next_people(due: Any) -> Any:
    """Whose e-mails go first: those told of power over their accounts, then the longest waiting."""
    return (
        select(Notice.recipient_id)
        .where(due)
        .group_by(Notice.recipient_id)
        .order_by(
            func.bool_or(Notice.address.is_not(None)).desc(),
            func.min(Notice.send_after),
            Notice.recipient_id,
        )
        .limit(AT_A_TIME)
    )


def _skip(notice: Notice, reason: SkipReason) -> None:
    notice.state, notice.reason = DeliveryState.SKIPPED, reason
    notice.lease_until = None


def _groups(notices: Iterable[Notice]) -> dict[Key, list[Notice]]:
    """What goes into one letter: by person, by the letter it was part of before, by address.

    What is said twice to one person is sent once, as it was said last.
    """
    groups: dict[Key, list[Notice]] = defaultdict(list)
    for notice in notices:
        groups[(notice.recipient_id, notice.message_id, notice.address)].append(notice)
    for group in groups.values():
        last = {(notice.kind, notice.subject): notice for notice in group}
        for notice in tuple(group):
            if last[(notice.kind, notice.subject)] is not notice:
                _skip(notice, SkipReason.SAID_AGAIN_LATER)
                group.remove(notice)
    return groups


def _wait_for_tomorrow(scope: Scope, groups: dict[Key, list[Notice]], now: datetime) -> None:
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
                notice.send_after = morning


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


def _message_id(scope: Scope, group: Sequence[Notice], domain: str) -> str:
    """An identifier made from the rows alone."""
    ids = sorted(notice.id for notice in group)
    digest = hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]
    return f"<notice.{scope.organization_id}.{ids[0]}.{digest}@{domain}>"


def _waiting(notice: Notice) -> Waiting:
    return Waiting(
        notice.id,
        notice.kind,
        notice.subject,
        notice.recipient_id,
        notice.due_on,
        notice.facts,
        notice.leads_to,
        notice.tries,
    )
