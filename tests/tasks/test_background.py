"""What the tasks do for the cast: one commit an organization, trouble kept to itself."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

import tasks.app
from tests.service.notices.mail_sink import listening
from webapp.core import clock, heartbeat, tenancy
from webapp.core.db import db
from webapp.local.ports import free_port
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.proofs import sealing
from webapp.reminders import service


@pytest.fixture
def day_of_reminders(moment):
    """Mai's draft is due in three days, and Khánh has nobody to report this month."""
    moment(clock.now() + timedelta(days=1))


def count(organization, channel=Channel.APP):
    with tenancy.tenant(organization.id):
        query = select(func.count()).select_from(Notice).where(Notice.channel == channel)
        return db.session.scalar(query)


def test_the_scan_reaches_every_unit_at_work(worker, cast, day_of_reminders):
    worker.tasks["reminders.scan"].apply()
    assert count(cast.k1) == 1
    assert heartbeat.last("reminders.scan") == clock.now()


def test_the_trouble_of_one_organization_does_not_stop_the_next(
    worker, cast, day_of_reminders, monkeypatch
):
    done = []

    def fail_first(scope, today, now):
        done.append(scope.organization_id)
        if len(done) == 1:
            raise RuntimeError("broken")
        return service.Counts()

    monkeypatch.setattr(service, "queue_due", fail_first)
    worker.tasks["reminders.scan"].apply()
    assert len(done) == len(service.units_at_work()) > 1


def test_one_organization_that_cannot_be_sealed_does_not_keep_the_next_from_being_tidied(
    worker, cast, monkeypatch
):
    done = []

    def fail_first(scope):
        done.append(scope.organization_id)
        if len(done) == 1:
            raise RuntimeError("broken")

    monkeypatch.setattr(sealing, "seal_earlier", fail_first)
    ids = [cast.k1.id, cast.k2.id]
    worker.tasks["housekeeping.tidy_organizations"].apply(kwargs={"organization_ids": ids})
    assert done == ids


def test_a_scan_of_a_day_that_is_over_is_left_to_later_ones(worker, cast, day_of_reminders):
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    ids = service.units_at_work()
    worker.tasks["reminders.queue_due"].apply(kwargs={"organization_ids": ids, "day": yesterday})
    assert count(cast.k1) == 0


def test_a_suspended_organization_is_left_in_peace(worker, cast, day_of_reminders):
    db.session.merge(cast.k1).suspended_at = clock.now()
    db.session.commit()
    worker.tasks["reminders.scan"].apply()
    assert count(cast.k1) == 0


def test_waiting_emails_are_found_and_sent(worker, cast, day_of_reminders, app, monkeypatch):
    with listening() as sink:
        monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
        monkeypatch.setitem(app.config, "SMTP_PORT", sink.port)
        worker.tasks["reminders.scan"].apply()
        worker.tasks["notices.deliver_waiting"].apply()
    assert sorted(sink.recipients) == ["khanh@example.vn", "mai@example.vn"]


def test_the_command_does_the_same_without_a_broker(cast, day_of_reminders, app, monkeypatch):
    with listening() as sink:
        monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
        monkeypatch.setitem(app.config, "SMTP_PORT", sink.port)
        runner = app.test_cli_runner()
        first = runner.invoke(args=["reminders", "run-once"])
        second = runner.invoke(args=["reminders", "run-once"])
    assert "reminders written: 2, papers let out: 0, sent: 2" in first.output
    assert "reminders written: 0, papers let out: 0, sent: 0" in second.output
    assert len(sink.messages) == 2


def test_the_command_says_why_no_mail_leaves(cast, day_of_reminders, app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "SMTP_PORT", free_port())
    done = app.test_cli_runner().invoke(args=["reminders", "run-once"])
    assert "sent: 0" in done.output
    assert "the mail server takes nothing since 2026-11-17" in done.output
    assert done.output.rstrip().endswith("unreachable")


def test_a_worker_shows_that_it_lives(worker, cast):
    worker.tasks["health.beat"].apply()
    assert heartbeat.last("worker") == clock.now()


def test_nothing_is_announced_once_a_task_has_ended(worker, cast):
    before = tenancy.bound()
    worker.tasks["reminders.scan"].apply()
    assert tenancy.bound() == before


@pytest.mark.parametrize("size", [0, 1, 100, 101, 250])
def test_chunks_leave_nobody_out(size):
    parts = list(tasks.app.chunks(list(range(size))))
    assert [one for part in parts for one in part] == list(range(size))
    assert all(len(part) <= 100 for part in parts)


def test_celery_is_set_so_that_a_killed_worker_loses_nothing():
    tasks.app.celery.loader.import_default_modules()
    conf = tasks.app.celery.conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_ignore_result
    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
    assert conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]
    limits = [task.time_limit or 0 for task in tasks.app.celery.tasks.values()]
    assert max(limits) < conf.broker_transport_options["visibility_timeout"]
    assert conf.broker_connection_max_retries is None
