"""What is kept of a form that is being filled in, and how much of it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from webapp.core import plain_text
from webapp.core.errors import RuleBroken

#: Fields that the page itself adds to a form.
OF_THE_PAGE = frozenset(
    {"csrf_token", "typed_by", "idempotency_key", "unsent", "unsent_of", "unsent_page", "kept"}
)
#: In bytes; more than the fields of a request may hold.
LARGEST = 4_000_000
#: Drafts one member may have at once.
MOST = 50
#: Days a draft is kept after it was last typed in.
KEPT_DAYS = 30
#: Days the row of a form that was sent is kept, against late saves.
MARKED_DAYS = 1

_PAGE = re.compile(r"([A-Za-z0-9_-]{8,16})\.([0-9]{1,9})")
_BASE = re.compile(r"([A-Za-z0-9_-]{16,32})\.([0-9]{1,9})")

Typed = list[tuple[str, str]]


class Author(Protocol):
    """Somebody who types in an organization."""

    @property
    def organization_id(self) -> int: ...

    @property
    def member_id(self) -> int | None: ...


class Base(NamedTuple):
    """What a save goes on from: the key of the draft, and how often it had been saved."""

    key: str
    revision: int = 0

    def __str__(self) -> str:
        return f"{self.key}.{self.revision}"

    @classmethod
    def read(cls, text: str) -> "Base | None":
        """The base a form carries; none for anything else."""
        found = _BASE.fullmatch(text)
        return cls(found[1], int(found[2])) if found else None


class Page(NamedTuple):
    """The page a form stands on: a random word made with it, and how often it has saved."""

    word: str = ""
    saves: int = 0

    @classmethod
    def read(cls, text: str) -> "Page":
        """The page a form carries; forms that carry none share one."""
        found = _PAGE.fullmatch(text)
        return cls(found[1], int(found[2])) if found else cls()


def digest_of(words: str) -> str:
    """The digest of words that were sent, to tell others from them."""
    return hashlib.sha256(words.encode()).hexdigest()


def beside(key: str, page: Page) -> str:
    """The key of a draft beside another one, whose key another page or the sent form has.

    The same page always gets the same key, so that a repeated save stays one draft.
    """
    digest = hashlib.sha256(f"{key}|{page.word}".encode()).digest()
    return base64.urlsafe_b64encode(digest)[:22].decode()


def kept_of(pairs: Iterable[tuple[str, str]]) -> Typed:
    """The typed fields among those a form sends: no token, no password."""
    return [(k, v) for k, v in pairs if k not in OF_THE_PAGE and "password" not in k]


def packed(typed: Sequence[tuple[str, str]]) -> str:
    """Typed fields as the one text that is stored.

    Raises RuleBroken when they are larger than a draft may be.
    """
    text = plain_text.packed([(name, plain_text.plain(value)) for name, value in typed])
    if len(text.encode()) > LARGEST:
        raise RuleBroken("unsent.too_large", largest=LARGEST // 1000)
    return text


def unpacked(text: str) -> Typed:
    """The typed fields of a stored text; none if it can't be read."""
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return []
    return [(name, plain_text.without_controls(value)) for name, value in pairs]


def sentences_of(typed: Typed) -> list[str]:
    """The values of typed fields in which somebody wrote instead of choosing."""
    values = [value.strip() for _name, value in typed]
    return [value for value in values if len(value.split()) > 1 or not value.isascii()]
