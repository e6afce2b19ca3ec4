"""The whole check of one organization: its chain, its end, and the final words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, select
from sqlalchemy.orm import joinedload

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry, TrailHead
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.proofs import chain, final_texts
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.rules import Fault

#: Faults that are named; where there are more, the number says so.
MOST_NAMED = 20
#: Checkpoints that a page shows.
MOST_SHOWN = 31
#: Faults that are counted before the look at the words ends.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Check:
    """What a look at the whole trail, and at everything it vouches for, found."""

    entries: int
    #: The number of the newest entry.
    position: int
    #: The hash of the newest entry.
    head: bytes | None
    faults: tuple[Fault, ...]
    #: How many faults there are, counted up to `MOST_COUNTED`.
    count: int
    #: Whether the words of the time before digests still wait for theirs.
    awaits_seal: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or slipped in."""
        return not self.count


def verify(scope: TenantScope) -> Check:
    """Compute everything again and compare, in little memory however much there is.

    It sees one moment: what is written meanwhile neither waits nor confuses it.
    """
    with one_moment() as connection:
        end = chain.end_of(connection, scope)
        waits = _awaits_seal(connection, scope)
        found = islice(_faults(connection, scope, end, with_earlier=not waits), MOST_COUNTED)
        named = tuple(islice(found, MOST_NAMED))
        count = len(named) + sum(1 for _ in found)
    return Check(end.entries, end.position, end.hash, named, count, waits)


def entries_named(scope: TenantScope, faults: Iterable[Fault]) -> dict[int, AuditEntry]:
    """The entries that faults name and that are there, by number, with those concerned."""
    numbers = {fault.position for fault in faults if fault.position is not None}
    query = (
        tenancy.rows_of(scope, AuditEntry)
        .options(joinedload(AuditEntry.actor), joinedload(AuditEntry.member))
        .where(AuditEntry.position.in_(numbers))
    )
    return {entry.position: entry for entry in db.session.scalars(query)} if numbers else {}


def _awaits_seal(connection: Connection, scope: TenantScope) -> bool:
    """Whether the words of before still have no digests; once they have, it never counts again."""
    waits = select(TrailHead.awaits_seal).where(tenancy.within(scope, TrailHead))
    done = select(AuditEntry.id).where(
        tenancy.within(scope, AuditEntry),
        AuditEntry.event == AuditEvent.TEXTS_SEALED,
        AuditEntry.facts.has_key("earlier"),
    )
    return bool(connection.scalar(waits)) and connection.scalar(done.limit(1)) is None


def checkpoints(scope: TenantScope) -> list[TrailCheckpoint]:
    """The latest checkpoints, the newest first."""
    query = tenancy.rows_of(scope, TrailCheckpoint).order_by(TrailCheckpoint.day.desc())
    return list(db.session.scalars(query.limit(MOST_SHOWN)))


def _faults(
    connection: Connection, scope: TenantScope, end: chain.End, *, with_earlier: bool
) -> Iterator[Fault]:
    yield from chain.broken_links(connection, scope, MOST_COUNTED)
    yield from chain.wrong_end(connection, scope, end)
    yield from chain.wrong_checkpoints(connection, scope, MOST_COUNTED)
    yield from final_texts.faults(connection, scope, with_earlier=with_earlier)


@contextmanager
def one_moment() -> Iterator[Connection]:
    """A connection of its own on which every statement sees the same state, and none may write."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection
        connection.rollback()
