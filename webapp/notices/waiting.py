"""One waiting notice as senders know it, and what they ask others about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp.accounts.scope import Scope
from webapp.core.addresses import Address
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind


@dataclass(frozen=True)
class Waiting:
    """One notice of a letter, as the sender needs it."""

    id: int
    kind: NoticeKind
    subject: str
    recipient_id: int
    due_on: date
    facts: dict[str, Any]
    link: Address | None
    tries: int
    topic: str | None = None


#: Tells which of the given notices are not true any more, by identifier.
Recheck = Callable[[Scope, Sequence[Waiting], datetime], frozenset[int]]
#: Tells who waits for it that something they asked to have sent will not arrive.
Lost = Callable[[Scope, Sequence[Waiting], datetime], None]


def nobody_waits(scope: Scope, lost: Sequence[Waiting], now: datetime) -> None:
    """For senders that tell nobody of what is lost."""


def waiting(notice: Notice) -> Waiting:
    """A row of the ledger, taken out of the session."""
    return Waiting(
        notice.id,
        notice.kind,
        notice.subject,
        notice.recipient_id,
        notice.due_on,
        notice.facts,
        notice.leads_to,
        notice.tries,
        notice.topic,
    )
