"""Power over a person: whoever it touches is told, whichever act used it.

The trail knows of every act. An act that gives, takes or uses power over a member's account, office
or papers has a row here, and its message is written in the transaction of the act, so that none can
be forgotten by a page, a command or a task.
"""

import secrets
from typing import Any

from webapp.accounts import roster
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations.wording import Words

#: What the member an act is about is told of it.
TOLD: dict[AuditEvent, NoticeKind] = {
    AuditEvent.ROLE_GRANTED: NoticeKind.OFFICE_GIVEN,
    AuditEvent.ROLE_ENDED: NoticeKind.OFFICE_ENDED,
    AuditEvent.RESET_STARTED: NoticeKind.RESET_STARTED,
    AuditEvent.PASSWORD_RESET: NoticeKind.PASSWORD_CHANGED,
    AuditEvent.CHAIR_NOMINATED: NoticeKind.NOMINATED,
}

#: Told to everybody in a unit by the act itself, since everybody may answer it.
TOLD_TO_ALL = frozenset({NoticeKind.NOMINATION_TOLD, NoticeKind.NOMINATION_TO_CONFIRM})

#: Told to the member also where the trail names the member as the one who acted: the act opens the
#: account, so somebody else may have been at the keys.
EVEN_BY_ONESELF = frozenset({AuditEvent.PASSWORD_RESET})


@audit.heard_by
def tell_the_member(scope: Scope, entry: AuditEntry) -> None:
    """Write the message of an act that used power over a member; other acts tell nothing here.

    Who has no account yet learns of everything from the invitation.
    """
    kind = TOLD.get(entry.event)
    if kind is None or entry.member_id is None:
        return
    if entry.member_id == entry.actor_id and entry.event not in EVEN_BY_ONESELF:
        return
    if not roster.has_account(scope, entry.member_id):
        return
    today = clock.in_hanoi(entry.at).date()
    notices.announce(
        scope,
        kind,
        to=entry.member_id,
        # Each act is told for itself, also the second of a day.
        subject=f"power:{secrets.token_hex(8)}",
        due_on=today,
        now=entry.at,
        link=f"/o/{scope.organization.code}/thong-bao",
        **_facts(scope, entry),
    )


def _facts(scope: Scope, entry: AuditEntry) -> dict[str, Any]:
    """Who did it, where, and which office it was about, as words of the organization."""
    by = scope.full_name or str(scope.outside or "")
    facts = {"unit": scope.organization.name, "by": by, "at": entry.at}
    facts |= {name: entry.facts.get(name) for name in ("from_on", "until_on")}
    role = entry.facts.get("role")
    return facts | {"office": office_word(Role(role), scope.organization.words) if role else ""}


def office_word(role: Role, words: Words) -> str:
    """What an office is called inside a sentence."""
    known = {
        Role.CHAIR: words.head,
        Role.DEPUTY: words.deputy,
        Role.COMMITTEE: words.committee_member,
    }
    return known.get(role, "cán bộ theo dõi")
