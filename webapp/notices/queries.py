"""A member's inbox, the number on the bell, mails that failed, and when a thing was told of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.notices import wording
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind

#: How long an e-mail that could not be delivered is shown to those who lead.
_SHOWN_FOR = timedelta(days=60)


@dataclass(frozen=True)
class InboxRow:
    """One notice as the inbox shows it."""

    id: int
    title: str
    sentence: str
    link: Address | None
    created_at: datetime
    is_read: bool
    #: What may be copied to the group chat, if it concerns the group.
    chat_sentence: str | None


@dataclass(frozen=True)
class FailedMail:
    """One person whose e-mails do not arrive."""

    member_id: int
    member_name: str
    email: str
    state: DeliveryState
    at: datetime
    count: int


@dataclass(frozen=True)
class Told:
    """One notice about one thing: when it was shown, and the business day it belongs to."""

    at: datetime
    due_on: date


def _own_inbox(scope: Scope) -> ColumnElement[bool]:
    return and_(
        tenancy.within(scope, Notice),
        Notice.recipient_id == scope.member_id,
        Notice.channel == Channel.APP,
        # What was taken back or corrected before anybody saw it is in the ledger alone.
        Notice.state == DeliveryState.SHOWN,
    )


def count_inbox(scope: Scope) -> int:
    """How many notices the member has had."""
    return db.session.scalar(select(func.count()).where(_own_inbox(scope))) or 0


def inbox(scope: Scope, *, offset: int, limit: int) -> list[InboxRow]:
    """One page of the member's notices, the newest first."""
    query = (
        select(Notice)
        .where(_own_inbox(scope))
        .order_by(Notice.created_at.desc(), Notice.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [row_of(scope, notice) for notice in db.session.scalars(query)]


def row_of(scope: Scope, notice: Notice) -> InboxRow:
    """A notice in words."""
    words = scope.organization.words
    return InboxRow(
        notice.id,
        wording.title_of(notice.kind, notice.facts),
        wording.sentence_of(notice.kind, notice.facts, words),
        notice.leads_to,
        notice.created_at,
        notice.read_at is not None,
        wording.group_sentence_of(notice.kind, notice.facts, words),
    )


def _count_unread() -> Any:
    """The notices the surrounding membership has not read."""
    return (
        select(func.count())
        .where(
            tenancy.refers_to(Notice.recipient_id, Membership),
            Notice.channel == Channel.APP,
            Notice.state == DeliveryState.SHOWN,
            Notice.read_at.is_(None),
        )
        .correlate(Membership)
        .scalar_subquery()
    )


accounts.count_with_identity("unread", _count_unread())


def count_unread(scope: Scope) -> int:
    """The number on the bell, after the member has changed it."""
    member = tenancy.within(scope, Membership) & (Membership.id == scope.member_id)
    return db.session.scalar(select(_count_unread()).select_from(Membership).where(member)) or 0


def get_notice(scope: Scope, notice_id: int) -> Notice:
    """One notice of the member's own inbox.

    Raises NotVisible for those of others and for what does not exist.
    """
    query = select(Notice).where(_own_inbox(scope), Notice.id == notice_id)
    return seen(db.session.scalar(query))


def failed_mails(scope: Scope, now: datetime) -> list[FailedMail]:
    """Members whose e-mails came back or were given up of late, the latest first."""
    query = (
        select(
            Notice.recipient_id,
            Membership.full_name,
            func.coalesce(Membership.email, ""),
            func.max(Notice.state),
            func.max(Notice.created_at),
            func.count(),
        )
        .join(Membership, Membership.id == Notice.recipient_id)
        .where(
            tenancy.within(scope, Notice, Membership),
            Notice.state.in_((DeliveryState.BOUNCED, DeliveryState.DEAD)),
            Notice.created_at > now - _SHOWN_FOR,
        )
        .group_by(Notice.recipient_id, Membership.full_name, Membership.email)
        .order_by(func.max(Notice.created_at).desc())
        .limit(50)
    )
    return [
        FailedMail(member_id, name, email, state, at, count)
        for member_id, name, email, state, at, count in db.session.execute(query)
    ]


def told_about(scope: Scope, kind: NoticeKind, subject: str) -> list[Told]:
    """When a notice of a kind was shown about one thing, oldest first."""
    query = (
        select(Notice.created_at, Notice.due_on)
        .where(
            tenancy.within(scope, Notice),
            Notice.kind == kind,
            Notice.subject == subject,
            Notice.channel == Channel.APP,
        )
        .order_by(Notice.created_at)
    )
    return [Told(at, due_on) for at, due_on in db.session.execute(query)]
