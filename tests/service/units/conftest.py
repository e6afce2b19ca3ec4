"""Đức acts for the superior DB; what is looked at afterwards is looked at from inside."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Select, inspect

from tests.service.units import joining
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization


@pytest.fixture
def duc(cast, scope_of) -> Iterator[Any]:
    """Đức's scope, with his organization announced."""
    scope = scope_of(cast.duc)
    with tenancy.tenant(cast.db.id):
        yield scope


@pytest.fixture
def unit(duc) -> Callable[[Any], Organization]:
    """The stored row of an organization of the cast."""
    return lambda place: db.session.get_one(Organization, place.id)


@pytest.fixture
def rows(databases) -> Callable[[Any, Select[Any]], list[Any]]:
    """`rows(place, query)`: what a query finds from inside an organization."""

    def look(place: Any, query: Select[Any]) -> list[Any]:
        db.session.commit()
        with tenancy.tenant(inspect(place).identity[0]):
            return [tuple(row) for row in db.session.execute(query)]

    return look


@pytest.fixture
def two(cast: Any, scope_of: Any) -> Any:
    """K2 with what is open in it, about to be merged into K1."""
    return joining.lay(cast, scope_of)
