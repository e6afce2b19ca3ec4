"""Whatever is sent to whatever address or form: an answer, and never a failure of the service.

Forms and addresses are found in the pages and in the map of addresses: a new one joins by itself.
`python -m tests.simulation.fuzz` tries everything with everything.
"""

import pytest

from tests.tenancy.planted import plant
from tests.web.fuzz import course
from tests.web.fuzz.visitor import Tally, Visitor, keep_nothing


@pytest.fixture
def hostile(app, cast):
    """A visitor of each kind, whose requests are all counted together."""
    hooks = app.after_request_funcs[None]
    before = list(hooks)
    ids, tally = plant(cast), Tally()
    keep_nothing(app)
    people = [cast.people.get(name) if name else None for name in course.PEOPLE]
    yield [Visitor(app, person, ids, tally) for person in people], tally
    hooks[:] = before


def test_no_form_breaks_the_service(hostile, app, record_property):
    visitors, tally = hostile
    course.forms(app, visitors, tally, thorough=False)
    record_property("bad input into forms", str(tally))
    assert tally.failures == []
    assert len(tally.forms) > 80
    # Most are refused for what was typed, not because nobody let the visitor in.
    assert tally.statuses[422] + tally.statuses[303] > tally.statuses[404]


def test_no_address_breaks_the_service(hostile, app, record_property):
    visitors, tally = hostile
    course.addresses(app, visitors, thorough=False)
    record_property("bad addresses", str(tally))
    assert tally.failures == []


def test_no_argument_of_an_address_breaks_the_service(hostile, record_property):
    visitors, tally = hostile
    course.arguments(visitors, thorough=False)
    record_property("bad arguments", str(tally))
    assert tally.failures == []
