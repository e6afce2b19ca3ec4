"""The trail of one organization, newest first, and whether its chain is whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, extract, func, or_, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import joinedload

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope

#: Entries about one member that a page shows.
MOST_ABOUT_ONE = 40


@dataclass(frozen=True)
class Chain:
    """What a look at the whole trail found."""

    entries: int
    #: The number of the first entry that doesn't fit, or none.
    broken_at: int | None
    #: The hash of the newest entry: whoever noted it can tell whether the end was cut off.
    head: bytes | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing in the trail was changed, removed or slipped in."""
        return self.broken_at is None


def _since(since: datetime | None) -> ColumnElement[bool]:
    return true() if since is None else AuditEntry.at >= since


def count_entries(scope: TenantScope, *, since: datetime | None = None) -> int:
    """How many acts were remembered, since a moment."""
    query = select(func.count()).select_from(AuditEntry).where(tenancy.within(scope, AuditEntry))
    query = query.where(_since(since))
    return db.session.scalar(query) or 0


def entries(
    scope: TenantScope, *, offset: int, size: int, since: datetime | None = None
) -> list[AuditEntry]:
    """One page of the trail since a moment, newest first, with the names of those concerned."""
    query = (
        tenancy.own(scope, AuditEntry)
        .options(joinedload(AuditEntry.actor), joinedload(AuditEntry.member))
        .where(_since(since))
        .order_by(AuditEntry.position.desc())
    )
    return list(db.session.scalars(query.offset(offset).limit(size)))


def about_member(
    scope: TenantScope,
    member_id: int,
    events: Collection[AuditEvent],
    *,
    since: datetime | None = None,
) -> list[AuditEntry]:
    """The newest entries of some kinds about one member since a moment, with who acted."""
    query = (
        tenancy.own(scope, AuditEntry)
        .where(AuditEntry.member_id == member_id, AuditEntry.event.in_(events), _since(since))
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.position.desc())
        .limit(MOST_ABOUT_ONE)
    )
    return list(db.session.scalars(query))


def verify_chain(scope: TenantScope) -> Chain:
    """Compute every hash of the trail again and compare; one query whatever its length."""
    row = (
        select(
            AuditEntry.position,
            AuditEntry.hash,
            and_(
                AuditEntry.hash == _expected_hash(),
                AuditEntry.previous_hash
                == func.coalesce(func.lag(AuditEntry.hash).over(order_by=AuditEntry.position), b""),
                AuditEntry.position == func.row_number().over(order_by=AuditEntry.position),
            ).label("fits"),
        )
        .where(tenancy.within(scope, AuditEntry))
        .subquery()
    )
    newest = aggregate_order_by(row.c.hash, row.c.position.desc())
    found = db.session.execute(
        select(
            func.count(),
            func.min(row.c.position).filter(or_(row.c.fits.is_(None), row.c.fits.is_(False))),
            func.array_agg(newest),
        ).select_from(row)
    ).one()
    return Chain(found[0], found[1], bytes(found[2][0]) if found[2] else None)


def _expected_hash() -> object:
    """The same text that the database's trigger hashes when an entry is written."""
    written = func.concat_ws(
        "|",
        AuditEntry.organization_id,
        AuditEntry.position,
        extract("epoch", AuditEntry.at),
        AuditEntry.event,
        func.coalesce(cast(AuditEntry.actor_id, String), "-"),
        func.coalesce(cast(AuditEntry.member_id, String), "-"),
        func.coalesce(AuditEntry.subject_type, "-"),
        func.coalesce(cast(AuditEntry.subject_id, String), "-"),
        cast(AuditEntry.facts, String),
    )
    return func.sha256(AuditEntry.previous_hash.op("||")(func.convert_to(written, "UTF8")))
