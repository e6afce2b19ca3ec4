"""Answer a request about a turn: agree or not, take it back, refuse it."""

from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.notices.rules import NoticeKind
from webapp.plans import telling
from webapp.plans.models import TurnRequest
from webapp.plans.requests import service as turn_requests
from webapp.plans.requests.rules import RequestStep
from webapp.reports.service import transition
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def agree(scope: Scope, request: TurnRequest, *, now: datetime) -> None:
    """The other member agrees, or chair or deputy enters that; then the chair decides.

    Raises StaleEdit or RuleBroken when it is not to be answered any more, or by somebody else.
    """
    entered_for = note(scope, request, RequestStep.AGREE, now=now)
    member = request.other.full_name
    kind = NoticeKind.TURN_REQUEST_AGREED
    telling.tell(scope, request, kind, [request.member_id], now=now, member=member)
    to = telling.leaders(scope, clock.day_of(now))
    kind, asker = NoticeKind.TURN_REQUEST_WAITING, request.member.full_name
    telling.tell(scope, request, kind, to, now=now, member=asker)
    if entered_for:
        kind, to = NoticeKind.TURN_REQUEST_ENTERED, [request.other_member_id or 0]
        telling.tell(scope, request, kind, to, now=now, member=scope.full_name)


def disagree(scope: Scope, request: TurnRequest, words: str = "", *, now: datetime) -> None:
    """The other member does not agree, perhaps with a message; the turn stays as it is.

    Raises StaleEdit or RuleBroken when it is not to be answered any more, or by somebody else.
    """
    entered_for = note(scope, request, RequestStep.DISAGREE, words, now=now)
    to, member = [request.member_id, request.asked_by], request.other.full_name
    telling.tell(scope, request, NoticeKind.TURN_REQUEST_DISAGREED, to, now=now, member=member)
    if entered_for:
        kind, to = NoticeKind.TURN_REQUEST_ENTERED, [request.other_member_id or 0]
        telling.tell(scope, request, kind, to, now=now, member=scope.full_name)


def take_back(scope: Scope, request: TurnRequest, *, now: datetime) -> None:
    """The member who asked takes the request back.

    Raises StaleEdit or RuleBroken when it is decided already, or somebody else's.
    """
    note(scope, request, RequestStep.TAKE_BACK, now=now)
    to, member = [request.other_member_id, request.member_id], request.member.full_name
    telling.tell(scope, request, NoticeKind.TURN_REQUEST_CLOSED, to, now=now, member=member)


def refuse(scope: Scope, request: TurnRequest, reason: str, *, now: datetime) -> None:
    """Chair or deputy refuses the request, with a reason.

    Raises StaleEdit or RuleBroken when it is decided already, when somebody else decides, or
    without a reason.
    """
    words = transition.refuse_note(reason, field="reason", needed="request.reason_missing")
    note(scope, request, RequestStep.REFUSE, words, now=now)
    to = [request.member_id, request.other_member_id]
    telling.tell(scope, request, NoticeKind.TURN_REQUEST_REFUSED, to, now=now)


def note(
    scope: Scope, request: TurnRequest, step: RequestStep, words: str = "", *, now: datetime
) -> bool:
    """Take one step with what was said to it; returns whether it was entered for a member."""
    said = transition.refuse_note(words, field="reason")
    text_id = texts.keep_if_any(scope, TextKind.REASON, said)
    return turn_requests.take(scope, request, step, now=now, text_id=text_id)
