"""What its owner has seen of the inbox."""

from datetime import datetime

from sqlalchemy import update

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel


def mark_read(scope: Scope, notice: Notice, *, now: datetime) -> None:
    """The recipient has seen one notice."""
    if notice.read_at is None:
        notice.read_at = now
        db.session.flush()


def mark_all_read(scope: Scope, *, now: datetime) -> int:
    """The recipient has seen everything in the inbox; returns how many were unread."""
    marked = db.session.execute(
        update(Notice)
        .where(
            tenancy.within(scope, Notice),
            Notice.recipient_id == scope.member_id,
            Notice.channel == Channel.APP,
            Notice.read_at.is_(None),
        )
        .values(read_at=now)
        .returning(Notice.id)
    )
    return len(marked.all())
