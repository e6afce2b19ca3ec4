"""Tell the people of a unit what its superior has done."""

import secrets
from datetime import datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind


def tell(
    scope: Scope,
    kind: NoticeKind,
    *,
    everybody: bool = False,
    link: str = "",
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
    wanted = [
        Announcement(
            kind, to, subject, today, link or f"/o/{scope.organization.code}/", None, facts
        )
        for to in told
    ]
    notices.announce_all(scope, wanted, now=now)
