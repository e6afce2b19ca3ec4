"""The room of branch K1, and addresses in it."""

import pytest

from tests.service.meetings.conftest import room

__all__ = ["here", "room"]


@pytest.fixture
def here(room):
    """The address of something in the meeting."""
    return lambda path="": f"/o/k1/buoi-hop/{room.meeting_id}{path}"
