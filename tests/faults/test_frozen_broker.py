"""A frozen broker never slows a page, and what it did not hear is delivered by the scan."""

import os
import signal
import time
from types import SimpleNamespace

import pytest

from tests.faults.workers import wait_for
from webapp.core import queue
from webapp.core.db import db
from webapp.local.valkey import ValkeyServer

pytestmark = [pytest.mark.faults, pytest.mark.real_time]


@pytest.fixture
def broker(app, waking, monkeypatch, tmp_path):
    """A broker of our own, and the wake-ups pointed at it."""
    server = ValkeyServer(tmp_path / "valkey", "secret", tmp_path / "valkey.log", durable=False)
    child = server.start()
    server.wait_until_ready(child)
    pointed = SimpleNamespace(config={"REDIS_URL": server.url}, extensions={})
    queue.init_app(pointed)
    monkeypatch.setattr(app, "extensions", app.extensions | pointed.extensions)
    yield child
    os.kill(child.pid, signal.SIGCONT)
    child.ask_to_end()
    child.end(5)


def seconds_to_commit():
    """How long a request waits for its wake-up."""
    queue.after_commit("notices.deliver_waiting")
    began = time.monotonic()
    db.session.commit()
    return time.monotonic() - began


@pytest.mark.parametrize("connected", [True, False], ids=["connected before", "never connected"])
def test_a_frozen_broker_costs_one_short_wait_and_then_none(clean, broker, connected):
    if connected:
        seconds_to_commit()
    os.kill(broker.pid, signal.SIGSTOP)
    first = seconds_to_commit()
    later = [seconds_to_commit() for _ in range(20)]
    assert first < 1
    assert max(later) < 0.2


def test_the_wake_up_works_again_once_the_broker_does_and_the_rest_is_over(
    clean, broker, monkeypatch
):
    os.kill(broker.pid, signal.SIGSTOP)
    assert queue.wake("notices.deliver_waiting", {}) is False
    os.kill(broker.pid, signal.SIGCONT)
    assert queue.wake("notices.deliver_waiting", {}) is False
    monkeypatch.setattr(queue, "_resting_until", 0.0)
    wait_for(lambda: queue.wake("notices.deliver_waiting", {}), 10, "a wake-up")


def test_what_a_frozen_broker_did_not_hear_is_delivered_all_the_same(
    app, units, let_wait, broker, sink, monkeypatch
):
    os.kill(broker.pid, signal.SIGSTOP)
    let_wait(units(2, 3))
    monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "SMTP_PORT", sink.port)
    done = app.test_cli_runner().invoke(args=["reminders", "run-once"])
    assert done.exit_code == 0, done.output
    assert len(sink.messages) == 6
