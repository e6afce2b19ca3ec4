"""The scopes of everybody who has to do with the threads of branch K1."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def who(cast, scope_of):
    """Everybody's scope by given name; asked for before a test writes anything."""
    people = ("lan", "dung", "hung", "mai", "binh", "khanh")
    return SimpleNamespace(**{name: scope_of(getattr(cast, name)) for name in people})
