"""Units with something due, a slow mail server, and the real wake-up."""

import itertools
from datetime import date, datetime, timedelta

import pytest

from tests import cast as people
from tests.faults.workers import Worker
from tests.service.notices.mail_sink import Sink, listening
from webapp.accounts.queries import task_scope
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.core.working_days import is_working_day
from webapp.notices import service
from webapp.notices.rules import NoticeKind
from webapp.organizations.rules import OrganizationKind

_wake = queue.wake


@pytest.fixture
def waking(monkeypatch, queued):
    """Wake-ups go to the real broker again."""
    monkeypatch.setattr(queue, "wake", _wake)
    monkeypatch.setattr(queue, "_resting_until", 0.0)


@pytest.fixture
def units(clean):
    """Some units below one superior, each with some members; a function of both numbers."""

    def found(how_many, members):
        above = people.found(None, OrganizationKind.COMMITTEE, "tren", "Đảng bộ trên")
        made = {}
        for number in range(how_many):
            unit = people.found(
                above, OrganizationKind.PARTY_BRANCH, f"c{number}", f"Chi bộ {number}"
            )
            made[unit.id] = [
                people.join(unit, f"Người Số {i}", f"n{i}.c{number}@example.vn", None)
                for i in range(members)
            ]
        return made

    return found


def last_working_morning() -> datetime:
    """A moment before now at which mail may leave, whatever day the tests run on."""
    day = clock.today() - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return clock.from_hanoi(day, 9)


@pytest.fixture
def let_wait():
    """Have one e-mail wait for each member of the units."""

    def announce(units):
        for organization_id, members in units.items():
            with tenancy.tenant(organization_id):
                scope = task_scope(organization_id)
                for member_id in members:
                    service.announce(
                        scope,
                        # What tells of power leaves at any hour, whenever the tests run.
                        NoticeKind.ENTERED_FOR,
                        to=member_id,
                        subject=f"report:{member_id}",
                        due_on=date(2026, 11, 16),
                        now=last_working_morning(),
                        useful_until=clock.now() + timedelta(days=30),
                    )
                db.session.commit()

    return announce


@pytest.fixture
def sink():
    """A mail server that keeps what it gets."""
    with listening() as listener:
        yield listener


@pytest.fixture
def start_worker(databases, sink: Sink, tmp_path):
    """Start a worker; every one still alive at the end is killed."""
    started = []
    numbers = itertools.count()

    def start():
        started.append(Worker(databases, sink.port, tmp_path / f"worker{next(numbers)}.log"))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
