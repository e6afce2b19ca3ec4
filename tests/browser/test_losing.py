"""A part of the loss matrix: nothing typed is lost, shown to another or called kept too early.

`python -m tests.simulation.losing` plays all of it.
"""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.losing.course import WITHOUT, run
from tests.browser.losing.desk import Desk
from tests.browser.losing.scenarios import all_of_them
from tests.browser.losing.scriptless import SCENARIOS
from tests.browser.losing.stage import rest, set_up

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
    found = run(stage, lambda name: name.startswith(WITHOUT), two)
    for number, scenario in enumerate(one.name for one in all_of_them()):
        if scenario != CHEAPEST:
            some = run(stage, scenario.__eq__, [two[number % 2]], hung_for=1)
            found.cells.update(some.cells)
    seconds = time.monotonic() - began
    record_property("two long forms", f"{len(found.cells)} cells in {seconds:.0f} s")
    assert len(found.cells) == len(TWO) * len(SCENARIOS) + len(all_of_them()) - 1
    assert found.faults == []


def test_no_poll_leads_away_from_what_is_typed(stage):
    room = next(form for form in stage.forms if form.name == "meetings.record_opinion")
    desk = Desk(stage, room)
    desk.open()
    desk.type()
    stage.end_sign_ins()
    with desk.page.expect_response(lambda answer: answer.status == 401 and "?v=" in answer.url):
        desk.page.evaluate("htmx.trigger('[data-poll]', 'refresh')")
    rest(desk.page, 1)
    assert desk.page.url.endswith(room.address)
    expect(desk.page.locator(f"{room.selector} .is-unsaved")).to_contain_text("đã hết")
    desk.close()


def test_no_form_loses_anything_without_network(stage, record_property):
    began = time.monotonic()
    found = run(stage, lambda name: name == CHEAPEST)
    seconds = time.monotonic() - began
    record_property("long forms offline", f"{len(found.cells)} in {seconds:.0f} s")
    assert len(found.cells) >= 30
    assert found.faults == []
