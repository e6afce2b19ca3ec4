"""Tell those concerned what became of a request about a turn, or of an offer to report."""

from collections.abc import Iterable
from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core.addresses import Address
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
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
    """Announce a step of a request, but not to the one who takes it.

    `months` are those of the recipient's old and new turn; by default the turn's own month.
    """
    month, next_month = months or (request.month, None)
    notices.announce(
        scope,
        kind,
        to=[one for one in to if one is not None and one != scope.member_id],
        subject=f"turn_request:{request.id}:{request.state}",
        link=Address("exchanges.show", {"request_id": request.id}),
        now=now,
        month=month,
        next_month=next_month,
        member=member,
    )


def tell_of_offer(
    scope: Scope, kind: NoticeKind, to: int, month: date, *, now: datetime, member: str = ""
) -> None:
    """Announce to a member what somebody did with their offer to report in a month."""
    if to == scope.member_id:
        return
    notices.announce(
        scope,
        kind,
        to=to,
        subject=f"offer:{month:%Y-%m}:{now:%H%M%S%f}",
        now=now,
        link=Address("plans.month", {"month": f"{month:%Y-%m}"}),
        month=month,
        member=member,
    )


def leaders(scope: Scope, today: date) -> list[int]:
    """Who decides about turns today: the active chair and deputies."""
    members = accounts.members_on(scope, today)
    return [m.id for m in members if m.roles & LEADERS and m.status in ACTIVE]
