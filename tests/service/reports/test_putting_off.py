"""A report that is put off: where it goes first, and its words with it."""

from datetime import date, timedelta

import pytest

from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.plans import queries as plans
from webapp.plans.models import Turn
from webapp.plans.rotation import candidates
from webapp.plans.rotation import queries as rotation
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports import assigning, queries, readable_report, service
from webapp.reports.requests import options
from webapp.reports.rules import FrozenAs, ReportState
from webapp.texts import service as texts


def words_of(scope, report):
    version = queries.latest_version(scope, report.id)
    return texts.read(scope, [version.text_id])[version.text_id]


def test_an_accepted_text_begins_the_report_of_the_other_month(lan, mai, hung, cast):
    mai.submit()
    hung.accept()
    again = lan.postpone("Nghỉ ốm.", again_in=date(2026, 12, 1))
    assert words_of(mai.scope, again) == words_of(mai.scope, cast.report)
    new = queries.latest_version(mai.scope, again.id)
    assert (new.number, new.is_frozen, new.written_by) == (1, False, cast.mai.member_id)
    assert queries.latest_version(mai.scope, cast.report.id).frozen_as is FrozenAs.SUBMITTED
    assert readable_report.read(lan.scope, again).written is None


def test_words_put_off_without_a_month_begin_the_next_turn_and_no_later_one(lan, mai, cast):
    lan.postpone("Nghỉ ốm.")
    months = (date(2026, 12, 1), date(2027, 2, 1))
    first, second = [
        assigning.assign(lan.scope, month, [cast.mai.member_id], now=clock.now())[0]
        for month in months
    ]
    assert words_of(mai.scope, first) == words_of(mai.scope, cast.report)
    assert (first.state, second.state) == (ReportState.DRAFTING, ReportState.ASSIGNED)


def test_who_was_put_off_without_a_month_is_proposed_next_until_given_one(lan, cast):
    who, today = {(cast.mai.member_id, cast.report.month)}, clock.today()
    lan.postpone("Nghỉ ốm.")
    assert rotation.put_off(lan.scope, today) == who
    foresee(cast, cast.mai, month=date(2027, 7, 1))
    foresee(cast, cast.binh, cast.hung)
    assert rotation.put_off(lan.scope, today) == who
    [december] = plans.planned(lan.scope, [date(2026, 12, 1)])
    choices = candidates.choices(lan.scope, december, today)
    assert cast.mai.member_id in candidates.ticked_first(choices, 2)
    assigning.assign(lan.scope, date(2026, 12, 1), [cast.mai.member_id], now=clock.now())
    assert rotation.put_off(lan.scope, today) == frozenset()


@pytest.mark.parametrize("again_in", [date(2026, 12, 1), date(2027, 2, 1)])
def test_who_was_given_another_month_at_once_waits_for_none(lan, again_in):
    lan.postpone("Nghỉ ốm.", again_in=again_in)
    assert rotation.put_off(lan.scope, clock.today()) == frozenset()


def test_a_withdrawn_report_begins_no_other(lan, cast):
    lan.withdraw("Nghỉ ốm.")
    [new] = assigning.assign(lan.scope, date(2026, 12, 1), [cast.mai.member_id], now=clock.now())
    assert new.state is ReportState.ASSIGNED


def foresee(cast, *people, month=date(2026, 12, 1), state=TurnState.PLANNED):
    for person in people:
        db.session.add(
            Turn(
                organization_id=cast.k1.id,
                member_id=person.member_id,
                month=month,
                source=TurnSource.ASSIGNED,
                state=state,
                assigned_at=clock.now() - timedelta(days=200),
            )
        )
    db.session.flush()


def test_it_goes_before_foreseen_turns_and_takes_none_away(lan, cast):
    december = date(2026, 12, 1)
    foresee(cast, cast.binh, cast.hung)
    assert options.months_for_put_off(lan.scope, cast.report, clock.today())[0] == december
    lan.postpone("Nghỉ ốm.", again_in=december)
    [month] = plans.planned(lan.scope, [december])
    assert (len(month.turns), len(month.foreseen), month.plan.most_turns) == (1, 2, 3)


def test_a_month_whose_turns_are_all_given_is_not_offered(lan, cast):
    foresee(cast, cast.binh, cast.hung, state=TurnState.STANDING)
    months = options.months_for_put_off(lan.scope, cast.report, clock.today())
    assert date(2026, 12, 1) not in months
    with pytest.raises(RuleBroken) as broken:
        lan.postpone("Nghỉ ốm.", again_in=date(2026, 12, 1))
    assert broken.value.code == "turn.too_many"
    assert service.move_on(lan.scope, cast.report, "Nghỉ ốm.", now=clock.now()) == months[0]
