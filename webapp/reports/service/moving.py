"""What becomes of a report when its turn goes: it is closed, or comes along to another month."""

from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.plans import queries as plans
from webapp.plans.models import Turn
from webapp.plans.rules import TurnState
from webapp.reports import assigning, moved_days, queries, rules
from webapp.reports.given_days import GivenDay
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportStep
from webapp.reports.service import transition


def locked_report(scope: Scope, turn: Turn) -> SelfReport | None:
    """The report of a turn, locked until the transaction ends; none if the turn is only planned."""
    return queries.of_turn(scope, turn.id, lock=True)


def refuse_swap(report: SelfReport | None) -> None:
    """A report that was handed in stays in its month.

    Raises RuleBroken.
    """
    if report is not None and report.state not in rules.STAYS_WITH_AUTHOR:
        raise RuleBroken("request.report_handed_in", state=report.state)


def close(
    scope: Scope, report: SelfReport, step: ReportStep, reason_id: int | None, *, now: datetime
) -> None:
    """Let a report come to its end before it was presented, with the reason.

    Raises RuleBroken once it was presented.
    """
    transition.take(scope, report, step, now=now)
    report.closing_reason_id = reason_id
    db.session.flush()


def carry(
    scope: Scope, report: SelfReport, turn: Turn, reason_id: int | None, *, now: datetime
) -> SelfReport | None:
    """Let a report follow its author to the turn of another month.

    One that is being written comes along as it is, so that nothing typed is lost; any other one
    is closed as postponed, and if the turn stands a new one begins with the same words.
    """
    if report.state in rules.BEING_WRITTEN:
        report.turn_id, report.month = turn.id, turn.month
        plan = plans.month_plan(scope, turn.month)
        days = moved_days.first_given(scope, plan, clock.day_of(now))
        for day in GivenDay:
            setattr(report, day, getattr(days, day))
        db.session.flush()
        return report
    close(scope, report, ReportStep.POSTPONE, reason_id, now=now)
    return assigning.begin(scope, turn, now) if turn.state is TurnState.STANDING else None


def begin_or_announce(scope: Scope, turn: Turn, now: datetime) -> SelfReport | None:
    """The report of a new turn; of a planned one its member is only told."""
    if turn.state is TurnState.STANDING:
        return assigning.begin(scope, turn, now)
    notices.announce(
        scope,
        NoticeKind.TURN_ASSIGNED,
        to=turn.member_id,
        subject=f"turn:{turn.id}",
        now=now,
        link=Address("exchanges.turn", {"turn_id": turn.id}),
        month=turn.month,
    )
    return None
