"""Branch K1 with every kind of final words."""

import pytest

from tests.simulation.sealed_life import live_once


@pytest.fixture(scope="session")
def kept_life():
    """What K1 lived through in the first test of this worker; empty until then."""
    return []


@pytest.fixture
def lived(cast, scope_of, moment, slate, kept_life):
    """K1 after some months; returns Lan's scope."""
    live_once(kept_life, slate, cast, scope_of, moment)
    return scope_of(cast.lan)
