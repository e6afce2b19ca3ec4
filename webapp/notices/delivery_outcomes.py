"""Write down what became of a letter; each of these ends a claim but the longer lease."""

from collections.abc import Iterable
from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.notices import outbox
from webapp.notices.claims import Letter
from webapp.notices.models import Notice
from webapp.notices.rules import DeliveryState


def mark_sent(scope: Scope, letter: Letter, *, now: datetime) -> None:
    """The mail server has taken the letter."""
    sent = DeliveryState.SENT
    outbox.settle(scope, Notice, letter.ids, state=sent, sent_at=now, reason=None)


def mark_bounced(scope: Scope, letter: Letter, reason: str) -> None:
    """The letter can never arrive; the chair is shown why."""
    outbox.settle(scope, Notice, letter.ids, state=DeliveryState.BOUNCED, reason=reason)


def put_back(scope: Scope, letter: Letter, reason: str, *, now: datetime) -> bool:
    """Try again later, each time after a longer wait; false when it was the last try."""
    tries = max(notice.tries for notice in letter.notices) + 1
    changes = outbox.after_refusal(tries, reason, now)
    outbox.settle(scope, Notice, letter.ids, **changes)
    return "send_after" in changes


def let_go(scope: Scope, letters: Iterable[Letter], *, until: datetime) -> None:
    """Give claimed letters back untried, because the mail server is away; no try is counted."""
    outbox.settle(scope, Notice, [i for letter in letters for i in letter.ids], send_after=until)


def extend_lease(scope: Scope, letter: Letter, *, until: datetime) -> None:
    """Let no other sender take the letter for as long as a hand-over may take."""
    outbox.settle(scope, Notice, letter.ids, lease_until=until)
