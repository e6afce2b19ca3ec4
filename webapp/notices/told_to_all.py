"""Tell everybody in a unit who came in, and who may read what is past.

As with power over one member, the message is written in the transaction of the act.
"""

import secrets

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
    members = accounts.members_on(scope, clock.day_of(entry.at), left_too=True)
    names = {member.id: member.full_name for member in members}
    notices.announce(
        scope,
        kind,
        to=[member.id for member in members if member.status in ACTIVE],
        subject=f"openly:{secrets.token_hex(8)}",
        link=Address("home.show"),
        now=entry.at,
        by=scope.full_name,
        unit=scope.organization.name,
        above=entry.facts.get("above"),
        from_on=entry.facts.get("from_on"),
        member=names.get(entry.member_id or 0),
    )
