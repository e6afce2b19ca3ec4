"""Who is proposed for which month, and why."""

from dataclasses import replace
from datetime import date

import pytest

from webapp.plans.rotation.availability import (
    Absence,
    Facts,
    Given,
    Month,
    Person,
    Stretch,
    WhyLeftOut,
)
from webapp.plans.rotation.capacity import spread, turns_of_a_year
from webapp.plans.rotation.proposal import propose, propose_month
from webapp.plans.rotation.reasons import WhyProposed

LONG_AGO = date(2020, 1, 1)
JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))


def person(number, *, since=LONG_AGO, out=None, leads=False, away=()):
    return Person(number, leads, (Stretch(since, None, out),), tuple(away))


def months(first=2027, years=4, *, open_from=JANUARY, closed=()):
    return tuple(
        Month(m, m.replace(day=20), m not in closed, m >= open_from)
        for m in (date(y, n, 1) for y in range(first, first + years) for n in range(1, 13))
    )


def facts(*people, given=(), offers=(), most=1, leaders_first=False, seed=7, **of_months):
    return Facts(
        people,
        months(**of_months),
        frozenset(Given(member, month) for member, month in given),
        frozenset(offers),
        most,
        leaders_first,
        seed,
    )


def first(found):
    return [one.member_id for one in propose_month(found, JANUARY)]


def why(found, month=JANUARY):
    return propose_month(found, month)[0].why


TEN = [person(number) for number in range(1, 11)]
#: Everybody but one has reported, long before the plan.
NINE_REPORTED = [(number, date(2026, number, 1)) for number in range(1, 10)]
BEFORE = {"first": 2026, "years": 5}


def test_volunteers_of_the_month_come_first():
    found = facts(*TEN, given=NINE_REPORTED, offers=[(9, JANUARY)], **BEFORE)
    assert (first(found), why(found)) == ([9], WhyProposed.VOLUNTEERED)


def test_an_offer_for_another_month_does_not_help_this_month():
    found = facts(*TEN, given=NINE_REPORTED, offers=[(9, FEBRUARY)], **BEFORE)
    assert first(found) == [10]


def test_who_has_fewest_turns_for_the_months_of_membership_comes_before_the_others():
    found = facts(*TEN, given=NINE_REPORTED, **BEFORE)
    assert (first(found), why(found)) == ([10], WhyProposed.NEVER_REPORTED)


def test_who_reported_oftener_than_the_others_waits():
    everybody = [*NINE_REPORTED, (10, date(2026, 10, 1))]
    found = facts(
        *TEN, given=[*everybody, (1, date(2026, 11, 1)), (2, date(2026, 12, 1))], **BEFORE
    )
    assert {one.member_id for one in propose(found, 2027).proposed[:8]} == set(range(3, 11))


def test_among_equals_who_waits_longest_is_proposed():
    given = [*NINE_REPORTED, (10, date(2026, 10, 1))]
    found = facts(*TEN, given=given, **BEFORE)
    assert (first(found), why(found)) == ([1], WhyProposed.WAITED_LONGEST)


def test_leaders_come_first_among_equals_where_the_unit_wants_it():
    people = [*TEN[:9], person(10, leads=True)]
    wanted = facts(*people, leaders_first=True)
    assert (first(wanted), why(wanted)) == ([10], WhyProposed.LEADS)
    assert why(replace(wanted, leaders_first=False)) is WhyProposed.DRAWN


def test_a_leader_does_not_come_before_who_has_fewer_turns():
    people = [person(1, leads=True), *TEN[1:]]
    found = facts(*people, given=NINE_REPORTED, leaders_first=True, **BEFORE)
    assert first(found) == [10]


def test_the_draw_is_the_same_for_everybody_who_knows_the_seed():
    drawn = {tuple(first(facts(*TEN, seed=seed, most=2))) for seed in range(30)}
    assert len(drawn) > 5
    assert first(facts(*TEN, seed=3)) == first(facts(*reversed(TEN), seed=3))


def test_a_newcomer_starts_at_the_average_and_does_not_receive_the_next_turns():
    people = [*TEN, person(11, since=date(2026, 12, 1))]
    given = NINE_REPORTED[:5]
    found = facts(*people, given=given, **BEFORE)
    year = [one.member_id for one in propose(found, 2027).proposed]
    assert set(year[:5]) == {6, 7, 8, 9, 10}
    assert 11 in year


def test_who_returns_within_a_year_goes_on_where_they_stood():
    away = Absence(date(2026, 10, 5), date(2026, 12, 20), WhyLeftOut.ILLNESS)
    people = [*TEN[:9], person(10, away=[away])]
    given = [*NINE_REPORTED, (1, date(2026, 10, 1)), (2, date(2026, 11, 1))]
    assert first(facts(*people, given=given, **BEFORE)) == [10]


