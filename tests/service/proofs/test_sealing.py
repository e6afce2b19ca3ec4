"""Words that were final before digests get theirs once, and nothing slips in with them."""

import pytest
from sqlalchemy import select

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry, TrailHead
from webapp.core.db import db
from webapp.proofs import queries, sealing
from webapp.proofs.rules import FaultKind
from webapp.proofs.sealed_kinds import SEALED


@pytest.fixture
def earlier(lived, forger):
    """K1 as a migration finds it: final words everywhere, and no digest of any."""
    own = {"org": lived.organization_id}
    for table, change in (
        ("texts", "salt = NULL"),
        ("meetings", "minutes_salt = NULL"),
        ("trail_heads", "awaits_seal = true"),
    ):
        forger.run(f"UPDATE {table} SET {change} WHERE organization_id = %(org)s", **own)
    forger.run("DELETE FROM audit_entries WHERE organization_id = %(org)s AND position > 1", **own)
    forger.run(
        "UPDATE trail_heads h SET position = 1, hash = (SELECT hash FROM audit_entries a"
        " WHERE a.organization_id = h.organization_id AND position = 1)"
        " WHERE organization_id = %(org)s",
        **own,
    )
    db.session.expire_all()
    return lived


def seals():
    query = select(AuditEntry.facts).where(AuditEntry.event == AuditEvent.TEXTS_SEALED)
    return [key for facts in db.session.scalars(query) for key in facts["sealed"]]


def test_until_then_it_is_said_and_nothing_is_called_wrong(earlier):
    check = queries.verify(earlier)
    assert (check.is_whole, check.awaits_seal) == (True, True)


def test_everything_final_is_sealed_once(earlier, forger):
    count = sealing.seal_earlier(earlier)
    db.session.commit()
    check = queries.verify(earlier)
    assert (check.is_whole, check.awaits_seal) == (True, False)
    assert {key.partition(":")[0] for key in seals()} == set(SEALED)
    assert len(seals()) == count
    assert sealing.seal_earlier(earlier) == 0
    forger.run("UPDATE texts SET stored = stored || '.' WHERE salt IS NOT NULL")
    kinds = {fault.kind for fault in queries.verify(earlier).faults}
    assert kinds == {FaultKind.WORDS_CHANGED}


def test_what_an_act_sealed_in_between_keeps_its_digest(earlier, scope_of, cast):
    from tests.service.commitments.year import in_force

    in_force(scope_of(cast.mai), scope_of(cast.hung), "Đúng giờ")
    sealing.seal_earlier(earlier)
    db.session.commit()
    query = select(AuditEntry.facts).where(AuditEntry.event == AuditEvent.COMMITMENT_CONFIRMED)
    by_act = {key for facts in db.session.scalars(query) for key in facts["sealed"]}
    assert by_act
    assert not by_act & set(seals())
    assert queries.verify(earlier).is_whole


def test_what_is_slipped_in_later_is_never_sealed_with_it(lived, forger):
    assert db.session.scalar(select(TrailHead.awaits_seal)) is False
    forger.run(
        "INSERT INTO remarks (organization_id, report_id, version_number, author_id, text_id,"
        " asks_supplement, at) SELECT organization_id, report_id, 1, author_id, text_id, false, at"
        " FROM remarks WHERE organization_id = %(org)s LIMIT 1",
        org=lived.organization_id,
    )
    assert sealing.seal_earlier(lived) == 0
    assert [f.kind for f in queries.verify(lived).faults] == [FaultKind.WORDS_UNRECORDED]


def test_who_lets_it_wait_again_hides_nothing(earlier, forger):
    sealing.seal_earlier(earlier)
    db.session.commit()
    forger.run("UPDATE trail_heads SET awaits_seal = true")
    forger.run("DELETE FROM remarks WHERE id = 1")
    forger.run(
        "INSERT INTO remarks (organization_id, report_id, version_number, author_id, text_id,"
        " asks_supplement, at) SELECT organization_id, report_id, 1, author_id, text_id, false, at"
        " FROM remarks LIMIT 1"
    )
    kinds = [fault.kind for fault in queries.verify(earlier).faults]
    assert kinds == [FaultKind.WORDS_GONE, FaultKind.WORDS_UNRECORDED]
