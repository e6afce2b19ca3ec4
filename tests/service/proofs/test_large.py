"""A trail of years is checked in little memory and little time."""

import time
import tracemalloc

import pytest
from sqlalchemy import func, select

from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.proofs import queries, sealing
from webapp.reports.models import Remark

#: Of words and of entries, many more than are looked at in one go.
MANY = 2_000


@pytest.fixture
def years(lan, cast, forger):
    """A branch with thousands of remarks, sealed, and thousands of entries."""
    own = {"org": lan.organization_id, "many": MANY}
    forger.run("SET session_replication_role = origin")
    forger.run(
        "INSERT INTO audit_entries (organization_id, at, event, facts)"
        " SELECT %(org)s, now(), 'signed_in', '{}' FROM generate_series(1, %(many)s)",
        **own,
    )
    forger.run(
        "WITH written AS (INSERT INTO texts (organization_id, kind, stored)"
        "  SELECT %(org)s, 'remark', repeat('Nội dung dài. ', 100)"
        "  FROM generate_series(1, %(many)s)"
        "  RETURNING id)"
        " INSERT INTO remarks (organization_id, report_id, version_number, author_id, text_id,"
        "  asks_supplement, at) SELECT %(org)s, %(report)s, 1, %(author)s, id, false, now()"
        " FROM written",
        report=cast.report.id,
        author=lan.member_id,
        **own,
    )
    forger.run("SET session_replication_role = replica")
    forger.run("UPDATE trail_heads SET awaits_seal = true")
    sealing.seal_earlier(lan)
    db.session.commit()
    return lan


def test_memory_stays_small_and_every_row_is_looked_at(years, forger, record_property):
    assert db.session.scalar(select(func.count()).select_from(Remark)) == MANY
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) > MANY
    tracemalloc.start()
    assert queries.verify(years).is_whole
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * 1024 * 1024
    began = time.process_time()
    assert queries.verify(years).is_whole
    spent = time.process_time() - began
    record_property("audit verify", f"{MANY} texts and entries: {spent:.1f} s, {peak >> 20} MiB")
    forger.run("UPDATE texts SET stored = '' WHERE id = (SELECT max(text_id) FROM remarks)")
    assert queries.verify(years).count == 1
