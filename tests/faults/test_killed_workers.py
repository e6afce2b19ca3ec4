"""No reminder is lost although workers are killed at any moment; repeats are counted."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
import redis
from sqlalchemy import create_engine, text

from tests.faults.workers import wait_for
from webapp.accounts.queries import task_scope
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.texts import service as texts
from webapp.texts.models import TextKind

pytestmark = [pytest.mark.faults, pytest.mark.real_time]

KILLS = 12
#: At these kills a whole worker ends and the broker forgets everything.
WHOLE_WORKERS = (3, 7)
REMINDERS = 200
#: Longer than wake-ups rest after one that a busy machine's broker did not take in time.
PATIENCE = 90


def scalar(url, statement, **values):
    """One value, seen across all tenants."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement), values).scalar()
    engine.dispose()
    return found


def mails(databases, state):
    where = "WHERE channel = 'email' AND state = :state"
    return scalar(databases.backup_url, f"SELECT count(*) FROM notices {where}", state=state)


class SlowSink:
    """Makes the sink keep a message a while before it says so: the moment that costs a repeat."""

    def __init__(self, sink):
        keep = sink.handle_DATA

        async def handle(server, session, envelope):
            answer = await keep(server, session, envelope)
            await asyncio.sleep(0.02)
            return answer

        sink.handle_DATA = handle


def test_two_hundred_reminders_survive_killed_workers_and_a_flushed_broker(
    units, let_wait, waking, start_worker, sink, databases, record_property
):
    let_wait(units(4, REMINDERS // 4))
    SlowSink(sink)
    broker = redis.Redis.from_url(databases.redis_url)
    workers = [start_worker(), start_worker()]
    wait_for(lambda: all(worker.is_ready for worker in workers), 60, "the start of the workers")
    for kill in range(KILLS):
        before = len(sink.messages)
        progress = partial(_ask, lambda before=before: len(sink.messages) >= before + 8)
        wait_for(progress, PATIENCE, f"sending before kill {kill + 1}")
        if kill in WHOLE_WORKERS:
            workers.pop(0).kill()
            broker.flushdb()
            workers.append(start_worker())
        for worker in workers:
            worker.kill_child()
    wait_for(partial(_ask, lambda: mails(databases, "sent") == REMINDERS), PATIENCE, "the end", 0.3)

    ids = Counter(message["Message-ID"] for message in sink.messages)
    repeats = sum(ids.values()) - len(ids)
    for name, figure in (
        ("reminders", REMINDERS),
        ("rounds of killed workers", KILLS),
        ("lost", REMINDERS - len(ids)),
        ("sent more than once", repeats),
    ):
        record_property(name, figure)
    assert len(ids) == REMINDERS
    assert len({message["To"] for message in sink.messages}) == REMINDERS
    assert mails(databases, "waiting") == 0
    # At most what was on its way in each of two senders; it carries the same identifier.
    assert repeats <= 2 * KILLS


def _ask(done):
    """Do what the timetable does every few seconds, then look."""
    if done():
        return True
    queue.wake("notices.deliver_waiting", {})
    return done()


def weaknesses_due_today(made):
    for organization_id, (member_id,) in made.items():
        with tenancy.tenant(organization_id):
            scope = task_scope(organization_id)
            db.session.add(
                Weakness(
                    organization_id=organization_id,
                    member_id=member_id,
                    source=WeaknessSource.MEETING,
                    state=WeaknessState.OPEN,
                    pointed_out_on=clock.today() - timedelta(days=60),
                    due_on=clock.today(),
                    text_id=texts.keep(scope, TextKind.WEAKNESS, "Còn ngại góp ý."),
                )
            )
            db.session.commit()


def units_reminded(databases):
    return scalar(
        databases.backup_url,
        "SELECT count(DISTINCT organization_id) FROM notices WHERE kind = 'remedy_due'",
    )


def test_a_worker_killed_in_the_middle_of_the_scan_loses_nothing(
    units, waking, start_worker, databases
):
    made = units(12, 1)
    weaknesses_due_today(made)
    blocked = sorted(made)[6]
    holder = create_engine(databases.superuser_url)
    with holder.connect() as connection:
        _hold_back(connection, blocked, made[blocked][0])
        worker = start_worker()
        wait_for(lambda: worker.is_ready, 40, "the start of a worker")
        wait_for(lambda: queue.wake("reminders.scan", {}), PATIENCE, "a wake-up")
        wait_for(lambda: _somebody_waits(databases), 30, "the scan reaching the seventh unit")
        worker.kill_child()
        assert units_reminded(databases) == 6
        connection.rollback()
    holder.dispose()
    # Nobody asks again: the task was not done, so it comes back by itself.
    wait_for(lambda: units_reminded(databases) == 12, 30, "the next scan")
    total = scalar(databases.backup_url, "SELECT count(*) FROM notices WHERE channel = 'app'")
    distinct = scalar(
        databases.backup_url,
        "SELECT count(DISTINCT (organization_id, kind, subject, recipient_id, due_on))"
        " FROM notices WHERE channel = 'app'",
    )
    assert total == distinct


def _hold_back(connection, organization_id, member_id):
    """Write the notice the scan is about to write, and leave it open: the scan must wait."""
    connection.execute(
        text(
            "INSERT INTO notices (organization_id, kind, subject, recipient_id, due_on, channel,"
            " state, created_at) SELECT organization_id, 'remedy_due', 'weakness:' || id,"
            " member_id, due_on, 'app', 'shown', now() FROM weaknesses"
            " WHERE organization_id = :organization AND member_id = :member"
        ),
        {"organization": organization_id, "member": member_id},
    )


def _somebody_waits(databases):
    return scalar(
        databases.superuser_url,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND wait_event_type = 'Lock'",
    )
