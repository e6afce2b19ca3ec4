"""Running any task three times leaves the database as running it once."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, func, select, text

import tasks.app
from tests import cast as people
from tests.as_owner import change_account
from tests.service.imports.lists import xlsx
from tests.service.notices.mail_sink import listening
from webapp.accounts.models import AccountSession, RoleGrant
from webapp.accounts.rules import Role
from webapp.core import clock, stale_months, tenancy
from webapp.core.db import Base, db
from webapp.imports import preview
from webapp.imports import service as imports
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState, Proposer
from webapp.proofs import checkpoint_address

tasks.app.celery.loader.import_default_modules()
tasks.app.celery.finalize()

# Other tests may have registered tasks of theirs in the same process.
NAMES = sorted(
    name for name, task in tasks.app.celery.tasks.items() if task.__module__.startswith("tasks.")
)


def arguments(name, cast):
    """A sample of what each task is given; a task without one takes nothing."""
    everywhere = [organization.id for organization in cast.organizations.values()]
    return {
        "reminders.queue_due": {
            "organization_ids": everywhere,
            "day": clock.today().isoformat(),
        },
        "transfers.tell": {"organization_id": cast.k1.id},
        "imports.read": {"organization_id": cast.k1.id, "import_id": 1},
        "imports.apply": {"organization_id": cast.k1.id, "import_id": 2},
        "nominations.settle": {"organization_ids": everywhere},
        "notices.deliver": {"organization_ids": everywhere},
        "housekeeping.tidy_organizations": {"organization_ids": everywhere},
        "proofs.send_checkpoints": {"organization_ids": everywhere},
        "rollups.refresh_organizations": {
            "organization_ids": everywhere,
            "day": clock.today().isoformat(),
        },
    }.get(name, {})


def everything(databases):
    """All rows of all tables, as a role that sees every tenant."""
    engine = create_engine(databases.backup_url)
    with engine.connect() as connection:
        tables = {
            table: sorted(
                str(row) for row in connection.execute(text(f'SELECT t::text FROM "{table}" t'))
            )
            for table in Base.metadata.tables
        }
    engine.dispose()
    return tables


def _nomination(cast):
    """In K2, whose chair can't come in, the time of what the operator proposed is over."""
    change_account(cast.khanh.account_id, disabled_at=people.NOW)
    db.session.add(
        Nomination(
            organization_id=cast.k2.id,
            member_id=cast.kien.member_id,
            proposer=Proposer.OPERATOR,
            proposer_name="Cao Thị Vân",
            proposed_at=people.NOW - timedelta(days=3),
            effective_at=people.NOW,
        )
    )


def _lists(lan):
    """One list that waits to be read, and one that was confirmed."""
    content, now = xlsx([["Lê Văn An"]], ["Họ tên"]), clock.now()
    imports.ask_to_read(lan, "mot.xlsx", content, now=now)
    confirmed = imports.ask_to_read(lan, "hai.xlsx", content, now=now)
    preview.read(lan, confirmed.id, now=now, commit=db.session.commit)
    imports.ask_to_apply(lan, confirmed, seen=1, now=now)


@pytest.fixture
def busy(cast, scope_of, moment, app):
    """A day on which every task finds something to do."""
    moment(clock.now() + timedelta(days=1))
    with tenancy.tenant(cast.k1.id):
        stale_months.mark(scope_of(cast.lan), people.MONTH)
        checkpoint_address.choose(
            scope_of(cast.lan), "luu@example.vn", based_on="", now=clock.now()
        )
        db.session.add(
            AccountSession(
                account_id=cast.mai.account_id,
                token_hash=b"old",
                created_at=people.NOW - timedelta(days=9),
                seen_at=people.NOW - timedelta(days=9),
                expires_at=people.NOW - timedelta(days=8),
            )
        )
        _lists(scope_of(cast.lan))
        db.session.commit()
    with tenancy.tenant(cast.k2.id):
        _nomination(cast)
        db.session.commit()
    with listening() as sink:
        app.config["SMTP_HOST"], before = "127.0.0.1", app.config["SMTP_PORT"]
        app.config["SMTP_PORT"] = sink.port
        yield sink
        app.config["SMTP_PORT"] = before


@pytest.mark.parametrize("name", NAMES)
def test_three_times_is_as_good_as_once(name, worker, cast, busy, databases):
    task = worker.tasks[name]
    worker.tasks["reminders.scan"].apply()
    task.apply(kwargs=arguments(name, cast))
    once, sent = everything(databases), len(busy.messages)
    task.apply(kwargs=arguments(name, cast))
    task.apply(kwargs=arguments(name, cast))
    assert everything(databases) == once
    assert len(busy.messages) == sent


def test_every_entry_of_the_timetable_is_a_task():
    assert {entry["task"] for entry in tasks.app.celery.conf.beat_schedule.values()} <= set(NAMES)


def test_what_is_woken_by_name_is_a_task():
    woken = {"notices.deliver_waiting", "rollups.refresh_stale", "imports.read", "imports.apply"}
    assert woken <= set(NAMES)


def test_the_scan_settles_what_is_due_and_once(worker, cast, busy):
    def look():
        with tenancy.tenant(cast.k2.id):
            held = select(func.count()).select_from(RoleGrant)
            states = db.session.scalars(select(Nomination.state)).all()
            return states, db.session.scalar(held.where(RoleGrant.role == Role.CHAIR))

    assert look() == ([NominationState.WAITING], 1)
    for _ in range(3):
        worker.tasks["nominations.scan"].apply()
        assert look() == ([NominationState.IN_FORCE], 2)
