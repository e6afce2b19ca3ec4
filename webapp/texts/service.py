"""Write and read the members' own words; nothing else touches the stored column."""

import logging
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, ScalarSelect, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.plain_text import plain
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.texts.models import Text, TextKind

log = logging.getLogger(__name__)


class Salted(NamedTuple):
    """The words of a text with the salt of their digest; none while they may still change."""

    salt: bytes | None
    words: str


def keep(scope: TenantScope, kind: TextKind, body: str) -> int:
    """Store a text; returns the identifier by which its owner refers to it."""
    text = Text(organization_id=scope.organization_id, kind=kind, stored=plain(body))
    db.session.add(text)
    db.session.flush()
    return text.id


def keep_if_any(scope: TenantScope, kind: TextKind, body: str | None) -> int | None:
    """Store a text unless it is empty."""
    return keep(scope, kind, body) if body and plain(body).strip() else None


def replace(scope: TenantScope, text_id: int, body: str) -> None:
    """Replace the words of a text that is not sealed."""
    _replaced.rows(scope, text_id=text_id, words=plain(body))


@prepared
def _replaced(scope: TenantScope, *, text_id: int, words: str) -> Executable:
    return update(Text).where(tenancy.within(scope, Text), Text.id == text_id).values(stored=words)


def words_of(column: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """The words a column of the surrounding statement refers to."""
    query = select(Text.stored).where(tenancy.refers_to(column, Text))
    return query.correlate(column.class_).scalar_subquery()


def note_damage(text_id: int | None) -> None:
    """Log for the operator which text can't be read, without its words."""
    log.error("stored text is damaged", extra={"text_id": text_id})


def forget(scope: TenantScope, ids: Iterable[int | None]) -> None:
    """Delete texts that nothing refers to any more."""
    gone = [text_id for text_id in ids if text_id is not None]
    if gone:
        db.session.execute(delete(Text).where(tenancy.within(scope, Text), Text.id.in_(gone)))


def any_kept(scope: TenantScope) -> bool:
    """Whether anybody has written anything here that others may come to read."""
    query = select(Text.id).where(tenancy.within(scope, Text), Text.kind != TextKind.UNSENT)
    return db.session.scalar(query.limit(1)) is not None


def read(scope: TenantScope, ids: Iterable[int | None]) -> dict[int, str]:
    """The words of several texts, by identifier, in one query."""
    wanted = {text_id for text_id in ids if text_id is not None}
    if not wanted:
        return {}
    return {row.id: row.stored for row in _named.rows(scope, ids=list(wanted))}


def salted(scope: TenantScope, ids: Iterable[int | None]) -> None:
    """Give texts without a salt one: from now on their words can't change."""
    unsealed = update(Text).where(
        tenancy.within(scope, Text),
        Text.id.in_({text_id for text_id in ids if text_id is not None}),
        Text.salt.is_(None),
    )
    db.session.execute(
        unsealed.values(salt=func.uuid_send(func.gen_random_uuid())),
        execution_options={"synchronize_session": False},
    )


def with_salt(
    connection: Connection, scope: TenantScope, ids: Iterable[int | None]
) -> dict[int, Salted]:
    """Texts with their salts as one connection sees them, by identifier."""
    wanted = {text_id for text_id in ids if text_id is not None}
    if not wanted:
        return {}
    query = select(Text.id, Text.salt, Text.stored).where(
        tenancy.within(scope, Text), one_of(Text.id, wanted)
    )
    return {row.id: Salted(row.salt, row.stored) for row in connection.execute(query)}


@prepared
def _named(scope: TenantScope, *, ids: list[int]) -> Executable:
    return select(Text.id, Text.stored).where(tenancy.within(scope, Text), one_of(Text.id, ids))
