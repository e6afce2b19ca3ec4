"""Give the days of reports, and move them with the meeting; nothing else changes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.plans import rules as plan_rules
from webapp.plans.rules import Deadlines, MonthPlan
from webapp.reports import given_days, queries
from webapp.reports.given_days import GivenDay, Moved
from webapp.reports.models import SelfReport


@dataclass(frozen=True)
class Touched:
    """A report whose days move with a meeting, and what becomes of them."""

    report_id: int
    member_id: int
    member_name: str
    days: list[Moved]

    @property
    def own(self) -> list[Moved]:
        """What its author is told of."""
        return [one for one in self.days if one.is_told and one.of is not GivenDay.COMMITTEE]

    @property
    def of_committee(self) -> list[Moved]:
        """What the committee is told of."""
        return [one for one in self.days if one.is_told and one.of is GivenDay.COMMITTEE]


def first_given(scope: Scope, plan: MonthPlan, today: date) -> Deadlines:
    """The days of a report that begins in a month today."""
    return given_days.first_given(plan.deadlines, today, _open_from(scope))


def reach(scope: Scope, report: SelfReport, day: GivenDay, today: date) -> None:
    """Somebody has to act from today on; where that is late, there are two days for it."""
    meeting_on = None if day is GivenDay.FINAL else queries.plan_of(scope, report).meeting_on
    given: date = getattr(report, day)
    setattr(report, day, given_days.reached(given, today, meeting_on, _open_from(scope)))


def would_move(
    scope: Scope, month: date, before: date, meeting_on: date, today: date
) -> list[Touched]:
    """Whose days would move, and how, if a month's meeting went from one day to another."""
    return [touched for _, touched in _moves(scope, month, before, meeting_on, today)]


def move(scope: Scope, month: date, before: date, meeting_on: date, today: date) -> list[Touched]:
    """Move the days of a month's reports with its meeting; returns whose, for telling them."""
    moves = _moves(scope, month, before, meeting_on, today, lock=True)
    for report, touched in moves:
        for one in touched.days:
            setattr(report, one.of, one.to)
    db.session.flush()
    return [touched for _, touched in moves]


def _moves(
    scope: Scope, month: date, before: date, meeting_on: date, today: date, *, lock: bool = False
) -> list[tuple[SelfReport, Touched]]:
    if meeting_on == before:
        return []
    days, settings = plan_rules.deadlines(meeting_on, scope.settings), scope.settings
    notice, open_from = timedelta(days=settings.notice_days), _open_from(scope)
    found = []
    for report, name in _of_month(scope, month, lock=lock):
        moved = given_days.moved(report, report.state, before, days, today, notice, open_from)
        if moved:
            found.append((report, Touched(report.id, report.member_id, name, moved)))
    return found


def _of_month(scope: Scope, month: date, *, lock: bool) -> list[tuple[SelfReport, str]]:
    query = (
        select(SelfReport, Membership.full_name)
        .join(Membership, tenancy.refers_to(SelfReport.member_id, Membership))
        .where(tenancy.within(scope, SelfReport, Membership), SelfReport.month == month)
        .order_by(Membership.sort_key, SelfReport.id)
        .execution_options(populate_existing=True)
    )
    if lock:
        query = query.with_for_update(of=SelfReport, key_share=True)
    return [(report, name) for report, name in db.session.execute(query)]


def _open_from(scope: Scope) -> Callable[[date], date]:
    return partial(plan_rules.open_from, settings=scope.settings)
