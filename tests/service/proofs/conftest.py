"""Branch K1 with every kind of final words."""

import pytest

from tests.simulation.sealed_life import live


@pytest.fixture
def lived(cast, scope_of, moment):
    """K1 after some months; returns Lan's scope."""
    live(cast, scope_of, moment)
    return scope_of(cast.lan)
