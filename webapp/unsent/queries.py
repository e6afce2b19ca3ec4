"""What a member has typed and not sent, read by that member alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, select

from webapp.core import tenancy
from webapp.core.prepared import one_of, prepared
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


def at(author: Author, addresses: list[str]) -> list[Unsent]:
    """The author's drafts for forms that are sent to these addresses, the latest first."""
    rows = _at.rows(author, member_id=author.member_id, addresses=addresses).all()
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
            one_of(UnsentForm.address, addresses),
        )
        .order_by(UnsentForm.saved_at.desc(), UnsentForm.id.desc())
    )
