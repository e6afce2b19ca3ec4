"""Tell those concerned what became of a request about a turn, or of an offer to report."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.plans.models import TurnRequest


def tell(
    scope: Scope,
    request: TurnRequest,
    kind: NoticeKind,
    to: Iterable[int | None],
    *,
    now: datetime,
    member: str = "",
    months: tuple[date, date | None] | None = None,
) -> None:
    """Announce a step of a request to others than the one who acts.

    The months are those of the recipient's old and new turn; the turn's own if none are given.
    """
    month, next_month = months or (request.month, None)
    facts = {"month": month, "next_month": next_month, "member": member}
    wanted = [
        Announcement(
            kind=kind,
            to=member_id,
            subject=f"turn_request:{request.id}:{request.state}",
            due_on=clock.day_of(now),
            link=f"/o/{scope.organization.code}/doi-luot/{request.id}",
            facts={name: fact for name, fact in facts.items() if fact},
        )
        for member_id in dict.fromkeys(to)
        if member_id is not None and member_id != scope.member_id
    ]
    notices.announce_all(scope, wanted, now=now)


def tell_of_offer(
    scope: Scope, kind: NoticeKind, to: int, month: date, *, now: datetime, member: str = ""
) -> None:
    """Announce to a member what somebody did with their offer to report in a month."""
    if to == scope.member_id:
        return
    facts: dict[str, Any] = {"member": member} if member else {}
    notices.announce(
        scope,
        kind,
        to=to,
        subject=f"offer:{month:%Y-%m}:{now:%H%M%S%f}",
        due_on=clock.day_of(now),
        now=now,
        link=f"/o/{scope.organization.code}/ke-hoach/{month:%Y-%m}",
        month=month,
        **facts,
    )


def leaders(scope: Scope, today: date) -> list[int]:
    """Who decides about turns today: the active chair and deputies."""
    members = accounts.members_on(scope, today)
    return [m.id for m in members if m.roles & LEADERS and m.status in ACTIVE]
