"""Point out weaknesses and follow them until they are put right."""

from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, recount
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import queries, rules
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import Standing, WeaknessSource, WeaknessState, WeaknessStep
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.texts import service as texts
from webapp.texts.models import TextKind

_REMEMBERED = {
    WeaknessStep.CARRY: AuditEvent.WEAKNESS_CARRIED,
    WeaknessStep.ARRANGE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.PROMISE: AuditEvent.WEAKNESS_CHANGED,
    WeaknessStep.REPORT_REMEDY: AuditEvent.REMEDY_REPORTED,
    WeaknessStep.CONFIRM: AuditEvent.REMEDY_CONFIRMED,
    WeaknessStep.REOPEN: AuditEvent.WEAKNESS_REOPENED,
}


def point_out(
    scope: Scope,
    member_id: int,
    *,
    source: WeaknessSource,
    wording: str,
    pointed_out_on: date,
    due_on: date | None = None,
    helper_id: int | None = None,
    now: datetime,
) -> Weakness:
    """Open a thread in the agreed wording and tell the member; RuleBroken for what can't be."""
    require(Permission.WEAKNESS_READ, scope, queries.About(scope.organization_id, member_id))
    is_own, today = member_id == scope.member_id, clock.in_hanoi(now).date()
    rules.refuse_source(source, is_own=is_own, reviews=scope.reviews)
    rules.refuse_wording(wording)
    rules.refuse_days(pointed_out_on, due_on, today)
    _refuse_people(scope, member_id, helper_id, today)
    weakness = Weakness(
        organization_id=scope.organization_id,
        member_id=member_id,
        source=source,
        state=WeaknessState.OPEN,
        pointed_out_on=pointed_out_on,
        due_on=due_on,
        text_id=texts.keep(scope, TextKind.WEAKNESS, wording.strip()),
        helper_id=helper_id,
    )
    return _opened(scope, weakness, now)


def _opened(scope: Scope, weakness: Weakness, now: datetime) -> Weakness:
    """Remember a new thread, and tell the member unless it is their own finding."""
    db.session.add(weakness)
    db.session.flush()
    concerned, source = weakness.member_id, weakness.source
    _happened(scope, weakness, WeaknessStep.POINT_OUT, "", now, weakness.due_on)
    audit.record(
        scope, AuditEvent.WEAKNESS_POINTED_OUT, weakness, member_id=concerned, source=source
    )
    _recount(scope, weakness.pointed_out_on, clock.in_hanoi(now).date())
    if concerned != scope.member_id:
        _tell(scope, weakness, now)
    return weakness


def promise(
    scope: Scope, weakness: Weakness, note: str, *, now: datetime, due_on: date | None = None
) -> None:
    """The member says how and by when the weakness will be put right."""
    if due_on is not None:
        rules.refuse_due_day(due_on, weakness.pointed_out_on)
        weakness.due_on = due_on
    _step(scope, weakness, WeaknessStep.PROMISE, note, now=now, due_on=due_on)


def arrange(
    scope: Scope,
    weakness: Weakness,
    *,
    helper_id: int | None,
    due_on: date | None,
    now: datetime,
) -> None:
    """The committee agrees on who helps and by when."""
    _refuse_people(scope, weakness.member_id, helper_id, clock.in_hanoi(now).date())
    if due_on is not None:
        rules.refuse_due_day(due_on, weakness.pointed_out_on)
    weakness.helper_id, weakness.due_on = helper_id, due_on
    _step(scope, weakness, WeaknessStep.ARRANGE, "", now=now, due_on=due_on)


def carry(scope: Scope, weakness: Weakness, note: str = "", *, now: datetime) -> None:
    """The branch goes on following an open thread next month."""
    _step(scope, weakness, WeaknessStep.CARRY, note, now=now)


