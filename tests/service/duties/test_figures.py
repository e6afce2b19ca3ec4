"""The conditions that figures count with say the same as the table, in any state on any day."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Date, Integer, String, column, literal, select, values

from webapp.core.db import db
from webapp.duties.matters import report_days
from webapp.duties.rules import is_overdue
from webapp.duties.stages import Day, Stage
from webapp.duties.statements import day_has_passed, report_is_overdue, weakness_is_overdue
from webapp.duties.table import TABLE
from webapp.followups import rules as followups
from webapp.followups.rules import WeaknessState
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import deadlines
from webapp.reports.rules import ReportState

pytestmark = pytest.mark.usefixtures("cast")

DATES = st.dates(date(2026, 1, 10), date(2026, 12, 20))
SETTINGS = st.builds(
    BranchSettings,
    draft_due_days=st.integers(0, 40),
    committee_days=st.integers(0, 20),
    supplement_days=st.integers(0, 20),
    final_days=st.integers(0, 40),
)
DEADLINES = (Day.DRAFT, Day.COMMITTEE, Day.SUPPLEMENT, Day.RELEASE, Day.MEETING, Day.FINAL)
in_database = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def asked(condition, rows, columns):
    """A condition for each of some rows, as the database sees it."""
    table = values(column("number", Integer), *columns, name="given").data(
        [(number, *row) for number, row in enumerate(rows)]
    )
    query = select(condition(table.c)).select_from(table).order_by(table.c.number)
    return list(db.session.scalars(query))


REPORTS = st.tuples(st.sampled_from([None, *ReportState]), DATES, SETTINGS)


@in_database
@given(st.lists(REPORTS, min_size=1, max_size=40), DATES)
def test_a_report_is_overdue_in_the_figures_when_the_day_on_its_page_has_passed(reports, today):
    days = [report_days(deadlines(meeting_on, chosen)) for _, meeting_on, chosen in reports]
    rows = [
        (state, *(one[day] for day in DEADLINES))
        for (state, _, _), one in zip(reports, days, strict=True)
    ]
    columns = (column("state", String), *(column(day.value, Date) for day in DEADLINES))
    found = asked(lambda c: report_is_overdue(c.state, c, today), rows, columns)
    assert found == [
        is_overdue(TABLE[state or ReportState.ASSIGNED], one, today)
        for (state, _, _), one in zip(reports, days, strict=True)
    ]


WEAKNESSES = st.tuples(st.sampled_from([WeaknessState.OPEN, WeaknessState.REMEDY_REPORTED]), DATES)


@in_database
@given(st.lists(WEAKNESSES, min_size=1, max_size=40), DATES)
def test_an_open_weakness_is_overdue_alike_in_the_table_the_list_and_the_figures(rows, today):
    columns = (column("state", String), column("due_on", Date))
    found = asked(lambda c: weakness_is_overdue(c.state, c.due_on, today), rows, columns)
    by_table = [is_overdue(TABLE[state], {Day.REMEDY: day}, today) for state, day in rows]
    in_list = [followups.is_overdue(state, day, today) for state, day in rows]
    assert found == by_table == in_list


@pytest.mark.parametrize("stage", [Stage.MONTH_REPORTS, Stage.SESSION_PLANNED])
@pytest.mark.parametrize(("today", "expected"), [(27, False), (28, True)])
def test_a_month_is_judged_by_the_day_of_its_meeting(stage, today, expected):
    meeting_on, now = date(2026, 11, 27), date(2026, 11, today)
    columns = (column("meeting_on", Date), column("of", BigInteger))
    found = asked(lambda c: day_has_passed(stage, c, now), [(meeting_on, literal(1))], columns)
    assert found == [expected] == [is_overdue(TABLE[stage], {Day.MEETING: meeting_on}, now)]
