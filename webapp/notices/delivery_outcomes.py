"""Write down what became of a letter; each of these ends a claim but the longer lease."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import groupby

from webapp.accounts.scope import Scope
from webapp.notices import outbox
from webapp.notices.claims import Letter
from webapp.notices.mail import Unsendable
from webapp.notices.mail_server import Refused, Unanswered
from webapp.notices.models import Notice
from webapp.notices.rules import AT_ONCE, DeliveryState
from webapp.notices.waiting import Lost

log = logging.getLogger(__name__)

_REASONS: dict[type[Exception], str] = {Unsendable: "address", Unanswered: "no answer"}


def answer_of(hand_over: Callable[[], None]) -> Refused | Unanswered | None:
    """What the mail server says to a letter; none when it takes it."""
    try:
        hand_over()
    except (Refused, Unanswered) as answer:
        return answer
    return None


def settle(
    scope: Scope,
    letter: Letter,
    answer: Unsendable | Refused | Unanswered | None,
    now: datetime,
    *,
    lost: Lost,
) -> str:
    """Write down what became of a letter, and tell who waits for it if it will not arrive."""
    facts: dict[str, object] = {"notices": letter.ids}
    if answer is None:
        mark_sent(scope, letter, now=now)
        log.info("notice delivered", extra=facts)
        return "sent"
    reason = _REASONS.get(type(answer)) or f"smtp {answer}"
    facts["reason"] = reason
    if isinstance(answer, Unsendable) or (isinstance(answer, Refused) and answer.for_good):
        mark_bounced(scope, letter, reason)
        log.warning("notice bounced", extra=facts)
        outcome = "bounced"
    elif put_back(scope, letter, reason, now=now):
        return "put_back"
    else:
        log.error("notice given up", extra=facts)
        outcome = "dead"
    awaited = [notice for notice in letter.notices if notice.kind in AT_ONCE]
    if awaited:
        lost(scope, awaited, now)
    return outcome


def mark_sent(scope: Scope, letter: Letter, *, now: datetime) -> None:
    """The mail server has taken the letter."""
    sent = DeliveryState.SENT
    outbox.settle(scope, Notice, letter.ids, state=sent, sent_at=now, reason=None)


def mark_bounced(scope: Scope, letter: Letter, reason: str) -> None:
    """The letter can never arrive; the chair is shown why."""
    outbox.settle(scope, Notice, letter.ids, state=DeliveryState.BOUNCED, reason=reason)


def put_back(scope: Scope, letter: Letter, reason: str, *, now: datetime) -> bool:
    """Try again later, each time after a longer wait; false when it was the last try."""
    tries = letter.tries + 1
    changes = outbox.after_refusal(tries, reason, now)
    outbox.settle(scope, Notice, letter.ids, **changes)
    return "send_after" in changes


def let_go(scope: Scope, letters: Iterable[Letter], *, until: datetime) -> None:
    """Give claimed letters back, because the mail server is away; no try is counted."""
    for tries, some in groupby(sorted(letters, key=_tries), key=_tries):
        ids = [one for letter in some for one in letter.ids]
        outbox.settle(scope, Notice, ids, send_after=until, tries=tries)


def begin_try(scope: Scope, letter: Letter, *, until: datetime) -> None:
    """Count the try before anybody has the letter: a sender that is killed counts too.

    No other sender takes the letter for as long as a hand-over may take.
    """
    outbox.settle(scope, Notice, letter.ids, lease_until=until, tries=letter.tries + 1)


def _tries(letter: Letter) -> int:
    return letter.tries
