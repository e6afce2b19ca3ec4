"""What forms read the same way everywhere."""

import pytest

from webapp.web.forms import number_in


@pytest.mark.parametrize(("typed", "number"), [("7", 7), (7, 7), ("0", 0), ("9" * 17, 10**17 - 1)])
def test_a_number_is_read(typed, number):
    assert number_in(typed) == number


@pytest.mark.parametrize("typed", [None, "", "abc", "-7", "7.5", "²", "٧", "9" * 18, "9" * 5000])
def test_anything_else_is_nobody(typed):
    assert number_in(typed) == 0
