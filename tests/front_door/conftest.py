"""The service behind its proxy, for all tests of a worker that go through it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.front_door import nginx
from tests.front_door.house import House, open_house


@pytest.fixture(scope="session")
def house(databases: Any) -> Iterator[House]:
    """Web server and proxy on this worker's database."""
    nginx.require()
    # Not in pytest's own folder: only its owner may enter, and nginx's workers are somebody else.
    with (
        tempfile.TemporaryDirectory(prefix="house-") as folder,
        open_house(databases, Path(folder)) as opened,
    ):
        yield opened
