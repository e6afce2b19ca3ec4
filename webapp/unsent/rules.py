"""What is kept of a form that is being filled in, and how much of it."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from webapp.core.errors import RuleBroken

#: Fields that belong to one drawing of a page and not to what somebody typed in it.
OF_THE_PAGE = frozenset(
    {"csrf_token", "typed_by", "idempotency_key", "unsent", "unsent_of", "kept"}
)
#: In bytes; above what a request may carry in fields, so that nothing that arrives is refused.
LARGEST = 1_500_000
#: Drafts one member may have at once; nobody fills in as many forms without sending any.
MOST = 50
#: Days a draft is kept after it was last typed in.
KEPT_DAYS = 30
#: Days after which no save of a form that was sent can still be on its way.
MARKED_DAYS = 1

_BASE = re.compile(r"([A-Za-z0-9_-]{16,32})\.([0-9]{1,9})")

Typed = list[tuple[str, str]]


class Author(Protocol):
    """Somebody who types in an organization."""

    @property
    def organization_id(self) -> int: ...

    @property
    def member_id(self) -> int | None: ...


class Base(NamedTuple):
    """What a save was made on top of: the draft's own key, and how often it had been saved."""

    key: str
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.key}.{self.revision}"

    @classmethod
    def read(cls, text: str) -> "Base | None":
        """The base a form carries; none for anything that is not one."""
        found = _BASE.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None


def kept_of(pairs: Iterable[tuple[str, str]]) -> Typed:
    """The typed fields among those a form sends: no token, no password."""
    return [(k, v) for k, v in pairs if k not in OF_THE_PAGE and "password" not in k]


def packed(typed: Sequence[tuple[str, str]]) -> str:
    """Typed fields as the one text in which they are kept.

    Raises RuleBroken when they are larger than a draft may be.
    """
    text = json.dumps(list(typed), ensure_ascii=False)
    if len(text.encode()) > LARGEST:
        raise RuleBroken("unsent.too_large", largest=LARGEST // 1000)
    return text


def unpacked(text: str) -> Typed:
    """The typed fields of a kept text; nothing of one that can't be read."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return []


def sentences_of(typed: Typed) -> list[str]:
    """The values of typed fields in which somebody wrote: more than one word."""
    return [value.strip() for _name, value in typed if len(value.split()) > 1]
