"""One step of a thread: lock, check, change, and write it into the thread and into the trail."""

from datetime import date, datetime
from typing import Unpack

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.followups import rules
from webapp.followups.models import Weakness
from webapp.followups.rules import Standing, WeaknessStep
from webapp.followups.service import thread_history
from webapp.followups.service.thread_history import Details

_REMEMBERED = {
    WeaknessStep.CARRY: AuditEvent.WEAKNESS_CARRIED,
    WeaknessStep.ARRANGE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.PROMISE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.ASK_DAY: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.ACCEPT_DAY: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.KEEP_DAY: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.REPORT_REMEDY: AuditEvent.REMEDY_REPORTED,
    WeaknessStep.TAKE_BACK: AuditEvent.REMEDY_TAKEN_BACK,
    WeaknessStep.CONFIRM: AuditEvent.REMEDY_CONFIRMED,
    WeaknessStep.REOPEN: AuditEvent.WEAKNESS_REOPENED,
    WeaknessStep.NOTE: AuditEvent.WEAKNESS_NOTED,
    WeaknessStep.END: AuditEvent.WEAKNESS_ENDED,
}


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


def open_steps(
    scope: Scope, weakness: Weakness, today: date, *, member_left: bool
) -> frozenset[WeaknessStep]:
    """The steps the actor may take now."""
    steps = rules.open_steps(weakness.state, standings_of(scope, weakness, today))
    if weakness.asked_due_on is None:
        steps -= rules.ANSWERS_DAY
    return steps if member_left else steps - {WeaknessStep.END}


def lock(weakness: Weakness) -> None:
    """Read again, under a lock, what decides about a step."""
    columns = ["state", "helper_id", "due_on", "asked_due_on"]
    with db.session.no_autoflush:
        db.session.refresh(weakness, columns, with_for_update=True)


def take(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str = "",
    *,
    now: datetime,
    **details: Unpack[Details],
) -> None:
    """Take one step of the table, and write it into the thread and into the trail.

    Raises RuleBroken for a step that is not open or not theirs, and for a missing or too long note.
    """
    lock(weakness)
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
