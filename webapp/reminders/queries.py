"""What is under way in one organization and may call for a reminder; a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import func, select

from webapp.accounts import queries as accounts
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.rules import ACTIVE, LEADERS, REVIEWERS, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.duties.facts import (
    MeetingFact,
    MonthFact,
    ReportFact,
    TermFact,
    UnitFacts,
    WeaknessFact,
)
from webapp.duties.matters import matters
from webapp.duties.stages import Stage
from webapp.duties.table import TABLE
from webapp.followups import gone
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.nominations import queries as nominations
from webapp.nominations import rules as seats
from webapp.plans import queries as plans
from webapp.plans import year_queries
from webapp.plans.models import Turn
from webapp.plans.rules import MonthPlan, TurnState
from webapp.reminders.rules import People, Reminder, reminders
from webapp.reports import given_days
from webapp.reports.models import SelfReport
from webapp.reports.rules import BEFORE_PRESENTED, ReportState

#: Reports of older months are history, however they ended.
_MONTHS_BACK = 6
#: How far from today the day of a remedy may lie, so that a reminder of it still makes sense.
_REMEDY_SPAN = timedelta(
    days=max(
        abs(days) for row in TABLE[WeaknessState.OPEN].reminders for _, days in (*row.on, row.until)
    )
)
#: Of those that were not presented, whose meeting is over is looked at afterwards.
_REMINDED = [one for one in ReportState if TABLE[one].reminders or one in BEFORE_PRESENTED]


@dataclass(frozen=True)
class UnderWay:
    """What is under way in a unit on a day, and who may be reminded of it."""

    facts: UnitFacts
    people: People
    #: The running month, where nothing of it is stored yet.
    begun: date | None = None

    @property
    def reminders(self) -> list[Reminder]:
        """Every reminder that is not settled by what people have done already."""
        return reminders(matters(self.facts), self.people)


def under_way(scope: Scope, today: date) -> UnderWay:
    """Everything the reminders of a unit follow from on a day."""
    reports = _reports(scope, today)
    this, quarter = clock.month_of(today), clock.months_of_quarter(today)
    near = [clock.previous_month(this), this, clock.next_month(this)]
    months = {report.month for report, *_ in reports} | {*near, *quarter}
    planned = plans.month_plans(scope, sorted(months))
    proposers = _proposers(scope, today)
    facts = UnitFacts(
        today=today,
        opened_on=scope.organization.opened_on,
        reports=[_report_fact(row, planned[row[0].month]) for row in reports],
        meetings=_meetings(scope, today),
        months=_months(scope, [planned[month] for month in near]),
        quarter=[planned[month] for month in quarter],
        passed=list(db.session.scalars(year_queries.passed_turns(scope, near[0]))),
        weaknesses=_weaknesses(scope, today),
        terms=_terms_over(scope, today),
        waiting={Stage.SEAT_EMPTY: len(proposers)},
    )
    people = people_of(scope, today, proposers)
    return UnderWay(facts, people, None if planned[this].is_stored else this)


def people_of(scope: Scope, today: date, proposers: frozenset[int] = frozenset()) -> People:
    """The active members by what they may be reminded of."""
    members = [m for m in accounts.members_on(scope, today) if m.status in ACTIVE]
    chairs = frozenset(m.id for m in members if Role.CHAIR in m.roles)
    return People(
        # The deputies lead where there is no chair.
        chairs=chairs or frozenset(m.id for m in members if m.roles & LEADERS),
        reviewers=frozenset(m.id for m in members if m.roles & REVIEWERS),
        everybody=frozenset(m.id for m in members),
        proposers=proposers,
    )


def _terms_over(scope: Scope, today: date) -> list[TermFact]:
    terms = roster.terms_ending(scope, today)
    return [TermFact(t.until_on, t.member_id, t.full_name) for t in terms if t.until_on < today]


def _proposers(scope: Scope, today: date) -> frozenset[int]:
    """Who may propose a chair, where the seat is empty and nobody is proposed."""
    people = nominations.people(scope, today)
    asks = seats.is_empty(people) and nominations.waiting(scope) is None
    return seats.proposers(people) if asks else frozenset()


def _reports(scope: Scope, today: date) -> list[tuple[SelfReport, str, Turn]]:
    oldest = clock.month_of(today - timedelta(days=31 * _MONTHS_BACK))
    query = (
        select(SelfReport, Membership.full_name, Turn)
        .join(Membership, tenancy.refers_to(SelfReport.member_id, Membership))
        .join(Turn, tenancy.refers_to(SelfReport.turn_id, Turn))
        .where(
            tenancy.within(scope, SelfReport, Membership, Turn),
            SelfReport.month >= oldest,
            SelfReport.state.in_(_REMINDED),
        )
        .order_by(SelfReport.month, SelfReport.id)
    )
    return [(report, name, turn) for report, name, turn in db.session.execute(query)]


def _report_fact(row: tuple[SelfReport, str, Turn], plan: MonthPlan) -> ReportFact:
    report, name, turn = row
    sent, waits = report.submitted_at, report.state is ReportState.FILED_FOR
    returned_at = report.reviewed_at if report.state is ReportState.RETURNED else None
    return ReportFact(
        id=report.id,
        member_id=report.member_id,
        member_name=name,
        month=report.month,
        state=report.state,
        assigned_on=clock.day_of(turn.assigned_at),
        submitted_on=clock.day_of(sent) if sent else None,
        returned_on=clock.day_of(returned_at) if returned_at else None,
        deadlines=given_days.of_report(report, plan.deadlines),
        is_held=plan.is_held,
        filed_for_on=clock.day_of(report.filed_at) if waits and report.filed_at else None,
    )


def to_settle(scope: Scope) -> list[SelfReport]:
    """The reports filed for members that wait for their word."""
    query = tenancy.rows_of(scope, SelfReport).where(SelfReport.state == ReportState.FILED_FOR)
    waiting: list[SelfReport] = list(db.session.scalars(query.order_by(SelfReport.id)))
    return waiting


def to_release(scope: Scope, today: date) -> list[SelfReport]:
    """The accepted reports whose papers are due to go out and have not."""
    query = (
        tenancy.rows_of(scope, SelfReport)
        .where(SelfReport.state == ReportState.ACCEPTED, SelfReport.released_at.is_(None))
        .order_by(SelfReport.id)
    )
    reports: list[SelfReport] = list(db.session.scalars(query))
    due = plans.deadlines_of(scope, {report.month for report in reports}) if reports else {}
    return [report for report in reports if due[report.month].release_on <= today]


def _meetings(scope: Scope, today: date) -> list[MeetingFact]:
    query = tenancy.rows_of(scope, Meeting).where(
        Meeting.state == MeetingState.CALLED,
        Meeting.kind != MeetingKind.COMMITTEE,
        Meeting.starts_at >= clock.from_hanoi(today),
    )
    settings = scope.organization.settings
    return [MeetingFact.of(meeting, settings) for meeting in db.session.scalars(query)]


def _weaknesses(scope: Scope, today: date) -> list[WeaknessFact]:
    query = select(Weakness.id, Weakness.member_id, Weakness.pointed_out_on, Weakness.due_on).where(
        tenancy.within(scope, Weakness),
        Weakness.state == WeaknessState.OPEN,
        Weakness.due_on.between(today - _REMEDY_SPAN, today + _REMEDY_SPAN),
        ~gone.member_left(scope, today),
    )
    rows = db.session.execute(query)
    return [
        WeaknessFact(key, member_id, due_on, pointed_out_on=pointed_out_on)
        for key, member_id, pointed_out_on, due_on in rows
    ]


def _months(scope: Scope, near: list[MonthPlan]) -> list[MonthFact]:
    query = (
        select(Turn.month, func.count())
        .where(
            tenancy.within(scope, Turn),
            Turn.month.in_([plan.month for plan in near[1:]]),
            Turn.state == TurnState.STANDING,
        )
        .group_by(Turn.month)
    )
    turns = {row[0]: row[1] for row in db.session.execute(query)}
    return [MonthFact(plan, before, turns.get(plan.month, 0)) for before, plan in pairwise(near)]
