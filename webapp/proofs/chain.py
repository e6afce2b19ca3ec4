"""Whether the entries of a trail hang together, and whether its end is where it was."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from webapp.audit import queries as audit
from webapp.audit.models import AuditEntry, TrailHead
from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.rules import Fault, FaultKind


@dataclass(frozen=True)
class End:
    """How many entries a trail has, and the number and the hash of the newest one."""

    entries: int
    position: int
    hash: bytes | None


def end_of(connection: Connection, scope: TenantScope) -> End:
    """Where a trail ends now."""
    own = tenancy.within(scope, AuditEntry)
    count = connection.scalar(select(func.count()).select_from(AuditEntry).where(own)) or 0
    newest = select(AuditEntry.position, AuditEntry.hash).where(own)
    row = connection.execute(newest.order_by(AuditEntry.position.desc()).limit(1)).first()
    return End(count, row[0], bytes(row[1])) if row else End(0, 0, None)


def broken_links(connection: Connection, scope: TenantScope, most: int) -> Iterator[Fault]:
    """Entries that were changed, are missing or don't follow the one before them."""
    for at, before, fits, follows in connection.execute(audit.misfits(scope).limit(most)):
        if at > before + 1:
            yield Fault(FaultKind.ENTRIES_MISSING, before + 1, at - 1)
        if not fits:
            yield Fault(FaultKind.ENTRY_CHANGED, at)
        elif not follows and at <= before + 1:
            yield Fault(FaultKind.ENTRY_UNLINKED, at)


def wrong_end(connection: Connection, scope: TenantScope, end: End) -> Iterator[Fault]:
    """Where the end of the trail is not the one that its stored head names."""
    head = connection.execute(
        select(TrailHead.position, TrailHead.hash).where(tenancy.within(scope, TrailHead))
    ).first()
    if head is None:
        if end.entries:
            yield Fault(FaultKind.HEAD_GONE, end.position)
        return
    position, noted = head
    entry = (AuditEntry.position == position) & tenancy.within(scope, AuditEntry)
    hash_there = connection.scalar(select(AuditEntry.hash).where(entry))
    if end.position < position:
        yield Fault(FaultKind.TAIL_CUT, end.position, position)
    elif hash_there is None or bytes(hash_there) != bytes(noted):
        yield Fault(FaultKind.HEAD_DIFFERS, position)
    elif end.position > position:
        yield Fault(FaultKind.ENTRIES_SLIPPED_IN, position + 1, end.position)


def wrong_checkpoints(connection: Connection, scope: TenantScope, most: int) -> Iterator[Fault]:
    """Checkpoints whose entry is gone or another one now."""
    same = (AuditEntry.position == TrailCheckpoint.position) & (
        AuditEntry.hash == TrailCheckpoint.hash
    )
    found = select(AuditEntry.id).where(tenancy.within(scope, AuditEntry), same)
    query = (
        select(TrailCheckpoint.position, TrailCheckpoint.day)
        .where(
            tenancy.within(scope, TrailCheckpoint),
            ~found.correlate(TrailCheckpoint).exists(),
        )
        .order_by(TrailCheckpoint.day)
        .limit(most)
    )
    for position, day in connection.execute(query):
        yield Fault(FaultKind.CHECKPOINT_DIFFERS, position, day=day.isoformat())
