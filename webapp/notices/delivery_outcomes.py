"""Write down what became of a letter; each of these ends a claim."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, update

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.claims import Letter
from webapp.notices.delivery_rules import retry_at
from webapp.notices.models import Notice
from webapp.notices.rules import DeliveryState


def mark_sent(scope: Scope, letter: Letter, *, now: datetime) -> None:
    """The mail server has taken the letter."""
    _settle(scope, letter.ids, state=DeliveryState.SENT, sent_at=now, reason=None)


def mark_bounced(scope: Scope, letter: Letter, reason: str) -> None:
    """The letter can never arrive; the chair is shown why."""
    _settle(scope, letter.ids, state=DeliveryState.BOUNCED, reason=reason)


def put_back(scope: Scope, letter: Letter, reason: str, *, now: datetime) -> bool:
    """Try again later, each time after a longer wait; false when it was the last try."""
    tries = max(notice.tries for notice in letter.notices) + 1
    again = retry_at(tries, now)
    if again is None:
        _settle(scope, letter.ids, state=DeliveryState.DEAD, tries=tries, reason=reason)
        return False
    _settle(scope, letter.ids, send_after=again, tries=tries, reason=reason)
    return True


def let_go(scope: Scope, letters: Iterable[Letter], *, until: datetime) -> None:
    """Give claimed letters back untried, because the mail server is away; no try is counted."""
    _settle(scope, [i for letter in letters for i in letter.ids], send_after=until)


def extend_lease(scope: Scope, letter: Letter, *, until: datetime) -> None:
    """Keep the letter in hand for its sender alone, for as long as a hand-over may take."""
    db.session.execute(_waiting(scope, letter.ids).values(lease_until=until))


def _settle(scope: Scope, ids: Sequence[int], **changes: Any) -> None:
    db.session.execute(_waiting(scope, ids).values(lease_until=None, **changes))


def _waiting(scope: Scope, ids: Sequence[int]) -> Update:
    return (
        update(Notice)
        .where(
            tenancy.within(scope, Notice),
            Notice.id.in_(ids),
            Notice.state == DeliveryState.WAITING,
        )
        .execution_options(synchronize_session=False)
    )