@pytest.mark.parametrize("reason", [WhyLeftOut.EXEMPT, WhyLeftOut.SUSPENDED, WhyLeftOut.ELSEWHERE])
def test_who_may_not_report_is_left_out_and_the_reason_kept(reason):
    found = propose(facts(*TEN, person(11, out=reason)), 2027)
    assert 11 not in {one.member_id for one in found.proposed}
    [left] = found.left_out
    assert (left.member_id, left.why, left.is_whole_year) == (11, reason, True)


def test_months_that_a_time_away_touches_are_left_out():
    away = Absence(date(2027, 1, 31), date(2027, 3, 1), WhyLeftOut.LEAVE)
    found = propose(facts(*TEN[:2], person(3, away=[away]), most=3), 2027)
    chosen = {(one.member_id, one.month) for one in found.proposed}
    assert not chosen & {(3, JANUARY), (3, FEBRUARY), (3, MARCH)}
    [left] = found.left_out
    assert (left.months, left.is_whole_year) == ((JANUARY, FEBRUARY, MARCH), False)


def test_somebody_who_left_is_neither_chosen_nor_named():
    gone = Person(11, False, (Stretch(LONG_AGO, date(2026, 12, 31)),))
    found = propose(facts(*TEN, gone), 2027)
    assert 11 not in found.reached
    assert found.left_out == ()
    assert 11 not in {one.member_id for one in found.later}


def test_turns_that_stand_are_kept_and_fill_their_month():
    found = facts(*TEN, given=[(4, JANUARY)])
    assert first(found) == []
    assert 4 in propose(found, 2027).reached


def test_nobody_reports_twice_in_a_month():
    found = propose(facts(*TEN[:3], most=3), 2027)
    chosen = [(one.member_id, one.month) for one in found.proposed]
    assert len(chosen) == len(set(chosen))


def test_a_unit_smaller_than_its_turns_says_that_everybody_reports():
    found = facts(person(1), most=1)
    assert why(found) is WhyProposed.EVERYBODY


def test_each_proposal_tells_what_it_rests_on():
    [one] = propose_month(
        facts(*TEN, given=[*NINE_REPORTED, (10, date(2026, 10, 1))], **BEFORE), JANUARY
    )
    assert (one.record.turns, one.record.months, one.record.last_month) == (1, 10, date(2026, 1, 1))


def test_eight_members_report_twice_in_sixteen_turns():
    closed = [date(2027, month, 1) for month in (3, 6, 9, 12)]
    found = propose(facts(*TEN[:8], most=2, closed=closed), 2027)
    turns = [one.member_id for one in found.proposed]
    assert sorted(turns) == sorted([*range(1, 9)] * 2)
    assert (found.capacity.turns, found.capacity.rounds) == (16, 2)


def test_who_is_not_reached_learns_the_month_to_expect():
    people = [person(number) for number in range(1, 31)]
    found = propose(facts(*people), 2027)
    assert len(found.reached) == 12
    months_to_come = [one.month for one in found.later]
    assert len(months_to_come) == 18
    assert months_to_come == sorted(months_to_come)
    assert months_to_come[0] == date(2028, 1, 1)
    assert months_to_come[-1] == date(2029, 6, 1)


def test_beyond_what_is_looked_at_no_month_is_promised():
    people = [person(number) for number in range(1, 31)]
    found = propose(facts(*people, years=2), 2027)
    assert [one.month for one in found.later].count(None) == 6


def test_a_month_that_is_not_open_gets_no_proposal():
    found = facts(*TEN, open_from=FEBRUARY)
    assert propose_month(found, JANUARY) == []
    assert {one.month for one in propose(found, 2027).proposed} == {
        date(2027, month, 1) for month in range(2, 13)
    }


def test_a_unit_without_anybody_who_may_report_has_an_empty_plan():
    found = propose(facts(person(1, out=WhyLeftOut.EXEMPT)), 2027)
    assert (found.proposed, found.later, found.capacity.rounds) == ((), (), 0)


@pytest.mark.parametrize(
    ("months_of_reports", "most", "members", "turns"),
    [
        (8, 2, 25, 16),  # as many as months and settings allow
        (8, 2, 8, 16),  # a small unit: everybody twice
        (8, 2, 5, 10),  # two rounds, not three
        (12, 1, 4, 12),  # a month keeps its report
        (0, 2, 25, 0),
    ],
)
def test_a_year_has_at_most_two_rounds_and_no_empty_month(months_of_reports, most, members, turns):
    possible = months_of_reports * most
    assert turns_of_a_year(months_of_reports, possible, members) == turns


def test_turns_spread_evenly_with_fuller_months_first():
    assert spread(10, 8) == [2, 1, 1, 1, 2, 1, 1, 1]
    assert spread(16, 8) == [2] * 8


def test_a_month_with_more_turns_than_its_part_gets_no_proposal():
    assert first(facts(*TEN[:4], given=[(1, JANUARY), (2, JANUARY)], most=2)) == []
