"""What the table asks for is looked up: a stage that is only counted is counted where it shows."""

import ast
from pathlib import Path

from webapp.core import clock
from webapp.duties import matters
from webapp.duties.stages import Stage
from webapp.duties.table import TABLE
from webapp.followups.rules import WeaknessState
from webapp.home import queries as home
from webapp.reminders import queries as reminders
from webapp.reports.rules import ReportState


def counted():
    """The stages of which no module makes a matter of its own: they come with a number."""
    files = Path(matters.__file__).parent.glob("*matters.py")
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    named = {n.attr for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    return {one for one in (*Stage, *WeaknessState) if one.name not in named}


def test_a_counted_stage_with_a_row_is_counted_for_the_first_screen(lan):
    found = home.facts_of(lan, clock.today()).waiting
    lacking = {one for one in counted() if TABLE[one].rows} - set(found)
    assert lacking == set(), "count it in home/waiting_matters.py or home/queries.py"


def test_a_counted_stage_with_a_reminder_is_counted_by_the_scan(lan):
    found = reminders.under_way(lan, clock.today()).facts.waiting
    lacking = {one for one in counted() if TABLE[one].reminders} - set(found)
    assert lacking == set(), "count it in reminders/queries.py"


def test_a_state_of_a_report_is_never_only_counted():
    assert counted().isdisjoint(ReportState)
