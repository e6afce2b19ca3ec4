"""When something was said about one thing; without to whom."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind


@dataclass(frozen=True)
class Told:
    """One notice about one thing: when it was shown, and the business day it belongs to."""

    at: datetime
    due_on: date


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
