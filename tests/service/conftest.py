"""The cast as acts see them; a folder that needs more of somebody names its own fixture."""

from typing import Any

import pytest


@pytest.fixture
def lan(cast: Any, scope_of: Any) -> Any:
    """Lan, who chairs K1."""
    return scope_of(cast.lan)


@pytest.fixture
def hung(cast: Any, scope_of: Any) -> Any:
    """Hùng of the committee of K1."""
    return scope_of(cast.hung)


@pytest.fixture
def mai(cast: Any, scope_of: Any) -> Any:
    """Mai, who is on turn in K1."""
    return scope_of(cast.mai)


@pytest.fixture
def binh(cast: Any, scope_of: Any) -> Any:
    """Bình, a member of K1."""
    return scope_of(cast.binh)
