"""What one person does never makes another late, present, absent from the count, or double.

The histories of `tests/simulation/histories` are played in full by their command, and here a few;
that the comparison would see each kind of wrong is shown by handing it one.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.simulation.histories import playing
from tests.simulation.histories.invariants import Done, Invariant, compare
from tests.simulation.histories.looking import Owed, Seen, fold
from webapp.rollups.measures import Measure
from webapp.web.tenancy import forget_codes

TODAY, NOVEMBER = date(2026, 11, 16), date(2026, 11, 1)
_HISTORIES = 40


def _day(n: int) -> date:
    return TODAY + timedelta(days=n)


def _figures(**counted: int) -> dict[tuple[date, str], int]:
    every = dict.fromkeys(Measure, 5) | {Measure(name): n for name, n in counted.items()}
    return {(NOVEMBER, measure.value): number for measure, number in every.items()}


CALM = Seen({(7, "report:1"): Owed(_day(5), _day(9))}, frozenset(), _figures(), {"mai": 1})
NOBODY = Done(TODAY, frozenset(), exempted=0, to_leaders=False, tapped=frozenset())


@pytest.mark.parametrize(
    ("after", "broken"),
    [
        (CALM, []),
        (replace(CALM, owed={(7, "report:1"): Owed(_day(-1), _day(9))}), ["LATE", "LATE"]),
        (replace(CALM, owed={(7, "report:1"): Owed(_day(2), _day(9))}), ["LATE"]),
        (replace(CALM, owed={(7, "report:1"): Owed(_day(3), _day(9))}), []),
        (replace(CALM, owed={(7, "report:1"): Owed(_day(1), _day(1))}), []),
        (replace(CALM, owed={(7, "report:2"): Owed(_day(-1), None)}), ["LATE"]),
        (replace(CALM, figures=_figures(overdue=6)), ["LATE"]),
        (replace(CALM, figures=_figures(drafts_on_time=4)), ["LATE"]),
        (replace(CALM, figures=_figures(turns_expected=4)), ["EXPECTED"]),
        (replace(CALM, figures=_figures(attendance_base=4)), ["EXPECTED"]),
        (replace(CALM, present=frozenset({(1, 7)})), ["PRESENT"]),
        (replace(CALM, names={"mai": 2}), ["DOUBLE"]),
    ],
)
def test_the_comparison_sees_every_kind_of_wrong(after, broken):
    found = compare(CALM, after, NOBODY)
    assert [one.name for one, _ in found.broken] == broken
    assert found.checks[Invariant.LATE] > 0
    assert found.checks[Invariant.EXPECTED] > 0


def test_what_somebody_does_to_their_own_record_is_theirs():
    late = replace(CALM, owed={(7, "report:1"): Owed(_day(-1), _day(9))})
    own = replace(NOBODY, doers=frozenset({7}))
    assert compare(CALM, late, own).broken == []
    tapped = replace(NOBODY, tapped=frozenset({(1, 7)}))
    assert compare(CALM, replace(CALM, present=frozenset({(1, 7)})), tapped).broken == []
    fewer = replace(CALM, figures=_figures(turns_expected=4))
    assert compare(CALM, fewer, replace(NOBODY, exempted=1)).broken == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đặng Thị Hòa", "Đặng Thị Hoà"), ("Trần Quý", "TRẦN QUÍ"), ("H'Hen Niê", "H\u2019Hen Niê")],
)
def test_names_that_are_spelled_otherwise_are_the_same_to_it(one, other):
    assert fold(one) == fold(other)
    assert fold("Trần Mai") != fold("Trần Mài")


def test_nobody_turns_worse_by_anothers_act(databases, slate, record_property):
    slate.wipe()
    played = playing.play(databases.superuser_url, databases.redis_url, _HISTORIES, 7)
    slate.wipe()
    forget_codes()
    assert played.counts["histories"] == _HISTORIES
    assert played.counts["acts"] > 5 * _HISTORIES
    assert all(played.checks[invariant] > 0 for invariant in Invariant)
    record_property("histories", f"{played.counts['acts']} acts, {dict(played.checks)}")
    assert played.broken == {}, "\n".join(played.lines())
