"""The units a member may leave for: of the same kind, in the same tree, found without marks."""

import re
import unicodedata
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from webapp.accounts.scope import Scope
from webapp.core import vietnamese
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.tree import ids_in, subtree_range

#: Units on the page; more words narrow the search.
MOST_SHOWN = 20
_MOST_WORDS, _LONGEST_SEARCH = 8, 100


def _written_forms() -> dict[str, str]:
    """For each plain letter, all its Vietnamese forms with marks, in both cases."""
    forms = {letter: letter + letter.upper() for letter in ascii_lowercase}
    forms["d"] += "đĐ"
    for number in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        letter = chr(number)
        plain = unicodedata.normalize("NFD", letter)[0].lower()
        if plain in forms:
            forms[plain] += letter
    return forms


_FORMS = _written_forms()


def _pattern(word: str) -> str:
    """A pattern for a word with any marks; other characters stand for themselves."""
    return "".join(f"[{_FORMS[c]}]" if c in _FORMS else re.escape(c) for c in word)


@dataclass(frozen=True)
class Destination:
    """A unit as the search shows it."""

    id: int
    name: str
    code: str
    superior: str


def found(scope: Scope, search: str) -> list[Destination]:
    """The first units whose name or code has every word of the search; none without words."""
    words = vietnamese.without_marks(search[:_LONGEST_SEARCH]).split()[:_MOST_WORDS]
    if not words:
        return []
    matches = [
        or_(
            Organization.name.regexp_match(_pattern(word)),
            Organization.code.contains(word, autoescape=True),
        )
        for word in words
    ]
    query = _open_here(scope).where(*matches).order_by(Organization.path).limit(MOST_SHOWN)
    return [Destination(*row) for row in db.session.execute(query)]


def named(scope: Scope, organization_id: int) -> Destination | None:
    """One unit, if a member may leave for it."""
    row = db.session.execute(_open_here(scope).where(Organization.id == organization_id)).first()
    return Destination(*row) if row else None


def _open_here(scope: Scope) -> Any:
    superior = aliased(Organization)
    first, end = subtree_range(f"{ids_in(scope.organization.path)[0]}/")
    return (
        select(
            Organization.id, Organization.name, Organization.code, func.coalesce(superior.name, "")
        )
        .outerjoin(superior, superior.id == Organization.parent_id)
        .where(
            Organization.path >= first,
            Organization.path < end,
            Organization.id != scope.organization.id,
            Organization.kind == scope.organization.kind,
            Organization.closed_on.is_(None),
            Organization.suspended_at.is_(None),
        )
    )
