"""How a month looks from above, and which unit stands first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core import clock
from webapp.rollups import rules
from webapp.rollups.measures import Measure
from webapp.rollups.rules import EMPTY, Attention, Cell, MonthState, YearRow

S = MonthState
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("expected", "in_order", "overdue", "late", "planned", "held", "state"),
    [
        (2, 2, 0, 0, 0, 0, S.FULL),
        (2, 1, 0, 0, 0, 0, S.IN_PROGRESS),
        (2, 0, 0, 0, 0, 0, S.IN_PROGRESS),
        (2, 1, 1, 1, 0, 0, S.PARTLY),
        (2, 0, 2, 1, 0, 0, S.MISSING),
        (2, 0, 1, 1, 0, 0, S.MISSING),
        (0, 0, 0, 1, 0, 0, S.MISSING),
        (0, 0, 0, 0, 1, 0, S.THEMATIC),
        (0, 0, 0, 0, 0, 1, S.THEMATIC),
        (0, 0, 0, 1, 1, 0, S.MISSING),
        (1, 1, 0, 0, 0, 1, S.FULL),
        (0, 0, 0, 0, 0, 0, S.NOT_DUE),
    ],
)
def test_how_a_month_stands(expected, in_order, overdue, late, planned, held, state):
    found = rules.cell(expected, in_order, overdue, late, planned, held)
    assert (found.state, found.in_order, found.expected) == (state, in_order, expected)


@pytest.mark.parametrize(
    ("expected", "in_order", "late", "postponed", "withdrawn", "later", "missed", "state"),
    [
        (2, 1, 0, 1, 0, 0, 0, S.POSTPONED),
        (2, 1, 0, 0, 1, 0, 0, S.POSTPONED),
        (3, 1, 1, 1, 0, 0, 0, S.PARTLY),
        (2, 1, 0, 0, 0, 1, 0, S.GIVEN_LATER),
        (3, 1, 0, 0, 0, 1, 0, S.IN_PROGRESS),
        (0, 0, 1, 0, 0, 0, 1, S.UNHELD),
        (2, 0, 1, 0, 0, 0, 1, S.MISSING),
    ],
)
def test_what_was_put_off_and_what_was_not_held_say_so(
    expected, in_order, late, postponed, withdrawn, later, missed, state
):
    planned = missed
    more = (postponed, withdrawn, later, 0, missed)
    assert rules.cell(expected, in_order, 0, late, planned, 0, *more).state is state


def test_a_month_nobody_counted_is_not_due():
    assert rules.cell_of({}).state is EMPTY.state


def test_a_month_is_read_from_its_figures():
    figures = {Measure.TURNS_EXPECTED: 2, Measure.IN_ORDER: 1, Measure.OVERDUE: 1}
    assert rules.cell_of(figures) is rules.cell(2, 1, 1, *[0] * 8)


def row(name, **months):
    cells = [months.get(f"m{number}", EMPTY) for number in range(1, 13)]
    return YearRow(1, name, name, tuple(cells))


FULL, SHORT = Cell(S.FULL, 2, 2), Cell(S.PARTLY, 1, 2)
ON_THE_WAY, MISSING = Cell(S.IN_PROGRESS, 0, 2), Cell(S.MISSING, 0, 2)


def test_a_month_on_the_way_counts_neither_for_nor_against_a_unit():
    assert row("a", m1=FULL, m10=SHORT, m11=ON_THE_WAY).due == (3, 4)


def test_a_unit_with_nothing_due_is_not_among_the_worst():
    assert row("a").share == 1.0


def test_late_units_stand_first_then_those_with_the_smallest_share():
    units = [
        row("full", m1=FULL),
        row("late now", m1=FULL, m11=MISSING),
        row("short before", m1=MISSING),
        row("a full one", m1=FULL),
    ]
    ordered = [one.name for one in rules.worst_first(units, NOVEMBER)]
    assert ordered == ["late now", "short before", "a full one", "full"]


@pytest.mark.parametrize(
    ("months", "reasons"),
    [
        ({"m11": MISSING}, [Attention.LATE]),
        ({"m10": SHORT, "m11": MISSING}, [Attention.TWO_MONTHS]),
        ({"m10": MISSING}, []),
    ],
)
def test_why_a_unit_needs_attention(months, reasons):
    found = rules.attention(row("a", **months), NOVEMBER, thematic_missing=True, quarter_ends=False)
    assert found == reasons


def test_a_missing_thematic_session_is_a_reason_once_the_quarter_ends():
    found = rules.attention(row("a"), NOVEMBER, thematic_missing=True, quarter_ends=True)
    assert found == [Attention.THEMATIC]


PUT_OFF = rules.cell(2, 1, 0, 0, 0, 0, 1)
UNHELD = rules.cell(0, 0, 0, 1, 1, 0, missed=1)
UNASSIGNED = rules.cell(1, 0, 0, 1, 0, 0, unassigned=1)


@pytest.mark.parametrize(
    ("months", "thematic_missing", "reasons"),
    [
        ({"m11": UNHELD}, True, [Attention.UNHELD]),
        ({"m10": UNHELD}, True, [Attention.UNHELD]),
        ({"m10": UNHELD}, False, []),
        ({"m9": UNHELD}, True, []),
        ({"m3": UNASSIGNED}, False, [Attention.UNASSIGNED]),
        ({"m10": PUT_OFF, "m11": MISSING}, False, [Attention.LATE, Attention.POSTPONED]),
        ({"m12": PUT_OFF}, False, []),
    ],
)
def test_what_was_planned_and_did_not_happen_is_a_reason_until_it_has(
    months, thematic_missing, reasons
):
    missing = {"thematic_missing": thematic_missing, "quarter_ends": False}
    assert rules.attention(row("a", **months), NOVEMBER, **missing) == reasons


def test_a_year_counts_what_was_put_off_as_not_in_order():
    assert row("a", m1=FULL, m2=PUT_OFF).due == (3, 4)


@given(
    st.lists(st.sampled_from(["in_order", "going", "late", "foreseen"]), min_size=1, max_size=6),
    st.data(),
)
def test_no_turn_put_off_makes_a_month_greener(turns, data):
    """A cell of some turns, one after another put off: never complete, never less expected."""
    before = _cell_of(turns)
    for _ in turns:
        place = data.draw(st.integers(0, len(turns) - 1))
        turns[place] = data.draw(st.sampled_from(["postponed", "withdrawn"]))
        after = _cell_of(turns)
        assert after.expected == before.expected
        assert after.state not in (S.FULL, S.GIVEN_LATER, S.IN_PROGRESS)
        whole, part = row("a", m1=after), row("a", m1=before)
        assert whole.share <= part.share
        before = after


def _cell_of(turns):
    late = turns.count("late")
    foreseen = turns.count("foreseen")
    return rules.cell(
        len(turns),
        turns.count("in_order"),
        late,
        int(late + foreseen > 0),
        0,
        0,
        turns.count("postponed"),
        turns.count("withdrawn"),
        0,
        foreseen,
    )


def test_january_has_no_month_before_it_in_its_year():
    assert not row("a", m1=MISSING).is_late_twice(date(2026, 1, 1))


@pytest.mark.parametrize(("month", "start"), [(1, 1), (3, 1), (4, 4), (11, 10), (12, 10)])
def test_a_quarter_begins_with_its_first_month(month, start):
    assert clock.months_of_quarter(date(2026, month, 1))[0] == date(2026, start, 1)


@pytest.mark.parametrize(
    ("year", "month"), [(2026, NOVEMBER), (2025, date(2025, 12, 1)), (2027, NOVEMBER)]
)
def test_a_year_gone_by_is_seen_from_its_december(year, month):
    assert rules.shown_month(year, date(2026, 11, 16)) == month


@pytest.mark.parametrize(
    ("year", "today", "over"),
    [
        (2026, date(2026, 12, 1), date(2026, 11, 1)),
        (2026, date(2026, 1, 31), None),
        (2025, date(2026, 1, 31), date(2025, 12, 1)),
    ],
)
def test_a_year_is_compared_up_to_the_last_month_that_is_over(year, today, over):
    assert rules.month_over(year, today) == over
