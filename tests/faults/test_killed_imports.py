"""A worker killed while it reads or writes a list: nothing is lost, nothing is there twice."""

import pytest
from sqlalchemy import create_engine, text

from tests import cast as people
from tests.faults.workers import wait_for
from tests.service.imports.lists import member_list, xlsx
from webapp.accounts.rules import Role
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.imports import service
from webapp.organizations.rules import OrganizationKind

pytestmark = [pytest.mark.faults, pytest.mark.real_time]

SIZE, FAULTY = 400, 20


@pytest.fixture
def chair(clean):
    """Somebody who leads a unit of their own."""
    above = people.found(None, OrganizationKind.COMMITTEE, "tren", "Đảng bộ trên")
    unit = people.found(above, OrganizationKind.PARTY_BRANCH, "c1", "Chi bộ Một")
    account = people.account("Nguyễn Thị Lan", "lan@example.vn")
    member = people.join(unit, "Nguyễn Thị Lan", "lan@example.vn", account, Role.CHAIR)
    person = people.Person("Nguyễn Thị Lan", unit, account, member, "lan@example.vn")
    tenancy.bind(unit.id)
    return people.scope_of(person)


class Look:
    """What the database says, seen by the superuser while workers live and die."""

    def __init__(self, databases):
        self._engine = create_engine(databases.superuser_url)

    def __call__(self, statement):
        with self._engine.begin() as connection:
            found = connection.execute(text(statement))
            return found.scalar() if found.returns_rows else None

    def hold(self, table):
        """Keep a table to oneself, so that whoever writes there must wait."""
        connection = self._engine.connect()
        connection.execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
        return connection

    def state(self):
        return self("SELECT state FROM member_imports")

    def somebody_waits(self):
        return self(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )

    def writers_of(self, table):
        return self(
            "SELECT count(*) FROM pg_locks WHERE mode = 'RowExclusiveLock'"
            f" AND relation = CAST('{table}' AS regclass)"
        )

    def end_leases(self):
        """Let the time of a lease pass at once."""
        self("UPDATE member_imports SET lease_until = now() - interval '1 second'")

    def close(self):
        self._engine.dispose()


@pytest.fixture
def look(databases):
    looking = Look(databases)
    yield looking
    looking.close()


def _scan_until(look, state):
    def reached():
        queue.wake("imports.scan", {})
        return look.state() == state

    wait_for(reached, 40, f"the state {state}", every=0.4)


def _kill_while_writing_to(look, table, worker):
    """Hold a table back, wake the worker, and end it when it stands before the table."""
    with look.hold(table) as holder:
        queue.wake("imports.scan", {})
        wait_for(look.somebody_waits, 30, f"the worker reaching {table}")
        worker.kill_child()
        # The server notices that nobody is there any more once it has the table.
        holder.rollback()
    wait_for(lambda: not look.writers_of(table), 20, "the end of its transaction")


def test_a_list_survives_workers_killed_while_they_read_and_while_they_write(
    chair, waking, start_worker, look
):
    made = member_list(SIZE, FAULTY)
    worker = start_worker()
    wait_for(lambda: worker.is_ready, 60, "the start of a worker")
    row = service.ask_to_read(chair, "danh sach.xlsx", xlsx(made.rows), now=clock.now())
    import_id = row.id
    queue._resting_until = float("inf")  # the wake-up of the act itself is lost
    db.session.commit()
    queue._resting_until = 0.0

    _kill_while_writing_to(look, "import_pages", worker)
    assert (look.state(), look("SELECT count(*) FROM import_pages")) == ("reading", 0)
    look.end_leases()
    _scan_until(look, "previewed")
    assert look("SELECT new_count FROM member_imports") == SIZE - FAULTY

    row = db.session.get(type(row), (chair.organization_id, import_id), populate_existing=True)
    service.ask_to_apply(chair, row, seen=row.revision, now=clock.now())
    queue._resting_until = float("inf")
    db.session.commit()
    queue._resting_until = 0.0

    _kill_while_writing_to(look, "membership_statuses", worker)
    assert (look.state(), look("SELECT count(*) FROM memberships")) == ("applying", 1)
    look.end_leases()
    _scan_until(look, "done")
    assert look("SELECT count(*) FROM memberships") == SIZE - FAULTY + 1
    assert look("SELECT count(*) FROM membership_statuses") == SIZE - FAULTY + 1
    assert look("SELECT count(DISTINCT email) FROM memberships") == SIZE - FAULTY + 1
    assert look("SELECT count(*) FROM audit_entries WHERE event = 'members_imported'") == 1
