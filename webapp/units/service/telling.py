"""Tell the people of a unit what its superior has done."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.members import queries as roster
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.nominations.service.telling import tell_superior
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.notices.waiting import Waiting


def tell(
    scope: Scope,
    kind: NoticeKind,
    *,
    everybody: bool = False,
    link: Address | None = None,
    now: datetime,
    **facts: Any,
) -> None:
    """Tell those who lead a unit, or everybody in it; the caller has gone over to it."""
    today = clock.day_of(now)
    told = [
        member.id
        for member in accounts.members_on(scope, today)
        if member.status in ACTIVE and (everybody or member.roles & LEADERS)
    ]
    # Each act is told for itself, also the second of a day.
    subject = f"unit:{secrets.token_hex(8)}"
    page = link or Address("home.show")
    notices.announce(scope, kind, to=told, subject=subject, link=page, now=now, **facts)


def tell_of_lost_invitations(scope: Scope, lost: Sequence[Waiting], now: datetime) -> None:
    """Tell those who lead the superior that the letter to a unit's first chair will not arrive."""
    for one in lost:
        name = roster.get_member(scope, one.recipient_id).full_name
        kind, subject = NoticeKind.UNIT_INVITATION_FAILED, f"lost:{one.id}"
        tell_superior(scope, subject, kind, now=now, due_on=one.due_on, member=name)
