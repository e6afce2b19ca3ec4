"""Follow a weakness until it is put right: every step of its thread."""

from dataclasses import replace
from datetime import date, datetime

from webapp.accounts.permissions import Permission
from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days, gone, queries, rules
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessStep
from webapp.followups.service import telling, thread_history
from webapp.followups.service.thread_history import Details
from webapp.followups.service.transition import lock, take
from webapp.notices.rules import NoticeKind


def note(
    scope: Scope, weakness: Weakness, words: str, *, now: datetime, seen_on: date | None = None
) -> None:
    """The member, the helper or the committee writes down what was done or seen, and when."""
    today = clock.day_of(now)
    agreed_days.refuse_seen_on(seen_on, weakness.pointed_out_on, today)
    take(scope, weakness, WeaknessStep.NOTE, words, now=now, seen_on=seen_on or today)
    concerned = [weakness.member_id, weakness.helper_id]
    telling.happened(scope, NoticeKind.WEAKNESS_NOTED, weakness, concerned, now)


def carry(
    scope: Scope,
    weakness: Weakness,
    note: str = "",
    *,
    now: datetime,
    due_on: date | None = None,
    meeting_id: int | None = None,
) -> None:
    """The branch goes on following an open thread next month, by the agreed day or another one.

    Raises RuleBroken for a day earlier than agreed that comes too soon.
    """
    lock(weakness)
    today, pointed_out_on = clock.day_of(now), weakness.pointed_out_on
    agreed_days.refuse_given_day(due_on, weakness.due_on, pointed_out_on, today, scope.settings)
    details = Details(due_on=due_on, meeting_id=meeting_id)
    take(scope, weakness, WeaknessStep.CARRY, note, now=now, **details)
    if due_on is not None and due_on != weakness.due_on:
        weakness.due_on, weakness.asked_due_on = due_on, None
        db.session.flush()


def carry_unseen(scope: Scope, member_id: int, *, now: datetime, meeting_id: int) -> None:
    """The branch goes on following threads from before the one who concludes joined.

    That member may not read them, so none is confirmed as put right.
    """
    whole = replace(scope, sees_since=None)
    for key in queries.unseen_of(scope, member_id):
        weakness = queries.get_weakness(whole, key, Permission.WEAKNESS_MANAGE)
        carry(whole, weakness, now=now, meeting_id=meeting_id)


def report_remedy(scope: Scope, weakness: Weakness, note: str, *, now: datetime) -> None:
    """The member tells what was done; the committee will look at it."""
    take(scope, weakness, WeaknessStep.REPORT_REMEDY, note, now=now)


def take_back(scope: Scope, weakness: Weakness, *, now: datetime) -> None:
    """The member takes back a remedy that was reported by or for them; the thread is open again.

    Raises RuleBroken once the committee has confirmed it, and where somebody else would make the
    member late by it: opening it again gives a new day.
    """
    due_on, is_own = weakness.due_on, weakness.member_id == scope.member_id
    take(scope, weakness, WeaknessStep.TAKE_BACK, now=now)
    if not is_own and rules.is_overdue(weakness.state, due_on, clock.day_of(now)):
        raise RuleBroken("weakness.back_and_late")


def confirm(
    scope: Scope,
    weakness: Weakness,
    note: str = "",
    *,
    now: datetime,
    meeting_id: int | None = None,
) -> None:
    """Somebody of the committee, not the member concerned, finds the weakness put right.

    A notice tells the member, unless it is a part of a meeting's conclusion.
    """
    take(scope, weakness, WeaknessStep.CONFIRM, note, now=now, meeting_id=meeting_id)
    weakness.closed_on = clock.day_of(now)
    db.session.flush()
    if meeting_id is None:
        telling.happened(scope, NoticeKind.REMEDY_CONFIRMED, weakness, [weakness.member_id], now)


def reopen(
    scope: Scope, weakness: Weakness, note: str, *, due_on: date | None, now: datetime
) -> None:
    """The committee finds that the weakness is not put right yet, says why and gives a new day.

    Raises RuleBroken without a day, or for one that comes too soon.
    """
    agreed_days.refuse_new_day(due_on, clock.day_of(now), scope.settings)
    closed_on = weakness.closed_on
    take(scope, weakness, WeaknessStep.REOPEN, note, now=now, due_on=due_on)
    weakness.closed_on, weakness.due_on, weakness.asked_due_on = None, due_on, None
    db.session.flush()
    if closed_on is not None:
        thread_history.recount_months(scope, closed_on)
    telling.happened(scope, NoticeKind.WEAKNESS_POINTED_OUT, weakness, [weakness.member_id], now)


def end(scope: Scope, weakness: Weakness, note: str, *, now: datetime) -> None:
    """The committee follows a thread no longer, because its member has left, and says so.

    Raises RuleBroken while the member is here.
    """
    today = clock.day_of(now)
    take(scope, weakness, WeaknessStep.END, note, now=now)
    if not gone.who_left(scope, [weakness.member_id], today):
        raise RuleBroken("weakness.member_is_here")
    weakness.closed_on = today
    db.session.flush()
