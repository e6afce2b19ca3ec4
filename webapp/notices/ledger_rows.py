"""A message as a row of the ledger."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from webapp.accounts.scope import Scope
from webapp.notices.rules import Announcement


def row_of(scope: Scope, one: Announcement, now: datetime) -> dict[str, Any]:
    """The columns of a message that are the same in every channel."""
    return {
        "organization_id": scope.organization_id,
        "kind": one.kind,
        "subject": one.subject,
        "recipient_id": one.to,
        "due_on": one.due_on,
        "leads_to": one.link,
        "facts": facts_of(one.facts),
        "topic": one.topic,
        "earlier": None if one.earlier is None else facts_of(one.earlier),
        "created_at": now,
    }


def facts_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are stored; those that are not known are left out."""
    return {name: _storable(fact) for name, fact in facts.items() if fact}


def _storable(fact: Any) -> Any:
    if isinstance(fact, date | datetime):
        return fact.isoformat()
    return fact.value if isinstance(fact, StrEnum) else fact
