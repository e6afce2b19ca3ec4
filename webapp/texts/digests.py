"""The one rule by which final words become digests in the trail, so that rewriting can be seen.

A digest is the SHA-256 of a canonical form: organization, kind, row, what stands in the row, and
its words with a random salt that is kept beside each text. It is of the words themselves, however
they are stored. Which kinds there are each part says in its `seals.py`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection

from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.texts import service as texts
from webapp.texts.service import Salted

#: The first element of every canonical form; another rule would begin with another one.
_RULE = "nen-mong seal 1"

#: Looks up what belongs to several rows besides their own columns, by identifier.
Looked = Callable[[Connection, TenantScope, Sequence[int]], Mapping[int, Mapping[str, Any]]]


@dataclass(frozen=True)
class SealedKind:
    """One kind of thing whose words, once final, are sealed by a digest in the trail."""

    name: str
    model: type[Any]
    #: The columns that are part of the digest as they are.
    facts: tuple[str, ...]
    #: The columns that refer to texts.
    words: tuple[str, ...]
    #: Which rows are final.
    final: Callable[[], ColumnElement[bool]]
    #: Whether an act may release the seal, as when an opinion is restored.
    releasable: bool = False
    more: Looked | None = None

    def key(self, row_id: int) -> str:
        """How a row is named in the facts of an entry of the trail."""
        return f"{self.name}:{row_id}"

    @property
    def columns(self) -> list[Any]:
        """What must be known of a row to compute its digest."""
        return [getattr(self.model, name) for name in ("id", *self.facts, *self.words)]


def seal(scope: TenantScope, kind: SealedKind, *rows: Any) -> dict[str, str]:
    """Freeze the words of rows that are final now; returns their digests for the trail's facts."""
    db.session.flush()
    if not rows:
        return {}
    texts.salted(scope, [text_id for row in rows for text_id in _texts_of(kind, row)])
    return digests(db.session.connection(), scope, kind, rows)


def digests(
    connection: Connection, scope: TenantScope, kind: SealedKind, rows: Sequence[Any]
) -> dict[str, str]:
    """The digest of each row as it is now, by its name in the trail; three statements at most."""
    words = texts.with_salt(connection, scope, [i for row in rows for i in _texts_of(kind, row)])
    identifiers = [row.id for row in rows]
    more = kind.more(connection, scope, identifiers) if kind.more and rows else {}
    found = {}
    for row_id, row in zip(identifiers, rows, strict=True):
        facts = {name: getattr(row, name) for name in kind.facts} | dict(more.get(row_id, {}))
        said = {name: words.get(getattr(row, name) or 0) for name in kind.words}
        found[kind.key(row_id)] = digest(scope.organization_id, kind.name, row_id, facts, said)
    return found


def digest(
    organization_id: int,
    kind: str,
    row_id: int,
    facts: Mapping[str, Any],
    words: Mapping[str, Salted | None],
) -> str:
    """The SHA-256 of the canonical form of one thing, in hexadecimal."""
    said = {name: [_plain(one.salt), one.words] for name, one in words.items() if one is not None}
    form = [_RULE, organization_id, kind, row_id, _plain(facts), said]
    written = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _texts_of(kind: SealedKind, row: Any) -> list[int | None]:
    return [getattr(row, name) for name in kind.words]


def _plain(value: Any) -> Any:
    """A value as it stands in the canonical form."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
