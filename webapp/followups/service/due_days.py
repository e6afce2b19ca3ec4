"""Who helps and by when: promised and asked for by the member, agreed by the committee."""

from datetime import date, datetime

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessStep
from webapp.followups.service import telling, transition
from webapp.followups.service.pointing_out import names_on, refuse_helper
from webapp.notices.rules import NoticeKind


def promise(
    scope: Scope, weakness: Weakness, note: str, *, now: datetime, due_on: date | None = None
) -> None:
    """The member says how and by when the weakness will be put right.

    A day stands at once where none was agreed; another one than the agreed is a request to the
    committee. Raises RuleBroken.
    """
    transition.lock(weakness)
    today, stands = clock.day_of(now), weakness.due_on
    if due_on is not None and due_on != stands:
        agreed_days.refuse_due_day(due_on, weakness.pointed_out_on, today)
        if stands is None and weakness.member_id != scope.member_id:
            _refuse_given(scope, weakness, due_on, today)
    asks = agreed_days.is_asked(due_on, stands)
    step = WeaknessStep.ASK_DAY if asks else WeaknessStep.PROMISE
    transition.take(scope, weakness, step, note, now=now, due_on=due_on)
    if asks:
        weakness.asked_due_on = due_on
    elif due_on is not None:
        weakness.due_on, weakness.asked_due_on = due_on, None
    db.session.flush()


def accept_day(scope: Scope, weakness: Weakness, due_on: date | None, *, now: datetime) -> None:
    """The committee agrees with the day the member asks for, and the member is told.

    Raises RuleBroken where another day or none is asked for, or where it now comes too soon.
    """
    _refuse_unasked(weakness)
    if due_on != weakness.asked_due_on:
        raise RuleBroken("weakness.other_day_asked")
    _refuse_given(scope, weakness, due_on, clock.day_of(now))
    _answer(scope, weakness, WeaknessStep.ACCEPT_DAY, "", due_on, now)


def keep_day(scope: Scope, weakness: Weakness, note: str = "", *, now: datetime) -> None:
    """The committee keeps the agreed day, and the member is told.

    Raises RuleBroken where no other day is asked for.
    """
    _refuse_unasked(weakness)
    _answer(scope, weakness, WeaknessStep.KEEP_DAY, note, weakness.due_on, now)


def arrange(
    scope: Scope,
    weakness: Weakness,
    *,
    helper_id: int | None,
    due_on: date | None,
    now: datetime,
) -> None:
    """The committee agrees on who helps and by when; the member and a new helper are told.

    Raises RuleBroken for a helper who may not help, and for a day earlier than agreed that comes
    too soon.
    """
    today = clock.day_of(now)
    names = names_on(scope, today)
    transition.lock(weakness)
    is_new, is_moved = helper_id != weakness.helper_id, due_on != weakness.due_on
    # A helper who has left may stay named until somebody else is found.
    if is_new:
        refuse_helper(names, weakness.member_id, helper_id)
    _refuse_given(scope, weakness, due_on, today)
    step = WeaknessStep.ARRANGE
    transition.take(scope, weakness, step, now=now, due_on=due_on, helper_id=helper_id)
    weakness.helper_id, weakness.due_on = helper_id, due_on
    if is_moved:
        weakness.asked_due_on = None
    db.session.flush()
    telling.happened(scope, NoticeKind.WEAKNESS_ARRANGED, weakness, [weakness.member_id], now)
    if is_new:
        telling.helper_named(scope, weakness, names.get(weakness.member_id, ""), now)


def _refuse_given(scope: Scope, weakness: Weakness, due_on: date | None, today: date) -> None:
    stands, seen_on = weakness.due_on, weakness.pointed_out_on
    agreed_days.refuse_given_day(due_on, stands, seen_on, today, scope.settings)


def _refuse_unasked(weakness: Weakness) -> None:
    transition.lock(weakness)
    if weakness.asked_due_on is None:
        raise RuleBroken("weakness.no_day_asked")


def _answer(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str,
    due_on: date | None,
    now: datetime,
) -> None:
    transition.take(scope, weakness, step, note, now=now, due_on=due_on)
    weakness.due_on, weakness.asked_due_on = due_on, None
    db.session.flush()
    telling.happened(scope, NoticeKind.WEAKNESS_DAY_ANSWERED, weakness, [weakness.member_id], now)
