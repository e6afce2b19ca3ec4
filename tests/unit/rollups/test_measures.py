"""Every figure is defined, adds up, and names the persons behind it."""

import pytest

from webapp.rollups.measures import (
    DEFINITIONS,
    HEAT,
    NUMBERS,
    PERSON_NEAR,
    SHOWN_ABOVE,
    Kind,
    Measure,
)
from webapp.web.labels_vi.rollups import LABELS


@pytest.mark.parametrize("measure", Measure)
def test_every_figure_says_what_it_counts(measure):
    assert measure in DEFINITIONS, "its definition in rollups/measures.py"
    assert measure.value in LABELS["Measure"], "its label in web/labels_vi/rollups.py"


def test_a_figure_about_persons_names_who_counts_them():
    about_persons = [m for m in Measure if m.value.startswith(("weaknesses", "commend"))]
    assert all(DEFINITIONS[measure].persons for measure in about_persons)


def test_whoever_counts_persons_counts_itself():
    counters = {d.persons for d in DEFINITIONS.values() if d.persons}
    assert all(DEFINITIONS[measure].persons is measure for measure in counters)


def test_a_rate_has_a_denominator_of_the_same_nature():
    pairs = [(m, d.of) for m, d in DEFINITIONS.items() if d.of]
    assert all(DEFINITIONS[m].kind is DEFINITIONS[of].kind for m, of in pairs)


def test_what_is_shown_above_and_speaks_of_persons_stands_behind_the_rule_of_three():
    near = {m for m in SHOWN_ABOVE if DEFINITIONS[m].persons}
    assert near == set(PERSON_NEAR)


def test_the_page_of_a_superior_shows_nothing_beyond_the_list():
    assert set(SHOWN_ABOVE) == {*HEAT, *NUMBERS, *PERSON_NEAR}


def test_stocks_are_read_at_the_end():
    assert DEFINITIONS[Measure.MEMBERS_REACHED].kind is Kind.STOCK
    assert DEFINITIONS[Measure.PRESENTED].kind is Kind.FLOW
