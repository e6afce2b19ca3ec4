"""A store of counts that is frozen or gone slows no page; each process counts for itself then."""

import os
import signal
import time

import pytest

from tests.conftest import CastClient, browser_of, settings_for_tests
from tests.faults.workers import wait_for
from webapp import create_app
from webapp.core.db import db
from webapp.local.ports import free_port
from webapp.local.valkey import ValkeyServer
from webapp.web import limits
from webapp.web.limits import Group

pytestmark = [pytest.mark.faults, pytest.mark.real_time]

PAGE = "/o/k1/thanh-vien/ban-in"
ALLOWED = 30


@pytest.fixture
def store(tmp_path):
    """A store of our own, which may be frozen."""
    server = ValkeyServer(tmp_path / "valkey", "secret", tmp_path / "valkey.log", durable=False)
    child = server.start()
    server.wait_until_ready(child)
    yield server, child
    os.kill(child.pid, signal.SIGCONT)
    child.ask_to_end()
    child.end(5)


@pytest.fixture
def made(databases, monkeypatch, cast):
    """The application over a store, with one small group."""
    group = Group("export", f"{ALLOWED}/hour", "", ("accounts.print_members",))
    monkeypatch.setattr(limits, "GROUPS", (group,))
    applications = []

    def make(redis_url):
        settings = settings_for_tests(databases.app_url, redis_url)
        application = create_app({**settings, "RATELIMIT_ENABLED": True})
        application.test_client_class = CastClient
        applications.append(application)
        return application, browser_of(application, cast.lan)

    yield make
    for application in applications:
        with application.app_context():
            db.engine.dispose()


def seconds(client):
    began = time.monotonic()
    status = client.get(PAGE).status_code
    return time.monotonic() - began, status


@pytest.mark.parametrize("connected", [True, False], ids=["connected before", "never connected"])
def test_a_frozen_store_costs_one_short_wait_and_then_none(made, store, connected, record_property):
    server, child = store
    _application, client = made(server.url)
    if connected:
        seconds(client)
    usual = min(seconds(browser)[0] for browser in [client] * 3) if connected else 0.1
    os.kill(child.pid, signal.SIGSTOP)
    first, status = seconds(client)
    later = [seconds(client) for _ in range(ALLOWED - 10)]
    assert status == 200
    assert first < 1.5
    assert {status for _time, status in later} == {200}
    slow = [spent for spent, _status in later if spent > usual + 0.24]
    assert len(slow) <= 1
    record_property("page over a frozen store, s", f"{sorted(s for s, _ in later)[10]:.3f}")


def test_while_the_store_is_away_the_process_counts_for_itself(made):
    _application, client = made(f"redis://127.0.0.1:{free_port()}/0")
    statuses = [seconds(client)[1] for _ in range(ALLOWED + 5)]
    assert statuses == [200] * ALLOWED + [429] * 5


def test_once_the_store_answers_again_it_counts_again(made, store, monkeypatch):
    server, child = store
    application, client = made(server.url)
    os.kill(child.pid, signal.SIGSTOP)
    seconds(client)
    extension = application.extensions["limits"]
    assert extension.limiter.storage is not extension.storage
    os.kill(child.pid, signal.SIGCONT)
    seconds(client)
    assert extension.limiter.storage is not extension.storage
    monkeypatch.setattr(extension.storage, "_resting_until", 0.0)

    def is_back():
        seconds(client)
        return extension.limiter.storage is extension.storage

    wait_for(is_back, 10, "counting in the store", every=0.3)
