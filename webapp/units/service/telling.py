"""Tell the people of a unit what its superior has done."""

import secrets
from datetime import datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind


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
