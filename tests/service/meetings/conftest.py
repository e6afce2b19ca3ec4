"""The room of branch K1, with Mai's report agreed to."""

import pytest

from tests.service.meetings.room import Room, make_ready


@pytest.fixture
def room(cast, scope_of, moment):
    """Everybody in their places; nothing called yet."""
    make_ready(cast.report)
    cast.__dict__["report_id"] = cast.report.id
    return Room(cast, scope_of, moment)
