"""A swap that Mai has asked Bình for, and the addresses of requests and turns."""

import pytest
from sqlalchemy import select

from tests.service.requests.conftest import (
    acts,
    ahead,
    binh,
    december,
    events,
    hung,
    lan,
    mai,
    march,
    november,
    place,
    reports,
    told,
)
from webapp.core.db import db
from webapp.plans.models import TurnRequest

__all__ = [
    "acts",
    "ahead",
    "binh",
    "december",
    "events",
    "hung",
    "lan",
    "mai",
    "march",
    "november",
    "place",
    "reports",
    "told",
]


@pytest.fixture
def swap(mai, november, december):
    """Mai has asked Bình to swap November for December."""
    request = mai.ask(november, "swap", "Trùng lịch trực đêm.", other_turn_id=december)
    db.session.commit()
    return request


@pytest.fixture
def at():
    """The address of a request, or of an act on it."""
    return lambda request, act="": f"/o/k1/doi-luot/{request}" + (f"/{act}" if act else "")


@pytest.fixture
def wish():
    """The address of asking for something about a turn."""
    return lambda turn, what: f"/o/k1/doi-luot/luot/{turn}/{what}"


@pytest.fixture
def states():
    """Kind and state of every request, in order."""
    query = select(TurnRequest.kind, TurnRequest.state).order_by(TurnRequest.id)
    return lambda: [(k.value, s.value) for k, s in db.session.execute(query)]
