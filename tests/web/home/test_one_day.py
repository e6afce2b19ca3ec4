"""Page, first screen, reminder and figure of one report name the same day, for each state."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW
from webapp.accounts.queries import task_scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.duties.matters import report_due
from webapp.duties.stages import Whose
from webapp.duties.table import TABLE
from webapp.home import queries as home
from webapp.notices.models import Notice
from webapp.plans import queries as plans
from webapp.reminders import service as reminders
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups import service as rollups
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact
from webapp.web import dates

UNDER_WAY = [state for state, owed in TABLE.items() if isinstance(state, ReportState) and owed.due]


@pytest.fixture
def key(cast):
    """Organization and identifier of the one report."""
    return cast.k1.id, cast.report.id


@pytest.fixture
def due_on(cast, scope_of, key):
    """The report stands in a state; the day on which its next step is due."""
    scope = scope_of(cast.lan)

    def of(state):
        with tenancy.tenant(key[0]):
            report = db.session.get(SelfReport, key)
            report.state, report.filed_at = state, NOW if state is ReportState.FILED_FOR else None
            month = report.month
            db.session.commit()
            days = plans.deadlines_of(scope, {month})[month]
        return report_due(state, days, NOW)

    return of


@pytest.mark.parametrize("state", UNDER_WAY)
def test_the_page_and_the_first_screen_name_the_day(as_, cast, key, due_on, state):
    shown = dates.long_day(due_on(state))
    who = cast.hung if TABLE[state].by is Whose.REVIEWERS else cast.mai
    assert shown in as_(cast.mai).get(f"/o/k1/bao-cao/{key[1]}").text
    if TABLE[state].rows:
        assert shown in as_(who).get("/o/k1/").text


@pytest.mark.parametrize("state", [state for state in UNDER_WAY if TABLE[state].reminders])
def test_a_reminder_names_the_day(key, due_on, state):
    day = due_on(state)
    today = day - timedelta(days=1)
    with tenancy.tenant(key[0]):
        reminders.queue_due(task_scope(key[0]), today, clock.from_hanoi(today, 8))
        db.session.commit()
        query = select(Notice.facts).where(Notice.subject.endswith(f"report:{key[1]}"))
        told = {facts["by"] for facts in db.session.scalars(query)}
    assert told == {day.isoformat()}


@pytest.mark.parametrize("state", [state for state in UNDER_WAY if TABLE[state].is_counted])
@pytest.mark.parametrize("late", [0, 1])
def test_the_figures_count_it_as_overdue_from_the_day_after(key, due_on, state, late):
    now = clock.from_hanoi(due_on(state) + timedelta(days=late), 8)
    with tenancy.tenant(key[0]):
        rollups.recount(task_scope(key[0]), [MONTH], now=now)
        query = select(MonthlyFact.value).where(
            MonthlyFact.measure == Measure.OVERDUE, MonthlyFact.organization_id == key[0]
        )
        assert db.session.scalars(query).all() == [late]


def test_whoever_is_asked_nothing_reads_that_there_is_nothing_to_do(
    as_, cast, scope_of, key, due_on
):
    due_on(ReportState.FILED)
    with tenancy.tenant(key[0]):
        found = home.facts_of(scope_of(cast.mai), clock.today())
    assert [report.state for report in found.reports] == [ReportState.FILED]
    assert "Viết báo cáo liên hệ" not in as_(cast.mai).get("/o/k1/").text
