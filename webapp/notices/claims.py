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
from webapp.notices.delivery_rules import may_leave_at
from webapp.notices.models import Notice
from webapp.notices.rules import REMINDERS, Channel, DeliveryState, NoticeKind, SkipReason

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

    What is past its use or not true any more is skipped with a reason on the way, so that the
    list may be empty; none means that nothing is due. A letter that was claimed before keeps its
    rows and its identifier, so that a repeat can be recognized.
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
    letters = [
        _letter(known or _message_id(scope, group, domain), *people[group[0].id], group)
        for (_recipient, known, _address), group in groups.items()
    ]
    _lease(letters, groups.values(), until=now + lease)
    return letters


def _lease(letters: Iterable[Letter], groups: Iterable[list[Notice]], *, until: datetime) -> None:
    for letter, group in zip(letters, groups, strict=True):
        for notice in group:
            notice.message_id, notice.lease_until = letter.message_id, until
    db.session.flush()


def _still_wanted(
    scope: Scope, rows: Sequence[Any], now: datetime, outdated: Recheck
) -> list[Notice]:
    """What still has a reader, a use and a truth; the others are skipped with a reason."""
    kept = [notice for notice, *person in rows if not _skip(notice, person, now)]
    reminders = [_waiting(notice) for notice in kept if notice.kind in REMINDERS]
    gone = outdated(scope, reminders, now) if reminders else frozenset()
    return [notice for notice in kept if not _skip_if(notice, notice.id in gone)]


def _letter(message_id: str, full_name: str, email: str, group: Sequence[Notice]) -> Letter:
    return Letter(message_id, full_name, email, tuple(_waiting(notice) for notice in group))


def _due(scope: Scope, now: datetime) -> Any:
    """The rows of the next people whose e-mails may leave, locked; locked ones are passed over."""
    due = (
        tenancy.within(scope, Notice)
        & (Notice.state == DeliveryState.WAITING)
        & (Notice.send_after <= now)
        & (Notice.lease_until.is_(None) | (Notice.lease_until < now))
    )
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
    """What tells of power over somebody's account waits for nobody else's letters."""
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


def _skip(notice: Notice, person: Sequence[Any], now: datetime) -> bool:
    _name, email, wants_email, status = person
    may_be_left_out = notice.address is None
    if may_be_left_out and (not email or not wants_email or status not in ACTIVE):
        return _skip_if(notice, True, SkipReason.NO_ADDRESS)
    past = notice.useful_until is not None and notice.useful_until < now
    return _skip_if(notice, past, SkipReason.NO_LONGER_USEFUL)


def _skip_if(notice: Notice, applies: bool, reason: SkipReason = SkipReason.NO_LONGER_TRUE) -> bool:
    if applies:
        notice.state, notice.reason = DeliveryState.SKIPPED, reason
        notice.lease_until = None
    return applies


def _groups(notices: Iterable[Notice]) -> dict[Key, list[Notice]]:
    """What goes into one letter: by person, by the letter it was part of before, by address."""
    groups: dict[Key, list[Notice]] = defaultdict(list)
    for notice in notices:
        groups[(notice.recipient_id, notice.message_id, notice.address)].append(notice)
    for group in groups.values():
        last = {(notice.kind, notice.subject): notice for notice in group}
        group[:] = [
            notice
            for notice in group
            if not _skip_if(
                notice,
                last[(notice.kind, notice.subject)] is not notice,
                SkipReason.SAID_AGAIN_LATER,
            )
        ]
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
