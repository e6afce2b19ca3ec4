"""Counting of statements for the pages of figures."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.counting import Statements, counter
from webapp.core.db import db


@pytest.fixture
def statements(app) -> Callable[[], AbstractContextManager[Statements]]:
    """A context that keeps the statements sent inside it."""
    return counter(db.engine)
