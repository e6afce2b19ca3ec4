"""The trail of one organization, newest first, and whether its chain is whole."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import String, and_, cast, extract, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import joinedload

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.audit.service import Subject
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


def count_entries(scope: TenantScope) -> int:
    """How many acts were remembered."""
    query = select(func.count()).select_from(AuditEntry).where(tenancy.within(scope, AuditEntry))
    return db.session.scalar(query) or 0


def entries(scope: TenantScope, *, offset: int, size: int) -> list[AuditEntry]:
    """One page of the trail, newest first, with the names of those concerned."""
    query = (
        tenancy.own(scope, AuditEntry)
        .options(joinedload(AuditEntry.actor), joinedload(AuditEntry.member))
        .order_by(AuditEntry.position.desc())
    )
    return list(db.session.scalars(query.offset(offset).limit(size)))


def about_member(
    scope: TenantScope, member_id: int, events: Collection[AuditEvent]
) -> list[AuditEntry]:
    """The newest entries of some kinds about one member, with who acted."""
    query = (
        tenancy.own(scope, AuditEntry)
        .where(AuditEntry.member_id == member_id, AuditEntry.event.in_(events))
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.position.desc())
        .limit(MOST_ABOUT_ONE)
    )
    return list(db.session.scalars(query))


def after_slip(scope: TenantScope, subject: Subject) -> dict[int, str]:
    """Of the versions of a thing, those handed in soon after a slip, and who made the slip."""
    query = select(AuditEntry.facts).where(
        tenancy.within(scope, AuditEntry),
        AuditEntry.subject_type == type(subject).__name__,
        AuditEntry.subject_id == subject.id,
        AuditEntry.facts.has_key("after_slip_by"),
        AuditEntry.facts.has_key("version"),
    )
    marked = db.session.scalars(query.order_by(AuditEntry.position))
    return {int(facts["version"]): str(facts["after_slip_by"]) for facts in marked}


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
