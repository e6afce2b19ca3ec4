"""Whether final words are what the trail says of them: both ways, row by row, in little memory.

Two streams in one order meet: what the trail has sealed, and what is stored and final.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)

from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.proofs import rules
from webapp.proofs.rules import Fault, Mark, Standing
from webapp.proofs.sealed_kinds import SEALED
from webapp.texts import digests
from webapp.texts.digests import SealedKind

#: Rows looked at in one go.
AT_A_TIME = 500


class Thing(NamedTuple):
    """What is sealed: sorts by kind and number."""

    kind: str
    row_id: int

    @property
    def key(self) -> str:
        """As the trail names it."""
        return f"{self.kind}:{self.row_id}"


def faults(connection: Connection, scope: TenantScope, *, with_earlier: bool) -> Iterator[Fault]:
    """Everything in which the stored words and the trail disagree.

    `with_earlier` says whether final words without any digest count: not before the words of the
    time before digests have got theirs.
    """
    stored = _stored(connection, scope)
    for thing, said, found in _met(_sealed(connection, scope), stored):
        if said is not None or with_earlier:
            yield from rules.compare(thing.key, said, found)


def _met(
    sealed: Iterable[tuple[Thing, Standing]], stored: Iterable[tuple[Thing, str]]
) -> Iterator[tuple[Thing, Standing | None, str | None]]:
    """Both streams side by side, each thing once."""
    left, right = iter(sealed), iter(stored)
    said, found = next(left, None), next(right, None)
    while said is not None or found is not None:
        if found is None or (said is not None and said[0] < found[0]):
            assert said is not None  # noqa: S101 - one of the two is left
            yield said[0], said[1], None
            said = next(left, None)
        elif said is None or found[0] < said[0]:
            yield found[0], None, found[1]
            found = next(right, None)
        else:
            yield said[0], said[1], found[1]
            said, found = next(left, None), next(right, None)


def _sealed(connection: Connection, scope: TenantScope) -> Iterator[tuple[Thing, Standing]]:
    """What the trail says of each thing, as the server sorts it."""
    streamed = {"stream_results": True, "yield_per": AT_A_TIME}
    rows = connection.execute(_marks(scope), execution_options=streamed)
    for thing, marks in groupby(rows, key=lambda row: Thing(row.kind, row.row_id)):
        kind = SEALED.get(thing.kind)
        said = (Mark(row.position, row.digest) for row in marks)
        yield thing, rules.standing(said, releasable=kind is not None and kind.releasable)


def _marks(scope: TenantScope) -> Select[*tuple[Any, ...]]:
    facts, own = AuditEntry.facts, tenancy.within(scope, AuditEntry)
    sealed, released = facts["sealed"], facts["released"]
    # What a forger writes there may be anything; the chain says that it was changed.
    an_object = case((func.jsonb_typeof(sealed) == "object", sealed), else_=literal({}, facts.type))
    a_list = case((func.jsonb_typeof(released) == "array", released), else_=literal([], facts.type))
    pair = func.jsonb_each_text(an_object).table_valued("key", "value", name="pair")
    key = func.jsonb_array_elements_text(a_list).table_valued("value", name="one")
    marks = union_all(
        select(pair.c.key.label("key"), AuditEntry.position, pair.c.value.label("digest"))
        .join_from(AuditEntry, pair, true())
        .where(own),
        select(key.c.value, AuditEntry.position, null().label("digest"))
        .join_from(AuditEntry, key, true())
        .where(own),
    ).subquery()
    number = func.split_part(marks.c.key, ":", 2)
    row_id = case((number.op("~")("^[0-9]{1,18}$"), cast(number, BigInteger)), else_=0)
    kind = func.split_part(marks.c.key, ":", 1)
    return select(
        kind.label("kind"), row_id.label("row_id"), marks.c.position, marks.c.digest
    ).order_by(kind.collate("C"), row_id, marks.c.position)


def _stored(connection: Connection, scope: TenantScope) -> Iterator[tuple[Thing, str]]:
    """The digest of everything that is final now, in the order of kinds and rows."""
    for kind in SEALED.values():
        for rows in batches(connection, scope, kind):
            for key, digest in digests.digests(connection, scope, kind, rows).items():
                yield Thing(kind.name, int(key.rpartition(":")[2])), digest


def batches(connection: Connection, scope: TenantScope, kind: SealedKind) -> Iterator[list[Any]]:
    """The final rows of one kind, some at a time."""
    last = 0
    while True:
        query = (
            select(*kind.columns)
            .where(tenancy.within(scope, kind.model), kind.final(), kind.model.id > last)
            .order_by(kind.model.id)
            .limit(AT_A_TIME)
        )
        rows = list(connection.execute(query))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def known(connection: Connection, scope: TenantScope, keys: list[str]) -> set[str]:
    """Which of some things the trail has sealed already."""
    facts = AuditEntry.facts
    asked = facts["sealed"].op("?|")(cast(keys, ARRAY(String)))
    query = select(facts["sealed"]).where(tenancy.within(scope, AuditEntry), asked)
    return {key for row in connection.scalars(query) for key in row if key in keys}
