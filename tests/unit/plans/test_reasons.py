"""Every reason is true by what is printed beside it; volunteers and late first turns."""

from dataclasses import replace
from datetime import date

import pytest

from tests.simulation.reader import Printed, contradicted
from tests.simulation.reasons import live_many
from tests.unit.plans.test_rotation import BEFORE, JANUARY, TEN, facts, person
from webapp.plans.rotation.availability import Given
from webapp.plans.rotation.proposal import look_at, propose, propose_month
from webapp.plans.rotation.reasons import Reason, WhyProposed

FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)
THREE = (1, 2, 3)


def printed(turns, months, since, **more):
    return Printed(turns, months, date(*since, 1), **more)


WAITED = printed(1, 20, (2026, 5))


@pytest.mark.parametrize(
    ("why", "mine", "others"),
    [
        # The sample: five others wait since earlier months.
        ("waited_longest", WAITED, [printed(1, 20, (2025, 11)), printed(1, 20, (2026, 2))]),
        ("waited_longest", WAITED, [printed(0, 3, (2026, 9))]),
        ("drawn", WAITED, [printed(1, 20, (2026, 4))]),
        ("leads", WAITED, [printed(1, 20, (2026, 5))]),
        ("leads", replace(WAITED, leads=True), [printed(1, 20, (2026, 5), leads=True)]),
        ("never_reported", WAITED, [printed(2, 20, (2026, 6))]),
        ("never_reported", printed(0, 2, (2026, 9)), [printed(0, 9, (2026, 1))]),
        ("fewest_turns", WAITED, [printed(1, 25, (2026, 1))]),
        ("fewest_for_time", WAITED, [printed(1, 25, (2026, 1))]),
        ("owed_most", replace(WAITED, account=10), [printed(1, 20, (2026, 6), account=10)]),
        ("everybody", WAITED, [WAITED]),
        ("volunteered", WAITED, []),
    ],
)
def test_the_reader_finds_what_the_lines_contradict(why, mine, others):
    assert contradicted(why, mine, others, by_account=False)


@pytest.mark.parametrize(
    ("why", "mine", "others"),
    [
        ("waited_longest", WAITED, [printed(1, 20, (2026, 6)), printed(2, 20, (2025, 1))]),
        ("drawn", WAITED, [printed(1, 20, (2026, 5))]),
        ("leads", replace(WAITED, leads=True), [printed(1, 20, (2026, 1))]),
        ("never_reported", printed(0, 9, (2026, 1)), [WAITED]),
        ("owed_for_longer", replace(WAITED, account=20), [printed(0, 3, (2026, 9))]),
    ],
)
def test_the_reader_agrees_with_what_the_lines_bear_out(why, mine, others):
    assert not contradicted(why, mine, others, by_account=False)


def test_no_reason_of_invented_branches_is_contradicted(record_property):
    found = live_many(range(60))
    record_property("reasons", str(vars(found)))
    assert found.wrong == 0
    assert found.reasons > 5_000
    # All but this one, which takes a unit where everybody has a turn in one month.
    assert {name.split()[0] for name in found.by_reason} >= set(WhyProposed) - {"everybody"}


def test_turns_set_aside_in_the_past_are_named_where_they_decide():
    """A volunteer of one month after the other owes one turn, whatever the printed counts say."""
    given = [(1, date(2026, month, 1)) for month in range(1, 9)]
    found = facts(*TEN[:4], given=given, most=1, **BEFORE)
    [first, *_later] = [one for one in propose(found, 2027).proposed if one.member_id == 1]
    assert first.reason == Reason(WhyProposed.WAITED_LONGEST, by_account=True)
    assert (first.record.turns, first.month) == (8, date(2027, 4, 1))


def eager(*, people=12, months=range(1, 13), **more):
    offers = [(member, date(2027, month, 1)) for member in THREE for month in months]
    return facts(*[person(n) for n in range(1, people + 1)], offers=offers, **more)


def test_the_same_three_who_offer_each_month_leave_nobody_without_a_turn():
    year = propose(eager(), 2027)
    assert [year.turns.get(member) for member in THREE] == [2, 2, 2]
    assert len(year.reached) == 9
    offers = [(m, date(y, n, 1)) for m in THREE for y in (2027, 2028) for n in range(1, 13)]
    given = [Given(one.member_id, one.month) for one in year.proposed]
    after = replace(eager(), offers=frozenset(offers), given=frozenset(given))
    assert year.reached | propose(after, 2028).reached == set(range(1, 13))


def test_the_unit_sets_how_many_turns_volunteers_have_before_the_others():
    found = replace(eager(), volunteer_turns=1)
    assert [propose(found, 2027).turns.get(member) for member in THREE] == [1, 1, 1]


def test_volunteers_go_first_again_once_everybody_has_a_turn():
    given = [(member, date(2027, 1 + member % 6, 1)) for member in range(1, 7)]
    more = [(1, date(2027, 7, 1))]
    found = eager(people=6, months=[8], given=[*given, *more], open_from=date(2027, 8, 1))
    offered = replace(found, offers=frozenset({(1, date(2027, 8, 1))}))
    assert propose_month(offered, date(2027, 8, 1))[0].why is WhyProposed.VOLUNTEERED


def test_a_turn_that_was_put_off_comes_first_in_the_next_month_with_room():
    found = facts(*TEN, offers=[(2, FEBRUARY)], given=[(5, JANUARY)], open_from=FEBRUARY)
    put_off = replace(found, first=frozenset({(9, JANUARY)}))
    [one] = propose_month(put_off, FEBRUARY)
    assert (one.member_id, one.why, one.record.promised) == (9, WhyProposed.PROMISED, JANUARY)
    assert propose_month(put_off, MARCH)[0].why is not WhyProposed.PROMISED


def test_turns_that_are_still_to_come_are_told_as_such():
    found = facts(*TEN[:2], given=[(1, date(2026, 12, 1)), (2, date(2026, 11, 1))], **BEFORE)
    _chosen, records = look_at(found, MARCH)
    seen = {m: (one.turns, one.to_come, one.last_is_to_come) for m, one in records.items()}
    assert seen == {1: (2, 1, True), 2: (2, 1, True)}
    assert [one.last_is_to_come for one in look_at(found, JANUARY)[1].values()] == [False, False]


def test_a_seat_the_chair_chose_against_the_queue_has_no_reason():
    given = [(number, date(2026, number, 1)) for number in range(1, 10)]
    found = facts(*TEN, given=given, **BEFORE)
    chosen = propose(found, 2027, {JANUARY: [9], FEBRUARY: [10]})
    assert [one.member_id for one in chosen.proposed if one.month in (JANUARY, FEBRUARY)] == [10]
