"""Take the first wall away: the filter, and every kept statement that was composed with it."""

import sys

import pytest
from sqlalchemy import true

from webapp.core import tenancy
from webapp.core.prepared_statements import Prepared


def kept_statements() -> dict[str, Prepared[...]]:
    """Every kept statement, by module and name."""
    modules = [m for name, m in sys.modules.items() if name.startswith(("webapp.", "tests."))]
    found = [(m, n, o) for m in modules for n, o in vars(m).items() if isinstance(o, Prepared)]
    return {f"{module.__name__}.{name}": kept for module, name, kept in found}


def take_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no query filter by organization, until the test ends."""
    monkeypatch.setattr(tenancy, "within", lambda scope, *models: true())
    for kept in set(kept_statements().values()):
        monkeypatch.setattr(kept, "_statement", None)
