"""Tell people something once: in the application always, by e-mail where they want it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import false, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Account, Membership
from webapp.accounts.scope import Scope
from webapp.core import clock, queue, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.working_days import is_working_day
from webapp.notices import one_message, power_mail
from webapp.notices.delivery_rules import (
    USEFUL_FOR,
    leaves_at,
    may_still_remind,
    waits_for_corrections,
)
from webapp.notices.ledger_rows import row_of
from webapp.notices.models import Notice
from webapp.notices.rules import (
    ABOUT_POWER,
    APP_ONLY,
    AT_ONCE,
    REMINDERS,
    Announcement,
    Channel,
    DeliveryState,
    NoticeKind,
    SkipReason,
)


def announce(
    scope: Scope,
    kind: NoticeKind,
    *,
    to: int | Iterable[int],
    subject: str,
    now: datetime,
    due_on: date | None = None,
    link: Address | None = None,
    useful_until: datetime | None = None,
    topic: str | None = None,
    earlier: Mapping[str, Any] | None = None,
    **facts: Any,
) -> int:
    """Tell one member or several the same; returns how many had not been told exactly this.

    It belongs to the day of `now` in Hanoi unless another is named. With a topic it corrects what
    nobody has seen yet (`one_message`); `earlier` are the facts as they were before.
    Facts are names, months, dates and moments for the sentence, never a member's words. The
    sentences in `wording` know month, meeting_on, starts_at, place, by, member, due and reader;
    each of them gets along without any.
    """
    day = due_on or clock.day_of(now)
    told = [to] if isinstance(to, int) else to
    first = Announcement(kind, 0, subject, day, link, useful_until, facts, (), topic, earlier)
    wanted = [replace(first, to=one) for one in told]
    return announce_all(scope, wanted, now=now)


def announce_all(
    scope: Scope,
    wanted: Sequence[Announcement],
    *,
    now: datetime,
    leaves_after: timedelta = timedelta(),
) -> int:
    """Tell several members several things, in a handful of statements; returns how many are new.

    An e-mail leaves after a while at the earliest, if one is named. The same may be asked for any
    number of times by any number of processes.
    """
    folded = one_message.fold(scope, wanted, now)
    new = _show(scope, [one for one in wanted if one.key not in folded.shown], now)
    to_mail = [*new, *(one for one in wanted if one.key in folded.shown)]
    mailed = [
        one
        for one in to_mail
        if one.kind not in APP_ONLY | ABOUT_POWER and one.key not in folded.mailed
    ]
    if mailed:
        _queue_mails(scope, mailed, now, leaves_after)
    about_power = [one for one in new if one.kind in ABOUT_POWER]
    if about_power:
        power_mail.queue_at_once(scope, about_power, now)
    return len(new)


def _show(scope: Scope, wanted: Sequence[Announcement], now: datetime) -> list[Announcement]:
    """Put what was not said before into the inboxes; returns that."""
    by_key = {one.key: one for one in wanted}
    if not by_key:
        return []
    rows = [
        _row(scope, one, now) | {"channel": Channel.APP, "state": DeliveryState.SHOWN}
        for one in by_key.values()
    ]
    written = db.session.execute(
        insert(Notice)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(Notice.kind, Notice.subject, Notice.recipient_id, Notice.due_on)
    )
    return [by_key[(kind, subject, to, due_on)] for kind, subject, to, due_on in written]


def _queue_mails(
    scope: Scope, new: Sequence[Announcement], now: datetime, leaves_after: timedelta
) -> None:
    """Let the same wait as e-mails for those who want them, and wake a worker if any may leave."""
    told = {one.to for one in new}
    mailable = set(db.session.scalars(_mailable(scope, told)))
    reminded = _reminded_this_month(scope, told, now)
    rows = []
    for one in new:
        if one.to not in mailable:
            continue
        state, reason = DeliveryState.WAITING, None
        if one.kind in REMINDERS:
            if not may_still_remind(reminded.get(one.to, 0), scope.settings.reminders_a_month):
                state, reason = DeliveryState.SKIPPED, SkipReason.MONTHLY_LIMIT
            reminded[one.to] = reminded.get(one.to, 0) + 1
        rows.append(
            _row(scope, one, now)
            | {"channel": Channel.EMAIL, "state": state, "reason": reason}
            | _when(scope, one, now, leaves_after)
        )
    if rows:
        db.session.execute(insert(Notice).values(rows).on_conflict_do_nothing())
        if any(row["send_after"] <= now for row in rows):
            queue.after_commit("notices.deliver_waiting")


def _row(scope: Scope, one: Announcement, now: datetime) -> dict[str, Any]:
    """A message with what is new in it."""
    row = row_of(scope, one, now)
    return row | {"facts": row["facts"] | one_message.compared(row["earlier"], row["facts"])}


def _when(
    scope: Scope, one: Announcement, now: datetime, leaves_after: timedelta
) -> dict[str, datetime]:
    """From when on an e-mail may leave, and until when it is of use."""
    wait = waits_for_corrections(now, one.useful_until) if one.topic else leaves_after
    after = now + wait
    if one.kind not in AT_ONCE:
        after = leaves_at(
            clock.in_hanoi(after),
            useful_until=one.useful_until,
            quiet_from_hour=scope.settings.quiet_from_hour,
            quiet_until_hour=scope.settings.quiet_until_hour,
            is_working_day=is_working_day,
        )
    until = one.useful_until or after + USEFUL_FOR
    return {"send_after": after, "first_due_at": after, "useful_until": until}


def _mailable(scope: Scope, members: Iterable[int]) -> Any:
    """Those of the members who want e-mail and have an address."""
    return (
        select(Membership.id)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(
            tenancy.within(scope, Membership),
            Membership.id.in_(members),
            Membership.wants_email,
            func.coalesce(Membership.email, Account.email).is_not(None),
        )
    )


def _reminded_this_month(scope: Scope, members: Iterable[int], now: datetime) -> dict[int, int]:
    """How many reminders each member was mailed, or will be, since the month began in Hanoi."""
    begun = clock.from_hanoi(clock.month_of(clock.day_of(now)))
    query = (
        select(Notice.recipient_id, func.count())
        .where(
            tenancy.within(scope, Notice),
            Notice.recipient_id.in_(members),
            Notice.created_at >= begun,
            Notice.channel == Channel.EMAIL,
            Notice.kind.in_(REMINDERS),
            Notice.state != DeliveryState.SKIPPED,
        )
        .group_by(Notice.recipient_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def take_back(scope: Scope, kinds: Collection[NoticeKind] | None = None) -> None:
    """Let e-mails of these kinds, or all that wait, not leave any more; the inbox keeps them.

    What tells of power over an account leaves all the same, unless its kind is named.
    """
    db.session.execute(
        update(Notice)
        .where(
            tenancy.within(scope, Notice),
            Notice.channel == Channel.EMAIL,
            Notice.state == DeliveryState.WAITING,
            Notice.kind.not_in(ABOUT_POWER) if kinds is None else Notice.kind.in_(kinds),
        )
        .values(state=DeliveryState.SKIPPED, reason=SkipReason.NO_LONGER_TRUE)
    )


def take_back_new(
    scope: Scope, kind: NoticeKind, starts: Collection[str], *, since: datetime, now: datetime
) -> set[int]:
    """Take messages about some subjects back, if they are that new and did not leave.

    They go from the inbox too; the ledger keeps them. Returns whom they were for.
    """
    taken = db.session.execute(
        update(Notice)
        .where(
            tenancy.within(scope, Notice),
            Notice.kind == kind,
            or_(false(), *(Notice.subject.startswith(one, autoescape=True) for one in starts)),
            Notice.created_at > since,
            Notice.state.in_((DeliveryState.SHOWN, DeliveryState.WAITING)),
        )
        .values(state=DeliveryState.SKIPPED, reason=SkipReason.TAKEN_BACK, read_at=now)
        .returning(Notice.recipient_id)
    )
    return set(taken.scalars())
