"""What a month expected it goes on expecting, whatever becomes of a turn, save by an exemption."""

from datetime import date

import pytest

from tests.cast import MONTH, NOW, begin_report, scope_of
from tests.service.rollups.branch import OCTOBER, add
from tests.service.rollups.test_count_a_branch import count, figures
from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.plans import service as plans
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod, Turn
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports import service as reports
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups.measures import Measure
from webapp.rollups.rules import MonthState, cell_of

DECEMBER = date(2026, 12, 1)
LATE = NOW.replace(day=24)
M = Measure


@pytest.fixture
def two_turns(cast, moment):
    """November of K1: Mai has not written and is late, Bình's report is accepted."""
    begin_report(cast.people["binh"], MONTH, ReportState.ACCEPTED)
    moment(LATE)
    return cast


def report_of(cast, name):
    query = tenancy.rows_of(scope_of(cast.people["lan"]), SelfReport)
    return db.session.scalars(
        query.where(SelfReport.member_id == cast.people[name].member_id)
    ).one()


def act(cast, do, *more, name="mai", **values):
    """Let the chair do something with a member's report, and count."""
    with tenancy.tenant(cast.organizations["k1"].id):
        do(scope_of(cast.people["lan"]), report_of(cast, name), *more, now=LATE, **values)
        db.session.commit()
    return seen(cast)


def seen(cast, month=MONTH, now=LATE):
    count(cast, month, now=now)
    found = figures(cast, month)
    one = cell_of(found)
    return found, (one.state, one.in_order, one.expected)


def test_postponing_an_unwritten_late_report_makes_no_month_complete(two_turns):
    assert seen(two_turns)[1] == (MonthState.PARTLY, 1, 2)
    found, shown = act(two_turns, reports.postpone, "Đi công tác")
    assert shown == (MonthState.POSTPONED, 1, 2)
    assert (found[M.TURNS_POSTPONED], found[M.OVERDUE]) == (1, 0)


def test_a_month_postponed_from_says_so_until_the_report_is_given(two_turns):
    found, shown = act(two_turns, reports.postpone, "Đi công tác", again_in=DECEMBER)
    assert shown == (MonthState.POSTPONED, 1, 2)
    december = NOW.replace(month=12, day=29)
    with tenancy.tenant(two_turns.organizations["k1"].id):
        moved = report_of(two_turns, "mai")
        moved.state, moved.presented_at = ReportState.PRESENTED, december
        db.session.commit()
    found, shown = seen(two_turns, now=december)
    # Bình's step of November is overdue by now; the turn put off was given.
    assert (found[M.TURNS_EXPECTED], found[M.TURNS_GIVEN_LATER]) == (2, 1)
    assert found[M.TURNS_POSTPONED] == 0
    assert seen(two_turns, DECEMBER, now=december)[0][M.TURNS_EXPECTED] == 1


def test_a_withdrawn_turn_stays_expected(two_turns):
    found, shown = act(two_turns, reports.withdraw, "Không cần nữa")
    assert shown == (MonthState.POSTPONED, 1, 2)
    assert found[M.TURNS_WITHDRAWN] == 1


@pytest.mark.parametrize("how", ["status", "absence"])
def test_only_a_recorded_exemption_takes_a_turn_out(two_turns, how):
    with tenancy.tenant(two_turns.organizations["k1"].id):
        member = {"member_id": two_turns.people["mai"].member_id}
        days = {"from_on": date(2026, 11, 10), "until_on": date(2026, 12, 20)}
        if how == "status":
            add(two_turns, MembershipStatus, status=MemberStatus.EXEMPT, **member, **days)
        else:
            away = {"kind": AbsenceKind.AWAY, "told_at": NOW}
            add(two_turns, BlockedPeriod, **member, **days, **away)
        db.session.commit()
    found, shown = act(two_turns, reports.withdraw, "Nghỉ ốm")
    assert shown == (MonthState.FULL, 1, 1)


def foresee(cast, month, name="mai"):
    with tenancy.tenant(cast.organizations["k1"].id):
        member = cast.people[name].member_id
        about = {"state": TurnState.PLANNED, "source": TurnSource.ASSIGNED, "assigned_at": NOW}
        turn = add(cast, Turn, member_id=member, month=month, **about)
        db.session.commit()
    return turn


def test_a_foreseen_turn_is_expected_once_its_month_has_passed(cast):
    foresee(cast, OCTOBER)
    assert seen(cast, OCTOBER, now=NOW.replace(month=10, day=20))[0][M.TURNS_EXPECTED] == 0
    found, shown = seen(cast, OCTOBER)
    assert shown == (MonthState.MISSING, 0, 1)
    assert (found[M.TURNS_UNASSIGNED], found[M.UNITS_LATE]) == (1, 1)


def test_a_month_in_which_a_turn_was_only_foreseen_named_nobody(cast):
    foresee(cast, DECEMBER)
    assert seen(cast, DECEMBER, now=NOW.replace(month=12, day=30))[0][M.UNITS_LATE] == 1


@pytest.mark.parametrize(("month", "expected"), [(OCTOBER, 1), (DECEMBER, 0)])
def test_a_foreseen_turn_moves_freely_until_its_month_is_over(cast, month, expected, moment):
    moment(NOW)
    turn = foresee(cast, month)
    with tenancy.tenant(cast.organizations["k1"].id):
        plans.drop_turn(scope_of(cast.people["lan"]), turn, TurnState.POSTPONED)
        db.session.commit()
    found, _ = seen(cast, month)
    assert (found[M.TURNS_EXPECTED], found[M.TURNS_POSTPONED]) == (expected, expected)
