"""The night's sealing and an act of somebody awake wait for each other, and both are done."""

import time
from contextvars import copy_context
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError

from tests.service.proofs.test_sealing import earlier  # noqa: F401 - a fixture
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.proofs import queries, sealing


def _act(app, scope, ended):
    with app.app_context(), tenancy.tenant(scope.organization_id):
        try:
            audit.record(scope, AuditEvent.SETTINGS_CHANGED, changed={})
            db.session.commit()
            ended.append("act")
        except DBAPIError:
            db.session.rollback()


@pytest.mark.parametrize("step", ["_salt_minutes", "_seal"])
def test_an_act_during_the_sealing_is_done(app, earlier, monkeypatch, step):  # noqa: F811
    before, acts, ended = getattr(sealing, step), [], []

    def act_first(*given):
        if not acts:
            acts.append(Thread(target=copy_context().run, args=(_act, app, earlier, ended)))
            acts[0].start()
            time.sleep(0.5)
        return before(*given)

    monkeypatch.setattr(sealing, step, act_first)
    db.session.commit()
    assert sealing.seal_earlier(earlier) > 0
    db.session.commit()
    acts[0].join(20)
    assert ended == ["act"]
    assert queries.verify(earlier).is_whole
