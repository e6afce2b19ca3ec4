"""What every act on a report shares: lock the row, find the capacities, take a step, tell."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.rules import ACTIVE, REVIEWERS
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_text import plain_lines
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.plans import queries as plans
from webapp.reports import queries, rules
from webapp.reports.given_days import GivenDay
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import Capacity, ReportState, ReportStep

_MOMENTS = ("first_submitted_at", "submitted_at", "released_at", "filed_at")
_LOCKED = ["state", "turn_id", "month", *_MOMENTS, *GivenDay, "draft_judged_on"]

#: Characters of a reason or a remark.
LONGEST_NOTE = 5_000


def lock(report: SelfReport) -> None:
    """Keep others from changing the report until the transaction ends.

    Raises StaleEdit when somebody moved it on since it was loaded.
    """
    before = report.state
    db.session.refresh(report, _LOCKED, with_for_update={"key_share": True})
    if report.state is not before:
        raise StaleEdit("report.changed_meanwhile", state=report.state)


def capacities_of(
    scope: Scope, report: SelfReport, today: date, latest: ReportVersion | None = None
) -> frozenset[Capacity]:
    """How the actor stands towards a report today; a task of the unit acts for its chair.

    The latest version is looked up if it is not given and matters.
    """
    if scope.member_id is None:
        return frozenset({Capacity.CHAIR, Capacity.COURSE})
    is_own = report.member_id == scope.member_id
    enters = False
    if scope.leads and not is_own:
        latest = latest or queries.latest_version(scope, report.id)
        enters = rules.may_enter_for(report.state, latest)
    # A chair who is not the author is somebody else who can review.
    alone = is_own and scope.leads and report.state is ReportState.SUBMITTED
    return rules.capacities(
        is_own=is_own,
        leads=scope.leads,
        reviews=scope.reviews,
        enters=enters,
        others_review=not alone or bool(reviewers_besides(scope, report.member_id, today)),
    )


def steps_of(report: SelfReport, held: frozenset[Capacity]) -> frozenset[ReportStep]:
    """The steps an actor with these capacities may take now."""
    return rules.open_steps(report.state, held)


def reviewers_besides(scope: Scope, member_id: int, today: date) -> list[int]:
    """The active members of the committee today, without one."""
    return [
        member.id
        for member in accounts.members_on(scope, today)
        if member.roles & REVIEWERS and member.status in ACTIVE and member.id != member_id
    ]


def author_name(scope: Scope, report: SelfReport) -> str:
    """The name of the member whose report it is."""
    query = select(Membership.full_name).where(
        tenancy.within(scope, Membership), Membership.id == report.member_id
    )
    return db.session.scalar(query) or ""


def require_reviewer(scope: Scope, report: SelfReport) -> None:
    """Allow only a member of the committee who is not the author.

    Raises RuleBroken for the author, who can see the report, and NotVisible for others.
    """
    if report.member_id == scope.member_id and allows(Permission.REPORT_SEE, scope, report):
        raise RuleBroken("report.own_review")
    require(Permission.REPORT_REVIEW, scope, report)


def take(scope: Scope, report: SelfReport, step: ReportStep, *, now: datetime) -> None:
    """Move a locked report on by one step of the table.

    Raises RuleBroken when the step is not open, or not the actor's to take.
    """
    held = capacities_of(scope, report, clock.day_of(now))
    report.state = rules.next_state(report.state, step, held)


def remember(scope: Scope, report: SelfReport, event: AuditEvent, **facts: Any) -> None:
    """Write an act into the trail, and have the month counted again."""
    db.session.flush()
    month = report.month.isoformat()
    audit.record(scope, event, report, member_id=report.member_id, month=month, **facts)
    stale_months.mark(scope, report.month)


def refuse_note(text: str, *, field: str, needed: str = "") -> str:
    """What was typed without blanks around it.

    Raises RuleBroken when it is too long, or with the code `needed` when it is empty.
    """
    cleaned = plain_lines(text).strip()
    if needed and not cleaned:
        raise RuleBroken(needed, field=field)
    if len(cleaned) > LONGEST_NOTE:
        raise RuleBroken("report.note_too_long", field=field, limit=LONGEST_NOTE)
    return cleaned


def tell(
    scope: Scope,
    report: SelfReport,
    kind: NoticeKind,
    to: list[int],
    *,
    now: datetime,
    **facts: Any,
) -> None:
    """Announce an act on a report to others than the one who acts, with a link and dates."""
    today = clock.day_of(now)
    plan = plans.month_plan(scope, report.month)
    notices.announce(
        scope,
        kind,
        to=[one for one in to if one != scope.member_id],
        subject=f"report:{report.id}",
        link=Address("reports.show", {"report_id": report.id}),
        useful_until=clock.from_hanoi(max(today, plan.meeting_on), 23, 59),
        now=now,
        **{"month": report.month, "meeting_on": plan.meeting_on} | facts,
    )


def turn_gone(report: SelfReport, next_month: str | None = None) -> dict[str, Any]:
    """What a telling adds where a turn goes: one given and gone at once need not be told of."""
    earlier = {"turn": "given"}
    return {"topic": f"report:{report.id}", "earlier": earlier, "turn": next_month or "none"}
