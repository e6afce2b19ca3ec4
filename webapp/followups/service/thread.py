"""Follow a weakness until it is put right: every step of its thread."""

from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.followups import queries, rules
from webapp.followups.models import Weakness
from webapp.followups.rules import Standing, WeaknessStep
from webapp.followups.service import telling, thread_history
from webapp.followups.service.pointing_out import names_on, refuse_helper
from webapp.followups.service.thread_history import Details
from webapp.notices.rules import NoticeKind

_REMEMBERED = {
    WeaknessStep.CARRY: AuditEvent.WEAKNESS_CARRIED,
    WeaknessStep.ARRANGE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.PROMISE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.REPORT_REMEDY: AuditEvent.REMEDY_REPORTED,
    WeaknessStep.TAKE_BACK: AuditEvent.REMEDY_TAKEN_BACK,
    WeaknessStep.CONFIRM: AuditEvent.REMEDY_CONFIRMED,
    WeaknessStep.REOPEN: AuditEvent.WEAKNESS_REOPENED,
    WeaknessStep.NOTE: AuditEvent.WEAKNESS_NOTED,
}


def promise(
    scope: Scope, weakness: Weakness, note: str, *, now: datetime, due_on: date | None = None
) -> None:
    """The member says how and by when the weakness will be put right."""
    if due_on is not None:
        rules.refuse_due_day(due_on, weakness.pointed_out_on)
    _step(scope, weakness, WeaknessStep.PROMISE, note, now=now, due_on=due_on)
    if due_on is not None:
        weakness.due_on = due_on
        db.session.flush()


def arrange(
    scope: Scope,
    weakness: Weakness,
    *,
    helper_id: int | None,
    due_on: date | None,
    now: datetime,
) -> None:
    """The committee agrees on who helps and by when; the member and a new helper are told."""
    names = names_on(scope, clock.day_of(now))
    refuse_helper(names, weakness.member_id, helper_id)
    if due_on is not None:
        rules.refuse_due_day(due_on, weakness.pointed_out_on)
    _step(scope, weakness, WeaknessStep.ARRANGE, "", now=now, due_on=due_on, helper_id=helper_id)
    is_new = helper_id != weakness.helper_id
    weakness.helper_id, weakness.due_on = helper_id, due_on
    db.session.flush()
    telling.happened(scope, NoticeKind.WEAKNESS_ARRANGED, weakness, [weakness.member_id], now)
    if is_new:
        telling.helper_named(scope, weakness, names.get(weakness.member_id, ""), now)


def note(
    scope: Scope, weakness: Weakness, words: str, *, now: datetime, seen_on: date | None = None
) -> None:
    """The member, the helper or the committee writes down what was done or seen, and when."""
    today = clock.day_of(now)
    rules.refuse_seen_on(seen_on, weakness.pointed_out_on, today)
    _step(scope, weakness, WeaknessStep.NOTE, words, now=now, seen_on=seen_on or today)
    concerned = [weakness.member_id, weakness.helper_id]
    telling.happened(scope, NoticeKind.WEAKNESS_NOTED, weakness, concerned, now)


def carry(
    scope: Scope,
    weakness: Weakness,
    note: str = "",
    *,
    now: datetime,
    meeting_id: int | None = None,
) -> None:
    """The branch goes on following an open thread next month."""
    _step(scope, weakness, WeaknessStep.CARRY, note, now=now, meeting_id=meeting_id)


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
    _step(scope, weakness, WeaknessStep.REPORT_REMEDY, note, now=now)


def take_back(scope: Scope, weakness: Weakness, *, now: datetime) -> None:
    """The member takes back a remedy that was reported by or for them; the thread is open again.

    Raises RuleBroken once the committee has confirmed it.
    """
    _step(scope, weakness, WeaknessStep.TAKE_BACK, "", now=now)


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
    _step(scope, weakness, WeaknessStep.CONFIRM, note, now=now, meeting_id=meeting_id)
    weakness.closed_on = clock.day_of(now)
    db.session.flush()
    if meeting_id is None:
        telling.happened(scope, NoticeKind.REMEDY_CONFIRMED, weakness, [weakness.member_id], now)


def reopen(scope: Scope, weakness: Weakness, note: str, *, now: datetime) -> None:
    """The committee finds that the weakness is not put right yet, and says why."""
    closed_on = weakness.closed_on
    _step(scope, weakness, WeaknessStep.REOPEN, note, now=now)
    weakness.closed_on = None
    db.session.flush()
    if closed_on is not None:
        thread_history.recount_months(scope, closed_on)
    telling.happened(scope, NoticeKind.WEAKNESS_POINTED_OUT, weakness, [weakness.member_id], now)


def standings_of(scope: Scope, weakness: Weakness, today: date) -> frozenset[Standing]:
    """How the actor stands towards a thread today."""
    is_own = weakness.member_id == scope.member_id
    alone = (
        is_own and scope.reviews and not accounts.others_review(scope, weakness.member_id, today)
    )
    return rules.standings(
        is_own=is_own,
        leads=scope.leads,
        reviews=scope.reviews,
        others_review=not alone,
        helps=allows(Permission.WEAKNESS_SEE, scope, weakness),
    )


def _step(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str,
    *,
    now: datetime,
    **details: Unpack[Details],
) -> None:
    """Take one step of the table, and write it into the thread and into the trail."""
    with db.session.no_autoflush:
        db.session.refresh(weakness, ["state", "helper_id"], with_for_update=True)
    needed = Permission.WEAKNESS_SEE if step is WeaknessStep.NOTE else Permission.WEAKNESS_READ
    require(needed, scope, weakness)
    today = clock.day_of(now)
    held = standings_of(scope, weakness, today)
    weakness.state = rules.next_state(weakness.state, step, held)
    rules.refuse_note(step, note)
    db.session.flush()
    sealed = thread_history.add_entry(scope, weakness, step, note, now, **details)
    due_on, member_id = details.get("due_on"), weakness.member_id
    facts = {"due_on": due_on.isoformat()} if due_on else {}
    if step in rules.STEPS_OF_MEMBER and member_id != scope.member_id:
        facts["entered_for"] = "yes"
    if step is WeaknessStep.CONFIRM and member_id == scope.member_id:
        facts["nobody_else"] = "yes"
    event = _REMEMBERED[step]
    audit.record(scope, event, weakness, member_id=member_id, **facts, sealed=sealed)
    if step is not WeaknessStep.NOTE:
        thread_history.recount_months(scope, today)
