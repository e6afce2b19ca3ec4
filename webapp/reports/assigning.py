"""Give turns together with the reports they ask for, and tell the members."""

from collections.abc import Sequence
from datetime import date, datetime

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.plans import queries as plans
from webapp.plans import service as planning
from webapp.plans.models import Turn
from webapp.plans.rules import TurnSource, VolunteerState
from webapp.reports import carried_words, moved_days
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState


def assign(
    scope: Scope, month: date, member_ids: Sequence[int], *, now: datetime
) -> list[SelfReport]:
    """Name the members who report in a month; each learns it once, and foreseen turns of others go.

    Raises RuleBroken when nobody is named, when a turn can't be given, or when the month would
    have more turns than the unit's settings allow.
    """
    turns = planning.assign_all(scope, month, member_ids, now=now)
    return [begin(scope, turn, now) for turn in turns]


def accept_volunteer(scope: Scope, volunteer_id: int, *, now: datetime) -> SelfReport:
    """Take up a member's offer to report.

    Raises RuleBroken when the offer waits no more or the turn can't be given.
    """
    offer = planning.answer_offer(scope, volunteer_id, VolunteerState.ACCEPTED)
    turn = planning.assign(scope, offer.member_id, offer.month, TurnSource.VOLUNTEERED, now=now)
    return begin(scope, turn, now)


def begin(scope: Scope, turn: Turn, now: datetime) -> SelfReport:
    """The report a turn asks for, announced to its author; words of one put off begin it."""
    plan = plans.month_plan(scope, turn.month)
    days = moved_days.first_given(scope, plan, clock.day_of(now))
    report = SelfReport(
        organization_id=scope.organization_id,
        turn_id=turn.id,
        member_id=turn.member_id,
        month=turn.month,
        state=ReportState.ASSIGNED,
        draft_on=days.draft_on,
        committee_on=days.committee_on,
        supplement_on=days.supplement_on,
        final_on=days.final_on,
    )
    db.session.add(report)
    db.session.flush()
    carried_words.follow(scope, report, now=now)
    _tell(scope, report, plan.meeting_on, now)
    return report


def _tell(scope: Scope, report: SelfReport, meeting_on: date, now: datetime) -> None:
    notices.announce(
        scope,
        NoticeKind.TURN_ASSIGNED,
        to=report.member_id,
        subject=f"report:{report.id}",
        now=now,
        link=Address("reports.show", {"report_id": report.id}),
        useful_until=clock.from_hanoi(meeting_on, 23, 59),
        topic=f"report:{report.id}",
        earlier={"turn": "none"},
        month=report.month,
        meeting_on=meeting_on,
        turn="given",
    )
