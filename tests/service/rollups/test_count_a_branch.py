"""The figures of one branch's month against what a person counts on paper."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests.as_owner import from_outside
from tests.cast import MONTH, NOW, begin_report
from tests.service.rollups.branch import OCTOBER, add, full_october
from webapp.accounts.models import MembershipStatus
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind
from webapp.reports.rules import ReportState
from webapp.rollups import service
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact

#: Lan, Dũng, Hùng, Mai and Bình count; Phúc has left.
EXPECTED = {
    Measure.UNITS: 1,
    Measure.UNITS_LATE: 0,
    Measure.MEMBERS: 5,
    Measure.MEETINGS_HELD: 1,
    Measure.MEETING_MINUTES: 90,
    Measure.ATTENDANCE_BASE: 4,
    Measure.PRESENT: 2,
    Measure.EXCUSED: 1,
    Measure.UNEXCUSED: 1,
    Measure.TURNS_EXPECTED: 2,
    Measure.TURNS_POSTPONED: 0,
    Measure.TURNS_WITHDRAWN: 0,
    Measure.TURNS_GIVEN_LATER: 0,
    Measure.TURNS_UNASSIGNED: 0,
    Measure.SUBMITTED: 2,
    Measure.IN_ORDER: 2,
    Measure.DRAFTS_ON_TIME: 1,
    Measure.REVIEWED_BEFORE_MEETING: 2,
    Measure.PRESENTED: 2,
    Measure.CONCLUDED: 2,
    Measure.FILED_ON_TIME: 1,
    Measure.FILED_LATE: 1,
    Measure.OVERDUE: 0,
    Measure.MEMBERS_REACHED: 2,
    Measure.COMMITMENTS_EXPECTED: 5,
    Measure.COMMITMENTS_REGISTERED: 1,
    Measure.WEAKNESSES_OPENED: 1,
    Measure.WEAKNESSES_REMEDIED: 1,
    Measure.WEAKNESSES_OPEN: 2,
    Measure.WEAKNESSES_OVERDUE: 1,
    Measure.MEMBERS_POINTED_OUT: 1,
    Measure.MEMBERS_REMEDIED: 1,
    Measure.MEMBERS_OPEN: 2,
    Measure.MEMBERS_OVERDUE: 1,
    Measure.COMMENDATIONS: 2,
    Measure.MEMBERS_COMMENDED: 1,
    Measure.OPINIONS: 2,
    Measure.THEMATIC_PLANNED: 0,
    Measure.THEMATIC_HELD: 1,
    Measure.THEMATIC_MISSED: 0,
    Measure.THEMATIC_IN_QUARTER: 1,
}


def count(cast, *months, code="k1", now=NOW):
    with tenancy.tenant(cast.organizations[code].id):
        changed = service.recount(task_scope(cast.organizations[code].id), months, now=now)
        db.session.commit()
    return changed


def figures(cast, month=MONTH, code="k1"):
    with tenancy.tenant(cast.organizations[code].id):
        query = select(MonthlyFact.measure, MonthlyFact.value).where(
            MonthlyFact.organization_id == cast.organizations[code].id, MonthlyFact.month == month
        )
        return {row.measure: row.value for row in db.session.execute(query)}


def test_every_figure_of_a_full_month_is_as_counted_by_hand(cast):
    full_october(cast)
    count(cast, OCTOBER)
    assert figures(cast, OCTOBER) == EXPECTED


def test_a_figure_that_looks_back_counts_what_happened_before(cast):
    full_october(cast)
    count(cast, MONTH)
    found = figures(cast)
    looked_back = (Measure.MEMBERS_REACHED, Measure.THEMATIC_IN_QUARTER, Measure.THEMATIC_HELD)
    assert [found[measure] for measure in looked_back] == [2, 1, 0]


def test_counting_again_changes_nothing(cast):
    full_october(cast)
    first = count(cast, OCTOBER, MONTH)
    again = count(cast, OCTOBER, MONTH)
    assert (first.months, again.months) == ({OCTOBER, MONTH}, set())


def test_only_a_month_that_differs_is_reported_as_changed(cast):
    count(cast, OCTOBER, MONTH)
    begin_report(cast.people["binh"])
    assert count(cast, OCTOBER, MONTH).months == {MONTH}


@pytest.mark.parametrize(
    ("state", "day", "overdue", "in_order"),
    [
        (ReportState.DRAFTING, 20, 0, 0),
        (ReportState.DRAFTING, 21, 1, 0),
        (ReportState.RETURNED, 23, 0, 1),
        (ReportState.RETURNED, 24, 1, 0),
        (ReportState.SUBMITTED, 22, 0, 1),
        (ReportState.SUBMITTED, 23, 1, 0),
        (ReportState.ACCEPTED, 28, 1, 0),
        (ReportState.PRESENTED, 28, 1, 0),
        (ReportState.FINALIZING, 28, 0, 1),
    ],
)
def test_a_report_is_overdue_the_day_after_its_next_step_was_due(
    cast, state, day, overdue, in_order
):
    set_state(cast, state)
    count(cast, MONTH, now=NOW.replace(day=day))
    found = figures(cast)
    assert (found[Measure.OVERDUE], found[Measure.IN_ORDER]) == (overdue, in_order)


def set_state(cast, state):
    with tenancy.tenant(cast.organizations["k1"].id):
        cast.report = db.session.merge(cast.report)
        cast.report.state = state
        db.session.commit()


@pytest.mark.parametrize(("day", "late"), [(27, 0), (28, 1)])
def test_a_month_of_reports_without_anybody_on_turn_is_late_after_its_meeting_day(cast, day, late):
    count(cast, MONTH, code="k2", now=NOW.replace(day=day))
    assert figures(cast, code="k2")[Measure.UNITS_LATE] == late


def test_a_unit_owes_nothing_of_a_meeting_day_before_it_was_opened(cast):
    k2 = update(Organization).where(Organization.code == "k2")
    from_outside(k2.values(opened_on=date(2026, 11, 28)))
    db.session.commit()
    count(cast, MONTH, code="k2", now=NOW.replace(day=29))
    found = figures(cast, code="k2")
    assert (found[Measure.UNITS], found[Measure.UNITS_LATE]) == (1, 0)


@pytest.mark.parametrize(("day", "late"), [(27, 0), (28, 1)])
def test_a_thematic_month_is_late_when_its_session_was_not_held(cast, day, late):
    with tenancy.tenant(cast.organizations["k2"].id):
        add(cast, PlanMonth, "k2", month=MONTH, kind=MonthKind.THEMATIC)
        db.session.commit()
    count(cast, MONTH, code="k2", now=NOW.replace(day=day))
    found = figures(cast, code="k2")
    assert [found[m] for m in (Measure.THEMATIC_PLANNED, Measure.UNITS_LATE)] == [1, late]
    assert found[Measure.THEMATIC_MISSED] == late


def test_members_count_as_they_stood_on_the_last_day_of_the_month(cast):
    binh, k1 = cast.people["binh"], cast.organizations["k1"].id
    with tenancy.tenant(k1):
        old = db.session.query(MembershipStatus).filter_by(member_id=binh.member_id).one()
        old.until_on = date(2026, 10, 30)
        left = {"status": MemberStatus.EXEMPT, "from_on": date(2026, 10, 31)}
        add(cast, MembershipStatus, member_id=binh.member_id, **left)
        db.session.commit()
    september = date(2026, 9, 1)
    count(cast, september, OCTOBER)
    found = [figures(cast, month)[Measure.MEMBERS] for month in (september, OCTOBER)]
    assert found == [5, 4]


def test_nothing_of_another_unit_is_counted(cast):
    full_october(cast)
    count(cast, OCTOBER, code="k2")
    found = figures(cast, OCTOBER, code="k2")
    assert found == dict.fromkeys(Measure, 0) | {Measure.UNITS: 1, Measure.MEMBERS: 2} | {
        Measure.COMMITMENTS_EXPECTED: 2,
        Measure.THEMATIC_PLANNED: 1,
        Measure.THEMATIC_MISSED: 1,
        Measure.UNITS_LATE: 1,
    }