def report_remedy(scope: Scope, weakness: Weakness, note: str, *, now: datetime) -> None:
    """The member tells what was done; the committee will look at it."""
    _step(scope, weakness, WeaknessStep.REPORT_REMEDY, note, now=now)


def confirm(scope: Scope, weakness: Weakness, note: str = "", *, now: datetime) -> None:
    """Somebody of the committee, not the member concerned, finds the weakness put right."""
    _step(scope, weakness, WeaknessStep.CONFIRM, note, now=now)
    weakness.closed_on = clock.in_hanoi(now).date()
    db.session.flush()


def reopen(scope: Scope, weakness: Weakness, note: str, *, now: datetime) -> None:
    """The committee finds that the weakness is not put right yet, and says why."""
    closed_on = weakness.closed_on
    _step(scope, weakness, WeaknessStep.REOPEN, note, now=now)
    weakness.closed_on = None
    db.session.flush()
    if closed_on is not None:
        recount.mark(scope, clock.month_of(closed_on))
    if weakness.member_id != scope.member_id:
        _tell(scope, weakness, now)


def standings_of(scope: Scope, weakness: Weakness, today: date) -> frozenset[Standing]:
    """How the actor stands towards a thread today."""
    is_own = weakness.member_id == scope.member_id
    alone = (
        is_own and scope.reviews and not accounts.others_review(scope, weakness.member_id, today)
    )
    return rules.standings(
        is_own=is_own, leads=scope.leads, reviews=scope.reviews, others_review=not alone
    )


def _step(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str,
    *,
    now: datetime,
    due_on: date | None = None,
) -> None:
    """Take one step of the table, and remember it in the thread and in the log."""
    require(Permission.WEAKNESS_READ, scope, weakness)
    today = clock.in_hanoi(now).date()
    with db.session.no_autoflush:
        db.session.refresh(weakness, ["state"], with_for_update=True)
    held = standings_of(scope, weakness, today)
    weakness.state = rules.next_state(weakness.state, step, held)
    rules.refuse_note(step, note)
    db.session.flush()
    _happened(scope, weakness, step, note, now, due_on)
    facts = {"due_on": due_on.isoformat()} if due_on else {}
    is_own = weakness.member_id == scope.member_id
    if step in (WeaknessStep.PROMISE, WeaknessStep.REPORT_REMEDY) and not is_own:
        facts["entered_for"] = "yes"
    if step is WeaknessStep.CONFIRM and is_own:
        facts["nobody_else"] = "yes"
    audit.record(scope, _REMEMBERED[step], weakness, member_id=weakness.member_id, **facts)
    _recount(scope, today)


def _happened(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str,
    now: datetime,
    due_on: date | None,
) -> None:
    db.session.add(
        WeaknessEvent(
            organization_id=scope.organization_id,
            weakness_id=weakness.id,
            step=step,
            at=now,
            actor_id=scope.member_id,
            text_id=texts.keep_if_any(scope, TextKind.WEAKNESS, note.strip()),
            due_on=due_on,
        )
    )
    db.session.flush()


def _refuse_people(scope: Scope, member_id: int, helper_id: int | None, today: date) -> None:
    here = {member.id for member in accounts.members_on(scope, today)}
    if member_id not in here:
        raise RuleBroken("weakness.member_unknown", field="member_id")
    if helper_id is not None and (helper_id not in here or helper_id == member_id):
        raise RuleBroken("weakness.helper_unknown", field="helper_id")


def _tell(scope: Scope, weakness: Weakness, now: datetime) -> None:
    notices.announce(
        scope,
        NoticeKind.WEAKNESS_POINTED_OUT,
        to=weakness.member_id,
        subject=f"weakness:{weakness.id}",
        due_on=clock.in_hanoi(now).date(),
        now=now,
        link=f"/o/{scope.organization.code}/theo-doi/{weakness.id}",
    )


def _recount(scope: Scope, *days: date) -> None:
    for month in {clock.month_of(day) for day in days}:
        recount.mark(scope, month)
