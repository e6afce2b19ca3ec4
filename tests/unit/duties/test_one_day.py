"""A page, the first screen and the reminders name one day and one person, wherever a report is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.duties.made import DAYS, facts, report, seen, told
from webapp.core import clock
from webapp.duties.matters import report_due
from webapp.duties.stages import Whose
from webapp.duties.table import TABLE
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import deadlines
from webapp.reports.rules import ReportState

AUTHOR, REVIEWER, CHAIR = 5, 6, 7
#: Rows by which those who lead see that somebody else is late.
WATCHED = {"draft_late", "final_late"}

STATES = st.sampled_from(list(ReportState))
DATES = st.dates(date(2026, 1, 10), date(2026, 12, 20))
SETTINGS = st.builds(
    BranchSettings,
    draft_due_days=st.integers(5, 20),
    committee_days=st.integers(3, 5),
    supplement_days=st.integers(1, 3),
    final_days=st.integers(1, 30),
)


@st.composite
def units(draw):
    """A unit with one report somewhere on its way, its days, and today."""
    days = deadlines(draw(DATES), draw(SETTINGS))
    filed_at = clock.from_hanoi(draw(DATES), 9)
    state = draw(STATES)
    filed_for_on = clock.in_hanoi(filed_at).date() if state is ReportState.FILED_FOR else None
    one = report(state, AUTHOR, days, filed_for_on=filed_for_on)
    page = report_due(state, days, filed_at)
    return facts(reports=[one], today=draw(DATES), member_id=None), state, page


@given(units())
def test_the_first_screen_names_the_day_of_the_page(made):
    found, state, page = made
    rows = [
        duty
        for viewer, roles in (
            (AUTHOR, {}),
            (REVIEWER, {"reviews": True}),
            (CHAIR, {"leads": True, "reviews": True}),
        )
        for duty in seen(found, viewer=viewer, **roles)
    ]
    assert {duty.due_on for duty in rows} <= {page}
    if page is None:
        assert rows == []
    awaited = TABLE[state].by
    if awaited in (Whose.MEMBER, Whose.REVIEWERS):
        viewer = AUTHOR if awaited is Whose.MEMBER else REVIEWER
        (duty,) = seen(found, viewer=viewer, reviews=viewer == REVIEWER)
        assert (duty.due_on, duty.waits) == (page, False)


@given(units())
def test_reminders_name_the_day_of_the_page_and_ask_only_those_who_are_awaited(made):
    found, state, page = made
    people = {
        "chairs": frozenset({CHAIR}),
        "reviewers": frozenset({CHAIR, REVIEWER}),
        "everybody": frozenset({AUTHOR, REVIEWER, CHAIR}),
    }
    awaited = {
        Whose.MEMBER: {AUTHOR},
        Whose.REVIEWERS: {CHAIR, REVIEWER},
        Whose.LEADERS: {CHAIR},
        Whose.NOBODY: set(),
    }[TABLE[state].by]
    for one in told(found, **people):
        assert one.facts["by"] == page
        # A chair also learns of a draft that is late.
        assert one.to in awaited or (one.kind == "draft_late_chair" and one.to == CHAIR)


@given(units())
def test_those_who_lead_see_somebody_else_late_from_the_day_after(made):
    found, _, page = made
    rows = [duty.kind for duty in seen(found, viewer=CHAIR, leads=True)]
    if WATCHED & set(rows):
        assert page
        assert page < found.today
    is_own = [duty.kind for duty in seen(found, viewer=AUTHOR, leads=True)]
    assert not WATCHED & set(is_own)


def test_a_report_that_waits_for_its_committee_is_due_on_the_committees_day():
    assert report_due(ReportState.SUBMITTED, DAYS, None) == DAYS.committee_on
    assert DAYS.committee_on == DAYS.meeting_on - timedelta(days=5)
