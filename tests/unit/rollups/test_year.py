"""A branch's year: what adds up, what stands at the end, what the year before was like."""

from datetime import date

from webapp.rollups import year_figures
from webapp.rollups.measures import Measure

M = Measure


def month(number, of=2026):
    return date(of, number, 1)


def test_what_flows_adds_up_and_what_stands_is_read_at_the_end():
    facts = {
        month(1): {M.PRESENTED: 2, M.WEAKNESSES_OPEN: 5},
        month(2): {M.PRESENTED: 1, M.WEAKNESSES_OPEN: 3},
        month(3): {M.PRESENTED: 1, M.WEAKNESSES_OPEN: 9},
    }
    until = month(2)
    totals = [year_figures.total(facts, 2026, until, m) for m in (M.PRESENTED, M.WEAKNESSES_OPEN)]
    assert totals == [3, 3]


def test_a_year_without_figures_is_nought():
    assert year_figures.total({}, 2026, month(12), M.WEAKNESSES_OPEN) == 0


def test_a_month_that_was_never_counted_has_no_figures():
    rows = year_figures.rows({month(3): {M.TURNS_EXPECTED: 2}}, 2026)
    assert [bool(row.figures) for row in rows] == [number == 3 for number in range(1, 13)]


def test_a_quarter_is_missing_its_session_only_once_it_is_over():
    facts = {month(2): {M.THEMATIC_HELD: 1}, month(12): {M.THEMATIC_PLANNED: 1}}
    found = year_figures.quarters(facts, 2026, month(11))
    assert [(q.held, q.planned, q.is_over) for q in found] == [
        (True, False, True),
        (False, False, True),
        (False, False, True),
        (False, True, False),
    ]


def test_years_are_compared_over_the_same_months():
    facts = {
        month(1): {M.PRESENTED: 2, M.TURNS_EXPECTED: 2},
        month(1, 2025): {M.PRESENTED: 1, M.TURNS_EXPECTED: 2},
        month(12, 2025): {M.PRESENTED: 9, M.TURNS_EXPECTED: 9},
    }
    presented = year_figures.comparison(facts, 2026, month(11))[0]
    assert (presented.value, presented.of, presented.value_before, presented.of_before) == (
        (2, 2, 1, 2)
    )


def test_without_figures_of_the_year_before_nothing_is_compared():
    assert year_figures.comparison({month(1): {M.PRESENTED: 2}}, 2026, month(11)) == []
