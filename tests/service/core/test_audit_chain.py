"""The trail of acts is chained and never changed, whoever tries."""

import hashlib
import threading

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db


def entries():
    query = select(AuditEntry).order_by(AuditEntry.position)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_each_entry_carries_the_hash_of_the_one_before(cast, scope_of):
    lan = scope_of(cast.lan)
    for event in (AuditEvent.SIGNED_IN, AuditEvent.MONTH_PLANNED, AuditEvent.MEETING_CALLED):
        audit.record(lan, event)
        db.session.flush()
    db.session.commit()
    kept = entries()
    assert [e.position for e in kept] == [1, 2, 3]
    assert kept[0].previous_hash == b""
    assert [e.previous_hash for e in kept[1:]] == [e.hash for e in kept[:-1]]
    assert all(len(e.hash) == hashlib.sha256().digest_size for e in kept)


def test_entries_written_at_once_make_one_chain(app, cast, scope_of):
    lan = scope_of(cast.lan)

    def write():
        with app.app_context(), tenancy.tenant(lan.organization_id):
            for _ in range(10):
                audit.record(lan, AuditEvent.SIGNED_IN)
                db.session.commit()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = entries()
    assert [e.position for e in kept] == list(range(1, 41))
    assert [e.previous_hash for e in kept[1:]] == [e.hash for e in kept[:-1]]


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit_entries SET event = 'signed_in'", "DELETE FROM audit_entries"],
)
def test_not_even_the_owner_changes_an_entry(cast, scope_of, databases, change):
    audit.record(scope_of(cast.lan), AuditEvent.MONTH_PLANNED)
    db.session.commit()
    engine = create_engine(databases.superuser_url)
    with engine.begin() as connection, pytest.raises(DBAPIError, match="never changed"):
        connection.execute(text(change))
    engine.dispose()
