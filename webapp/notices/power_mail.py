"""E-mails about power over an account: to its own address, at once, whatever anybody wished.

The address is fixed by the act. Whoever may change the address of a membership can't lead away
what tells of it, and a wish for no e-mail, quiet hours and limits don't hold it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.accounts.models import Account, Membership
from webapp.accounts.scope import Scope
from webapp.core import queue, tenancy
from webapp.core.db import db
from webapp.notices.ledger_rows import row_of
from webapp.notices.models import Notice
from webapp.notices.rules import Announcement, Channel, DeliveryState, NoticeKind


def queue_at_once(scope: Scope, told: Sequence[Announcement], now: datetime) -> None:
    """Let messages wait as e-mails that may leave now, one for each address, and wake a worker."""
    own = _own_addresses(scope, {one.to for one in told})
    rows = [row for one in told for row in _rows(scope, one, own, now)]
    if rows:
        db.session.execute(insert(Notice).values(rows).on_conflict_do_nothing())
        queue.after_commit("notices.deliver_waiting")


def _rows(
    scope: Scope, one: Announcement, own: Mapping[int, str | None], now: datetime
) -> list[dict[str, Any]]:
    addresses = dict.fromkeys(address for address in (own.get(one.to), *one.also) if address)
    waiting = {
        "channel": Channel.EMAIL,
        "state": DeliveryState.WAITING,
        "send_after": now,
        "first_due_at": now,
        # Whatever delays it, it is sent: nobody's power over an account may go unnoticed.
        "useful_until": one.useful_until,
    }
    return [
        row_of(scope, one, now)
        | waiting
        | {"address": address, "subject": one.subject + (f"#{number}" if number else "")}
        for number, address in enumerate(addresses)
    ]


def told_before(scope: Scope, member_id: int) -> tuple[str, ...]:
    """The addresses that learned of ways and links to a member who had no account yet.

    One of them may be the person's own, and the account made with the last of them another's.
    """
    query = select(Notice.address).where(
        tenancy.within(scope, Notice),
        Notice.recipient_id == member_id,
        Notice.kind.in_((NoticeKind.WAYS_CHANGED, NoticeKind.INVITATION_MADE)),
        Notice.address.is_not(None),
    )
    found = db.session.scalars(query.order_by(Notice.id))
    return tuple(dict.fromkeys(address for address in found if address))


def _own_addresses(scope: Scope, members: Iterable[int]) -> dict[int, str | None]:
    """The address of each member's account; where it has none, the one the unit wrote down."""
    query = (
        select(Membership.id, func.coalesce(Account.email, Membership.email))
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(tenancy.within(scope, Membership), Membership.id.in_(members))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
