"""A part of the loss matrix: nothing typed is lost, shown to another or called kept too early.

`python -m tests.simulation.losing` plays all of it.
"""

import time

import pytest

from tests.browser.losing.course import run
from tests.browser.losing.scenarios import all_of_them
from tests.browser.losing.scriptless import SCENARIOS
from tests.browser.losing.stage import set_up

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

#: A draft of its writer, and a text that saves itself.
TWO = ("followups.point_out", "reports.submit")
#: The scenario every form goes through.
CHEAPEST = "offline"


@pytest.fixture(scope="module")
def stage(browser):
    with set_up(browser) as made:
        yield made


def of(stage, names):
    return [form for form in stage.forms if form.name in names]


def test_nothing_is_lost_whatever_happens(stage, record_property):
    began = time.monotonic()
    two = [form for form in stage.forms if form.name in TWO]
    found = run(stage, forms=two, hung_for=1)
    seconds = time.monotonic() - began
    record_property("two long forms", f"{len(found.cells)} cells in {seconds:.0f} s")
    assert len(found.cells) == len(TWO) * (len(all_of_them()) + len(SCENARIOS))
    assert found.faults == []


def test_no_form_loses_anything_without_network(stage, record_property):
    began = time.monotonic()
    found = run(stage, lambda name: name == CHEAPEST)
    seconds = time.monotonic() - began
    record_property("long forms offline", f"{len(found.cells)} in {seconds:.0f} s")
    assert len(found.cells) >= 30
    assert found.faults == []
