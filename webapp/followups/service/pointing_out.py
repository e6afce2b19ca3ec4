"""Open threads: one by one, or all that the yearly review of a unit found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import About, Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import agreed_days, rules, seals
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.followups.service import telling, thread_history
from webapp.followups.service.thread_history import Details
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class Finding:
    """One weakness in the wording that was agreed; `row` is its place on a form."""

    member_id: int
    wording: str
    due_on: date | None = None
    helper_id: int | None = None
    row: int = 0


def point_out(
    scope: Scope,
    member_id: int,
    *,
    source: WeaknessSource,
    wording: str,
    pointed_out_on: date,
    due_on: date | None = None,
    helper_id: int | None = None,
    meeting_id: int | None = None,
    now: datetime,
) -> Weakness:
    """Open a thread in the agreed wording and tell the member.

    Raises RuleBroken when a rule refuses it.
    """
    require(Permission.WEAKNESS_READ, scope, About(scope.organization_id, member_id))
    is_own, today = member_id == scope.member_id, clock.day_of(now)
    rules.refuse_source(source, is_own=is_own, reviews=scope.reviews)
    rules.refuse_wording(wording)
    agreed_days.refuse_days(pointed_out_on, due_on, today)
    names = names_on(scope, today)
    refuse_people(names, member_id, helper_id)
    finding = Finding(member_id, wording, due_on, helper_id)
    weakness = _open(scope, finding, source, pointed_out_on, now, meeting_id)
    thread_history.recount_months(scope, pointed_out_on, today)
    telling.pointed_out(scope, [weakness], names, now)
    return weakness


def point_out_all(
    scope: Scope, findings: Sequence[Finding], *, reviewed_on: date, now: datetime
) -> list[Weakness]:
    """Open every thread the yearly review of the unit found, and tell each member once.

    Raises RuleBroken and opens none if any row is refused; its `faults` are the refusals, each with
    its field and row.
    """
    require(Permission.WEAKNESS_MANAGE, scope)
    rules.refuse_many(len(findings))
    if not findings:
        raise RuleBroken("weakness.no_rows")
    today = clock.day_of(now)
    try:
        agreed_days.refuse_days(reviewed_on, None, today)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.code, field="reviewed_on") from refusal
    names = names_on(scope, today)
    faults = faults_in(findings, names, reviewed_on, today)
    if faults:
        raise RuleBroken("weakness.rows_broken", faults=faults, count=len(faults))
    source = WeaknessSource.YEARLY_REVIEW
    opened = [_open(scope, one, source, reviewed_on, now) for one in findings]
    thread_history.recount_months(scope, reviewed_on, today)
    telling.pointed_out(scope, opened, names, now)
    return opened


def names_on(scope: Scope, day: date) -> dict[int, str]:
    """The names of those who are members on a day, in the order of Vietnamese lists."""
    return {member.id: member.full_name for member in accounts.members_on(scope, day)}


def refuse_people(here: Mapping[int, str], member_id: int, helper_id: int | None) -> None:
    """Refuse a thread about somebody who is no member, or with a helper who may not help.

    Raises RuleBroken.
    """
    if member_id not in here:
        raise RuleBroken("weakness.member_unknown", field="member_id")
    refuse_helper(here, member_id, helper_id)


def refuse_helper(here: Mapping[int, str], member_id: int, helper_id: int | None) -> None:
    """Refuse a helper from outside the unit, and the member as their own helper.

    Raises RuleBroken.
    """
    if helper_id is not None and (helper_id not in here or helper_id == member_id):
        raise RuleBroken("weakness.helper_unknown", field="helper_id")


def faults_in(
    findings: Sequence[Finding], names: Mapping[int, str], reviewed_on: date, today: date
) -> list[RuleBroken]:
    """Every refusal of a review's rows, each with its field and row.

    `names` are those of the unit's members by identifier.
    """
    return [fault for one in findings for fault in _faults(one, names, reviewed_on, today)]


def _faults(
    finding: Finding, names: Mapping[int, str], reviewed_on: date, today: date
) -> list[RuleBroken]:
    """Every refusal of one row, each with its field."""
    checks: list[Callable[[], None]] = [
        lambda: rules.refuse_wording(finding.wording),
        lambda: refuse_people(names, finding.member_id, finding.helper_id),
    ]
    if (due_on := finding.due_on) is not None:
        checks.append(lambda: agreed_days.refuse_due_day(due_on, reviewed_on, today))
    found = []
    for check in checks:
        try:
            check()
        except RuleBroken as refusal:
            field = f"{refusal.field}-{finding.row}"
            found.append(RuleBroken(refusal.code, field=field, **refusal.facts))
    return found


def _open(
    scope: Scope,
    finding: Finding,
    source: WeaknessSource,
    pointed_out_on: date,
    now: datetime,
    meeting_id: int | None = None,
) -> Weakness:
    """Write a new thread, its first step, and the entry of the trail.

    Raises RuleBroken for a day before the writer joined, whose threads they may not read.
    """
    if not scope.sees(pointed_out_on):
        field = "reviewed_on" if source is WeaknessSource.YEARLY_REVIEW else "pointed_out_on"
        raise RuleBroken("weakness.before_coming", field=field)
    weakness = Weakness(
        organization_id=scope.organization_id,
        member_id=finding.member_id,
        source=source,
        state=WeaknessState.OPEN,
        pointed_out_on=pointed_out_on,
        due_on=finding.due_on,
        text_id=texts.keep(scope, TextKind.WEAKNESS, finding.wording.strip()),
        helper_id=finding.helper_id,
    )
    db.session.add(weakness)
    db.session.flush()
    details = Details(due_on=finding.due_on, helper_id=finding.helper_id, meeting_id=meeting_id)
    sealed = thread_history.add_entry(scope, weakness, WeaknessStep.POINT_OUT, "", now, **details)
    sealed |= digests.seal(scope, seals.WEAKNESS, weakness)
    event, facts = AuditEvent.WEAKNESS_POINTED_OUT, {"source": source, "sealed": sealed}
    audit.record(scope, event, weakness, member_id=finding.member_id, **facts)
    return weakness
