"""The rounds of an evening: each unit that chose so gets its checkpoint once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.service.notices.mail_sink import listening
from webapp.core import clock, heartbeat, tenancy
from webapp.core.db import db
from webapp.proofs import checkpoint_address
from webapp.proofs.models import TrailCheckpoint


@pytest.fixture
def sink(app, cast, scope_of, monkeypatch):
    """K1 and K2 have checkpoints sent; what arrives."""
    for person in (cast.lan, cast.khanh):
        with tenancy.tenant(person.organization.id):
            code = person.organization.code
            checkpoint_address.choose(
                scope_of(person), f"{code}@example.vn", based_on="", now=clock.now()
            )
            db.session.commit()
    with listening() as opened:
        monkeypatch.setitem(app.config, "SMTP_HOST", "127.0.0.1")
        monkeypatch.setitem(app.config, "SMTP_PORT", opened.port)
        yield opened


def test_several_rounds_send_one_letter_to_each_that_chose(worker, sink, moment):
    for _ in range(3):
        worker.tasks["proofs.checkpoints"].apply()
    assert sorted(sink.recipients) == ["k1@example.vn", "k2@example.vn"]
    assert heartbeat.last("proofs.checkpoints") == clock.now()
    moment(clock.now() + timedelta(days=1))
    worker.tasks["proofs.checkpoints"].apply()
    assert len(sink.messages) == 4


def test_the_trouble_of_one_unit_does_not_stop_the_next(worker, sink, cast):
    sink.answer = lambda recipient: "550 no" if recipient.startswith("k1") else None
    worker.tasks["proofs.checkpoints"].apply()
    assert sink.recipients == ["k2@example.vn"]


def test_without_a_key_none_is_made(worker, sink, cast, app, monkeypatch):
    monkeypatch.setitem(app.config, "CHECKPOINT_KEY", "")
    worker.tasks["proofs.checkpoints"].apply()
    assert sink.messages == []
    with tenancy.tenant(cast.k1.id):
        assert db.session.scalars(select(TrailCheckpoint)).all() == []
