"""The trail of one organization: newest first, its head, and entries that don't fit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    String,
    cast,
    extract,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import joinedload

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.audit.service import Subject
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope

#: Entries about one member that a page shows.
MOST_ABOUT_ONE = 40


@dataclass(frozen=True)
class Head:
    """The number and the hash of the newest entry of a trail."""

    position: int
    hash: bytes

    @property
    def groups(self) -> str:
        """The first digits of the hash in groups, short enough to be copied from paper."""
        digits = self.hash.hex()[:16]
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


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
        tenancy.rows_of(scope, AuditEntry)
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
        tenancy.rows_of(scope, AuditEntry)
        .where(AuditEntry.member_id == member_id, AuditEntry.event.in_(events), _since(since))
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.position.desc())
        .limit(MOST_ABOUT_ONE)
    )
    return list(db.session.scalars(query))


def done_by(scope: TenantScope, subject: Subject) -> str:
    """Who did the first act about a thing, as people read it: also somebody from outside."""
    query = (
        tenancy.rows_of(scope, AuditEntry)
        .options(joinedload(AuditEntry.actor))
        .where(
            AuditEntry.subject_type == type(subject).__name__, AuditEntry.subject_id == subject.id
        )
        .order_by(AuditEntry.position)
    )
    entry: AuditEntry | None = db.session.scalar(query.limit(1))
    return entry.acted_by if entry is not None else ""


def after_slip(scope: TenantScope, subject: Subject) -> dict[int, str]:
    """Of the versions of a thing, those handed in soon after a slip, and who made the slip."""
    marked = _after_slip.rows(scope, kind=type(subject).__name__, subject_id=subject.id)
    return {int(row.facts["version"]): str(row.facts["after_slip_by"]) for row in marked}


@prepared
def _after_slip(scope: TenantScope, *, kind: str, subject_id: int) -> Executable:
    query = select(AuditEntry.facts).where(
        tenancy.within(scope, AuditEntry),
        AuditEntry.subject_type == kind,
        AuditEntry.subject_id == subject_id,
        AuditEntry.facts.has_key("after_slip_by"),
        AuditEntry.facts.has_key("version"),
    )
    return query.order_by(AuditEntry.position)


def happened_since(
    scope: TenantScope,
    events: Collection[AuditEvent],
    moment: datetime,
    *,
    member_id: int | None = None,
) -> bool:
    """Whether an act of some kinds was remembered since a moment, perhaps about one member."""
    query = select(AuditEntry.id).where(
        tenancy.within(scope, AuditEntry), AuditEntry.event.in_(events), AuditEntry.at >= moment
    )
    if member_id is not None:
        query = query.where(AuditEntry.member_id == member_id)
    return db.session.scalar(query.limit(1)) is not None


def head(scope: TenantScope) -> Head | None:
    """The newest entry of the trail, as papers state it; none in an empty trail."""
    query = (
        select(AuditEntry.position, AuditEntry.hash)
        .where(tenancy.within(scope, AuditEntry))
        .order_by(AuditEntry.position.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return Head(row[0], bytes(row[1])) if row else None


def misfits(scope: TenantScope) -> Select[*tuple[Any, ...]]:
    """The entries that don't fit, in their order, whatever the length of the trail.

    Of each its number, that of the entry before it, whether its hash is that of what it says, and
    whether it has the hash of the entry before it.
    """
    before = func.coalesce(func.lag(AuditEntry.position).over(order_by=AuditEntry.position), 0)
    hash_before = func.coalesce(func.lag(AuditEntry.hash).over(order_by=AuditEntry.position), b"")
    row = (
        select(
            AuditEntry.position,
            before.label("before"),
            func.coalesce(AuditEntry.hash == func.sha256(hashed()), False).label("fits"),
            func.coalesce(AuditEntry.previous_hash == hash_before, False).label("follows"),
        )
        .where(tenancy.within(scope, AuditEntry))
        .subquery()
    )
    wrong = or_(~row.c.fits, ~row.c.follows, row.c.position != row.c.before + 1)
    found = select(row.c.position, row.c.before, row.c.fits, row.c.follows)
    return found.where(wrong).order_by(row.c.position)


def hashed() -> ColumnElement[bytes]:
    """What the database's trigger hashes when an entry is written."""
    return AuditEntry.previous_hash.op("||")(func.convert_to(written(), "UTF8"))


def written() -> ColumnElement[str]:
    """An entry as the one line of text that is hashed after the hash of the entry before it."""
    return func.concat_ws(
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
