"""Claim waiting e-mails for one sender, and leave out what need not be sent."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from webapp.accounts.models import Account, Membership
from webapp.accounts.queries import status_of
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices import left_out, outbox
from webapp.notices.left_out import Key
from webapp.notices.models import Notice
from webapp.notices.rules import AT_ONCE, WAYS_IN, SkipReason
from webapp.notices.waiting import Lost, Recheck, Waiting, nobody_waits, waiting

#: How many people's e-mails one sender claims at a time.
AT_A_TIME = 50


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

    @property
    def tries(self) -> int:
        """How often it was begun before."""
        return max(notice.tries for notice in self.notices)


def claim(
    scope: Scope,
    *,
    now: datetime,
    lease: timedelta,
    domain: str,
    outdated: Recheck,
    lost: Lost = nobody_waits,
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
    wanted = left_out.still_wanted(scope, rows, now, outdated)
    lost_ones = [waiting(row[0]) for row in rows if left_out.is_lost(row[0])]
    if lost_ones:
        lost(scope, lost_ones, now)
    groups = _groups(left_out.may_leave_now(scope, wanted, now))
    left_out.wait_for_tomorrow(scope, groups, now)
    people = {notice.id: (name, email) for notice, name, email, *_ in rows}
    letters = []
    # A way in goes before what can't be opened without it.
    for (_recipient, known, *_), group in sorted(groups.items(), key=lambda one: not one[0][3]):
        message_id = known or _message_id(scope, group, domain)
        told = tuple(waiting(notice) for notice in group)
        letters.append(Letter(message_id, *people[group[0].id], told))
        for notice in group:
            notice.message_id, notice.lease_until = message_id, now + lease
    db.session.flush()
    return letters


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
    """Whose e-mails go first: those about power or awaited by somebody, then the oldest."""
    return (
        select(Notice.recipient_id)
        .where(due)
        .group_by(Notice.recipient_id)
        .order_by(
            func.bool_or(or_(Notice.address.is_not(None), Notice.kind.in_(AT_ONCE))).desc(),
            func.min(Notice.send_after),
            Notice.recipient_id,
        )
        .limit(AT_A_TIME)
    )


def _groups(notices: Iterable[Notice]) -> dict[Key, list[Notice]]:
    """What goes into one letter: by person, by the letter it was part of before, by address.

    What is said twice to one person is sent once, as it was said last.
    """
    groups: dict[Key, list[Notice]] = defaultdict(list)
    for notice in notices:
        alone = notice.subject if notice.kind in WAYS_IN else ""
        groups[(notice.recipient_id, notice.message_id, notice.address, alone)].append(notice)
    for group in groups.values():
        last = {(notice.kind, notice.subject): notice for notice in group}
        for notice in tuple(group):
            if last[(notice.kind, notice.subject)] is not notice:
                left_out.skip(notice, SkipReason.SAID_AGAIN_LATER)
                group.remove(notice)
    return groups


def _message_id(scope: Scope, group: Sequence[Notice], domain: str) -> str:
    """An identifier made from the rows alone."""
    ids = sorted(notice.id for notice in group)
    digest = hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]
    return f"<notice.{scope.organization_id}.{ids[0]}.{digest}@{domain}>"
