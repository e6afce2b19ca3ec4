"""No act uses power over somebody's account or name unnoticed: every one is played and found."""

import pytest
from sqlalchemy import select, update

from tests.service.notices import plays, plays_in_the_name
from tests.service.notices.stage import Stage
from webapp.accounts.models import Membership
from webapp.accounts.queries import task_scope
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices import told_to_all
from webapp.notices.models import Notice
from webapp.notices.power_rules import NO_POWER, TOLD_BY_ITS_PART
from webapp.notices.powers import TOLD
from webapp.notices.rules import ABOUT_POWER, Channel, DeliveryState

PLAYED = plays.PLAYED | plays_in_the_name.PLAYED
KINDS = TOLD | TOLD_BY_ITS_PART
HARMLESS = [event for group in NO_POWER.values() for event in group]


@pytest.fixture
def stage(cast, scope_of):
    """Nobody of K1 wants mail, and the list leads to somebody else's mailbox."""
    scopes = {
        name: scope_of(getattr(cast, name)) for name in ("lan", "dung", "hung", "binh", "khanh")
    }
    tenancy.bind(cast.k1.id)
    others = {"wants_email": False, "email": "bithu.doi@example.vn"}
    db.session.execute(update(Membership).values(**others))
    db.session.commit()
    nobody = task_scope(cast.k1.id)
    ids = {"unit_id": cast.k1.id, "told_id": cast.binh.member_id}
    return Stage(cast, nobody=nobody, **scopes, **ids)


def test_every_act_is_told_or_has_a_reason_not_to_be():
    told = [*TOLD, *TOLD_BY_ITS_PART, *told_to_all.TOLD_TO_ALL]
    assert sorted([*told, *HARMLESS]) == sorted(AuditEvent)


def test_every_act_that_is_told_is_played():
    assert set(PLAYED) == set(KINDS)
    assert set(KINDS.values()) <= ABOUT_POWER


@pytest.mark.parametrize("event", sorted(KINDS))
def test_the_person_is_told_in_the_inbox_and_at_the_accounts_own_address(stage, event, queued):
    PLAYED[event](stage)
    db.session.commit()
    happened = select(AuditEntry.id).where(AuditEntry.event == event)
    assert db.session.scalars(happened).all()
    about = select(Notice).where(
        Notice.organization_id == stage.unit_id,
        Notice.recipient_id == stage.told_id,
        Notice.kind == KINDS[event],
    )
    rows = db.session.scalars(about.execution_options(populate_existing=True)).all()
    assert Channel.APP in {row.channel for row in rows}
    mailed = [row for row in rows if row.channel is Channel.EMAIL]
    assert {row.state for row in mailed} == {DeliveryState.WAITING}
    expected = "bithu.doi@example.vn" if event is AuditEvent.MEMBER_INVITED else "binh@example.vn"
    assert expected in {row.address for row in mailed}
    assert all(row.send_after == row.created_at for row in mailed)
    assert "notices.deliver_waiting" in queued
