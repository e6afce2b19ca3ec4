"""The days that follow from a meeting: in their order, and none of them on a day off."""

from dataclasses import astuple, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.core.working_days import day_off, is_last_before_tet
from webapp.organizations.settings import BranchSettings
from webapp.plans.rules import deadlines

SETTINGS = BranchSettings()
OFF_WEEKENDS = replace(SETTINGS, meeting_off_weekends=True)
DAY = timedelta(days=1)
some_settings = st.builds(
    lambda days, final, weekends: BranchSettings(
        draft_due_days=days[3],
        committee_days=days[2],
        supplement_days=days[1],
        release_days=days[0],
        final_days=final,
        meeting_off_weekends=weekends,
    ),
    st.lists(st.integers(0, 40), min_size=4, max_size=4).map(sorted),
    st.integers(1, 60),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("meeting_on", "chosen", "draft_on", "committee_on"),
    [
        # Nothing in the way: seven days before, and five.
        (date(2026, 12, 17), SETTINGS, date(2026, 12, 10), date(2026, 12, 12)),
        # Tết 2027 is on 06/02, with days off from the 4th to the 10th.
        (date(2027, 2, 12), SETTINGS, date(2027, 1, 31), date(2027, 2, 2)),
        (date(2027, 2, 11), OFF_WEEKENDS, date(2027, 1, 28), date(2027, 2, 1)),
        # The draft alone falls into Tết; the last day before it is not asked for either.
        (date(2027, 2, 17), SETTINGS, date(2027, 2, 2), date(2027, 2, 12)),
        # A weekend takes the committee's day, and not the day it has to read.
        (date(2026, 12, 17), OFF_WEEKENDS, date(2026, 12, 9), date(2026, 12, 11)),
    ],
)
def test_draft_and_committee_have_days_of_their_own(meeting_on, chosen, draft_on, committee_on):
    days = deadlines(meeting_on, chosen)
    assert (days.draft_on, days.committee_on) == (draft_on, committee_on)


def test_the_final_text_is_due_on_the_working_day_after_a_holiday():
    assert deadlines(date(2026, 12, 25), SETTINGS).final_on == date(2027, 1, 4)


@example(
    meeting_on=date(2026, 5, 1),
    chosen=BranchSettings(
        draft_due_days=5, committee_days=5, supplement_days=5, release_days=4, final_days=1
    ),
)
@given(meeting_on=st.dates(date(2026, 1, 1), date(2040, 1, 1)), chosen=some_settings)
def test_days_keep_their_order_and_avoid_days_off(meeting_on, chosen):
    days = deadlines(meeting_on, chosen)
    before = [days.draft_on, days.committee_on, days.supplement_on, days.release_on, meeting_on]
    assert before == sorted(before)
    assert days.final_on > meeting_on
    given_to_people = set(astuple(days)) - {meeting_on}
    assert not any(day_off(d, with_weekends=chosen.meeting_off_weekends) for d in given_to_people)
    assert not is_last_before_tet(days.draft_on)
    wanted = [chosen.committee_days, chosen.supplement_days, chosen.release_days]
    for (earlier, later), (more, fewer) in zip(
        pairwise(before[1:4]), pairwise(wanted), strict=True
    ):
        assert earlier < later or more == fewer
    if chosen.draft_due_days - chosen.committee_days > 1:
        between = (days.committee_on - days.draft_on).days
        open_days = [
            days.draft_on + DAY * n
            for n in range(1, between)
            if not day_off(days.draft_on + DAY * n, with_weekends=chosen.meeting_off_weekends)
        ]
        assert open_days
