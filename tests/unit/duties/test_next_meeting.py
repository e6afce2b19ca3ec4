"""Which meeting the first page names as the next one."""

from datetime import date

from tests.unit.duties.made import NOVEMBER, december, facts, plan
from webapp.duties.facts import MonthFact
from webapp.plans.rules import MonthKind


def test_a_month_in_which_the_unit_does_not_meet_is_never_named():
    october, november, december = (
        plan(date(2026, month, 1), date(2026, month, 27), kind)
        for month, kind in ((10, MonthKind.NONE), (11, MonthKind.NONE), (12, MonthKind.REPORTS))
    )
    found = facts(
        today=date(2026, 10, 5),
        months=[MonthFact(october, december, 0, 0), MonthFact(november, october, 0, 0)],
        later=december,
    )
    assert found.next_meeting_on == date(2026, 12, 27)
    over = facts(today=date(2026, 12, 28), months=[], later=december)
    assert over.next_meeting_on is None


def test_the_next_meeting_of_a_unit_that_meets_each_month_is_the_nearest():
    found = facts(months=[MonthFact(NOVEMBER, NOVEMBER, 0, 0), december()])
    assert found.next_meeting_on == NOVEMBER.meeting_on
