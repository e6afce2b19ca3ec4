"""What everybody in a unit is told, whichever act did it: who came in, and to whom the past opened.

As with power over one member, the trail knows of every act, and the messages are written in its
transaction.
"""

import secrets
from datetime import date
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind

#: What all active members learn.
TOLD_TO_ALL: dict[AuditEvent, NoticeKind] = {
    AuditEvent.OFFICE_HOLDER_ADMITTED: NoticeKind.OFFICE_HOLDER_ADMITTED,
    AuditEvent.OFFICE_ABOVE_GIVEN: NoticeKind.OFFICE_ABOVE_GIVEN,
    AuditEvent.PAST_OPENED: NoticeKind.PAST_OPENED,
    AuditEvent.TWO_SEATS_AGREED: NoticeKind.TWO_SEATS_AGREED,
}


@audit.heard_by
def tell_everybody(scope: Scope, entry: AuditEntry) -> None:
    """Write the message of such an act to every active member; other acts tell nothing here."""
    kind = TOLD_TO_ALL.get(entry.event)
    if kind is None:
        return
    db.session.flush()
    today = clock.day_of(entry.at)
    members = accounts.members_on(scope, today, left_too=True)
    names = {member.id: member.full_name for member in members}
    subject = f"openly:{secrets.token_hex(8)}"
    facts = _facts(scope, entry) | {"member": names.get(entry.member_id or 0, "")}
    to = [member.id for member in members if member.status in ACTIVE]
    notices.announce(
        scope, kind, to=to, subject=subject, link=Address("home.show"), now=entry.at, **facts
    )


def _facts(scope: Scope, entry: AuditEntry) -> dict[str, Any]:
    facts = {"by": scope.full_name, "unit": scope.organization.name}
    facts["above"] = entry.facts.get("above", "")
    from_on = entry.facts.get("from_on")
    return facts | {"from_on": date.fromisoformat(from_on) if from_on else None}
