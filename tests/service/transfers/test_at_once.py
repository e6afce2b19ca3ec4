"""Two people answer, or one answers while the other takes back, at the very same moment."""

import threading
from contextvars import copy_context

import pytest

from tests.cast import NOW
from tests.service.transfers.moving import (
    TODAY,
    arrivals_in,
    depart,
    departures_in,
    to,
)
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.transfers import arriving, leaving, queries
from webapp.transfers.arriving import Reception
from webapp.transfers.rules import ArrivalState, DepartureState
from webapp.units import queries as units
from webapp.units.service import close

WANTED = Reception(MemberStatus.OFFICIAL, TODAY)


@pytest.fixture
def waiting(cast, scope_of):
    """Bình waits to be received in K2; the identifiers of both rows."""
    departure_id = depart(scope_of(cast.lan), cast.binh, to(cast.k2)).id
    return departure_id, arrivals_in(cast.k2)[0].id


def at_once(app, *acts):
    """Run acts in threads of their own; returns the codes of those that were refused."""
    refused, together = [], threading.Barrier(len(acts))

    def run(scope, act):
        with app.app_context():
            tenancy.bind(scope.organization_id)
            together.wait()
            try:
                act(scope)
                db.session.commit()
            except RuleBroken as error:
                refused.append(error.code)

    db.session.close()
    threads = [threading.Thread(target=copy_context().run, args=(run, *act)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_of_receiving_and_taking_back_one_succeeds(app, cast, scope_of, waiting):
    departure_id, arrival_id = waiting

    def take_back(scope):
        leaving.take_back(scope, queries.get_departure(scope, departure_id), now=NOW)

    def accept(scope):
        arriving.accept(scope, queries.get_arrival(scope, arrival_id), WANTED, now=NOW)

    acts = [(scope_of(cast.lan), take_back), (scope_of(cast.khanh), accept)]
    assert at_once(app, *acts) == ["transfer.answered"]
    states = arrivals_in(cast.k2)[0].state, departures_in(cast.k1)[0].state
    assert states in (
        (ArrivalState.ACCEPTED, DepartureState.ACCEPTED),
        (ArrivalState.CANCELLED, DepartureState.TAKEN_BACK),
    )


def test_of_two_who_answer_one_is_heard(app, cast, scope_of, waiting):
    _departure_id, arrival_id = waiting
    khanh = scope_of(cast.khanh)

    def accept(scope):
        arriving.accept(scope, queries.get_arrival(scope, arrival_id), WANTED, now=NOW)

    def refuse(scope):
        arriving.refuse(scope, queries.get_arrival(scope, arrival_id), now=NOW)

    assert at_once(app, (khanh, accept), (khanh, refuse)) == ["transfer.answered"]
    (arrival,) = arrivals_in(cast.k2)
    assert arrival.state in (ArrivalState.ACCEPTED, ArrivalState.REFUSED)


def test_nobody_leaves_for_a_unit_that_closes_at_the_same_moment(app, cast, scope_of):
    lan, duc = scope_of(cast.lan), scope_of(cast.duc)
    tenancy.bind(duc.organization_id)
    close(duc, units.get_below(duc, "k2"), TODAY, "Quyết định 15", now=NOW)
    refused = []

    def leave():
        with app.app_context(), tenancy.tenant(lan.organization_id):
            try:
                depart(lan, cast.binh, to(cast.k2))
            except RuleBroken as error:
                refused.append(error.code)

    beside = threading.Thread(target=copy_context().run, args=(leave,))
    beside.start()
    beside.join(0.5)
    db.session.commit()
    beside.join(10)
    assert refused == ["transfer.no_such_unit"]
    assert arrivals_in(cast.k2) == []
