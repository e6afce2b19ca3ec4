"""Who opened something that is not their own (ai đã xem), by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from webapp.accounts.models import Membership
from webapp.audit.models import ReadEntry
from webapp.audit.service import Subject
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope


@dataclass(frozen=True)
class Reader:
    """Somebody who opened what belongs to somebody else."""

    full_name: str
    first_at: datetime
    last_at: datetime


def readers_of(scope: TenantScope, subject: Subject) -> list[Reader]:
    """Everybody who opened it, the latest first; the caller checks the permission."""
    last_at = func.max(ReadEntry.last_at)
    query = (
        select(Membership.full_name, func.min(ReadEntry.first_at), last_at)
        .join(Membership, tenancy.refers_to(ReadEntry.reader_id, Membership))
        .where(
            tenancy.within(scope, ReadEntry, Membership),
            ReadEntry.subject_type == type(subject).__name__,
            ReadEntry.subject_id == subject.id,
        )
        .group_by(Membership.id, Membership.full_name)
        .order_by(last_at.desc(), Membership.id)
    )
    return [Reader(*row) for row in db.session.execute(query)]
