"""What a member has typed and not sent, read by that member alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Select, func, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.texts import service as texts
from webapp.unsent import rules
from webapp.unsent.models import UnsentForm
from webapp.unsent.rules import Author, Base, Typed


@dataclass(frozen=True)
class Unsent:
    """One form that was not sent, with what was typed in it."""

    base: Base
    address: str
    saved_at: datetime
    typed: Typed

    @property
    def sentences(self) -> list[str]:
        """What was written, without choices and numbers."""
        return rules.sentences_of(self.typed)


def at(author: Author, addresses: list[str]) -> list[Unsent]:
    """The author's drafts for forms that are sent to these addresses, the latest first."""
    rows = _at.rows(author, member_id=author.member_id, addresses=addresses)
    return _read(author, rows.fetchall())


def all_of(author: Author) -> list[Unsent]:
    """All drafts of the author, the latest first, at most `rules.MOST`."""
    rows = db.session.execute(_live(author, author.member_id).limit(rules.MOST))
    return _read(author, rows.fetchall())


def _read(author: Author, rows: Sequence[Any]) -> list[Unsent]:
    words = texts.read(author, [row.text_id for row in rows])
    return [
        Unsent(
            Base(row.key, row.revision),
            row.address,
            row.saved_at,
            rules.unpacked(words[row.text_id]),
        )
        for row in rows
    ]


@prepared
def _at(scope: TenantScope, *, member_id: int | None, addresses: list[str]) -> Executable:
    return _live(scope, member_id).where(one_of(UnsentForm.address, addresses))


def _live(scope: TenantScope, member_id: int | None) -> Select[*tuple[Any, ...]]:
    """The drafts of a member that were neither sent nor thrown away."""
    return (
        select(
            UnsentForm.key,
            UnsentForm.revision,
            UnsentForm.address,
            UnsentForm.saved_at,
            UnsentForm.text_id,
        )
        .where(
            tenancy.within(scope, UnsentForm),
            UnsentForm.member_id == member_id,
            UnsentForm.text_id.is_not(None),
        )
        .order_by(UnsentForm.saved_at.desc(), UnsentForm.id.desc())
    )


accounts.count_with_identity(
    "drafts",
    select(func.count(UnsentForm.id))
    .where(tenancy.refers_to(UnsentForm.member_id, Membership), UnsentForm.text_id.is_not(None))
    .correlate(Membership)
    .scalar_subquery(),
)
