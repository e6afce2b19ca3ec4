"""The year an address asks for."""

import pytest

from webapp.web.query_arguments import year_in

#: What people, or programs, write where a year is asked for.
NONE = ["", "abc", "27", "20270", "-202", "0000", "1999", "2101", "²⁰²⁷", "٢٠٢٥"]


@pytest.mark.parametrize("typed", ["2000", "2027", "2100"])
def test_a_year_there_are_pages_for_is_taken(typed):
    assert year_in(typed, 2026) == int(typed)


@pytest.mark.parametrize("typed", NONE)
def test_anything_else_is_the_other_year(typed):
    assert year_in(typed, 2026) == 2026
