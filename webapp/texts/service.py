"""Write and read the members' own words; nothing else touches the stored column."""

from collections.abc import Iterable

from sqlalchemy import Executable, delete, select, update

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.plain_text import plain
from webapp.core.prepared import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.texts.models import Text, TextKind


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
    """Put new words in the place of a text that is not frozen."""
    _replaced.rows(scope, text_id=text_id, words=plain(body))


@prepared
def _replaced(scope: TenantScope, *, text_id: int, words: str) -> Executable:
    return update(Text).where(tenancy.within(scope, Text), Text.id == text_id).values(stored=words)


def forget(scope: TenantScope, ids: Iterable[int | None]) -> None:
    """Delete texts that nothing refers to any more."""
    gone = [text_id for text_id in ids if text_id is not None]
    if gone:
        db.session.execute(delete(Text).where(tenancy.within(scope, Text), Text.id.in_(gone)))


def read(scope: TenantScope, ids: Iterable[int | None]) -> dict[int, str]:
    """The words of several texts, by identifier, in one query."""
    wanted = {text_id for text_id in ids if text_id is not None}
    if not wanted:
        return {}
    return {row.id: row.stored for row in _named.rows(scope, ids=list(wanted))}


@prepared
def _named(scope: TenantScope, *, ids: list[int]) -> Executable:
    return select(Text.id, Text.stored).where(tenancy.within(scope, Text), one_of(Text.id, ids))
