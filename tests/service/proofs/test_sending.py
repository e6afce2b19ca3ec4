"""The checkpoint of a day: made once, signed, sent to where the chair chose, with no words."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from tests.service.notices.mail_sink import listening, mail_settings
from tests.service.notices.secure_server import saying
from tests.service.notices.test_slow_mail_servers import slowly
from webapp.audit import queries as trail
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.local.ports import free_port
from webapp.notices.mail_server import MailServer
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.proofs import checkpoint_address, checkpoint_sending, queries, signed_checkpoint
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.rules import FaultKind

KEY = signed_checkpoint.key_of("a key for the tests that is long enough")


@pytest.fixture
def sink():
    with listening() as opened:
        yield opened


@pytest.fixture
def chosen(cast, lan):
    """Lan has the checkpoints of K1 sent."""
    checkpoint_address.choose(lan, "Luu@Example.vn", based_on="", now=clock.now())
    db.session.commit()
    return lan


def made():
    return db.session.scalars(
        select(TrailCheckpoint)
        .order_by(TrailCheckpoint.day)
        .execution_options(populate_existing=True)
    ).all()


def send(scope, sink):
    with MailServer(sink.settings) as server:
        return checkpoint_sending.deliver(scope, server, db.session.commit)


def test_nothing_is_made_until_somebody_chose_an_address(lan, cast):
    assert checkpoint_sending.wanting() == []
    assert checkpoint_sending.make_checkpoint(lan, KEY, now=clock.now()) is False
    assert made() == []


def test_a_day_has_one_checkpoint_of_the_newest_entry(chosen):
    assert checkpoint_sending.wanting() == [chosen.organization_id]
    assert checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now()) is True
    assert checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now()) is False
    (one,) = made()
    head = trail.head(chosen)
    assert (one.position, one.hash, one.email) == (head.position, head.hash, "luu@example.vn")
    assert (
        checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now() + timedelta(days=1)) is True
    )


def test_the_statement_is_signed_and_short_enough_for_mail(chosen):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    statement = made()[0].statement
    assert max(map(len, statement.splitlines())) < 78
    lines = [line for line in statement.splitlines() if not line.startswith("signature")]
    signature = bytes.fromhex("".join(re.findall(r"^signature: (\w+)$", statement, re.M)))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed_checkpoint.public_key(KEY)))
    public.verify(signature, "\n".join(lines).encode())
    with pytest.raises(InvalidSignature):
        public.verify(signature, "\n".join(lines).replace("entry: ", "entry: 1").encode())


def test_it_is_sent_once_and_carries_nothing_but_numbers(lived, sink):
    checkpoint_address.choose(lived, "luu@example.vn", based_on="", now=clock.now())
    checkpoint_sending.make_checkpoint(lived, KEY, now=clock.now())
    assert (send(lived, sink), send(lived, sink)) == (1, 0)
    (message,) = sink.messages
    assert sink.recipients == ["luu@example.vn"]
    body = message.get_content()
    assert made()[0].statement in body.replace("\r\n", "\n")
    assert made()[0].state is DeliveryState.SENT
    for words in ("nghiêm túc", "phát biểu", "Bản đầu", "Mai", "Bình"):
        assert words not in body


def test_a_server_that_is_away_or_says_later_is_asked_again(chosen, sink, moment):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    with MailServer(mail_settings(free_port())) as away:
        assert checkpoint_sending.deliver(chosen, away, db.session.commit) == 0
    assert (made()[0].state, made()[0].tries) == (DeliveryState.WAITING, 0)
    moment(clock.now() + timedelta(minutes=2))
    sink.answer = lambda recipient: "450 later"
    assert send(chosen, sink) == 0
    assert (made()[0].tries, made()[0].reason) == (1, "smtp 450")
    moment(clock.now() + timedelta(minutes=5))
    sink.answer = lambda recipient: None
    assert send(chosen, sink) == 1


def test_a_server_that_never_answers_gets_it_less_often_each_time(chosen, moment):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    with saying(partial(slowly, pause=0, verdict=None)) as told:
        settings = replace(mail_settings(told.port), patience=0.3)
        for tries, minutes in ((1, 1), (2, 5)):
            with MailServer(settings) as server:
                assert checkpoint_sending.deliver(chosen, server, db.session.commit) == 0
                assert checkpoint_sending.deliver(chosen, server, db.session.commit) == 0
            (row,) = made()
            assert (row.tries, row.reason) == (tries, "no answer")
            assert row.send_after == clock.now() + timedelta(minutes=minutes)
            moment(row.send_after)


def test_a_refusal_for_good_is_kept_and_shown(chosen, sink):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    sink.answer = lambda recipient: "550 no"
    assert send(chosen, sink) == 0
    assert (made()[0].state, made()[0].reason) == (DeliveryState.BOUNCED, "smtp 550")


def test_what_waits_for_an_address_given_up_is_not_sent(chosen, sink):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    checkpoint_address.choose(chosen, "", based_on="luu@example.vn", now=clock.now())
    assert send(chosen, sink) == 0
    assert (made()[0].state, sink.messages) == (DeliveryState.SKIPPED, [])
    assert checkpoint_sending.wanting() == []


def test_a_change_of_the_address_is_remembered_and_told_to_the_committee(chosen, cast):
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.position.desc())).first()
    assert entry.event is AuditEvent.SETTINGS_CHANGED
    assert entry.facts == {"changed": {"checkpoint_mail": [None, "luu@example.vn"]}}
    query = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.CHECKPOINT_ADDRESS_CHANGED, Notice.channel == Channel.APP
    )
    told = {cast.dung.member_id, cast.hung.member_id}
    assert set(db.session.scalars(query)) == told
    assert (
        checkpoint_address.choose(
            chosen, "luu@example.vn", based_on="luu@example.vn", now=clock.now()
        )
        is False
    )


def test_what_is_no_address_a_stale_page_and_others_are_refused(chosen, hung, mai):
    for typed in ("luu", "lưu@example.vn", "luu@example.vn, khac@example.vn"):
        with pytest.raises(RuleBroken) as broken:
            checkpoint_address.choose(chosen, typed, based_on="luu@example.vn", now=clock.now())
        assert broken.value.code == "email.wrong"
    with pytest.raises(StaleEdit):
        checkpoint_address.choose(chosen, "moi@example.vn", based_on="", now=clock.now())
    for scope in (hung, mai):
        with pytest.raises(NotVisible):
            checkpoint_address.choose(
                scope, "moi@example.vn", based_on="luu@example.vn", now=clock.now()
            )
    assert checkpoint_address.address_of(chosen) == "luu@example.vn"


def test_a_cut_that_hides_every_other_trace_is_found_by_the_checkpoint(chosen, forger):
    checkpoint_sending.make_checkpoint(chosen, KEY, now=clock.now())
    db.session.commit()
    own = {"org": chosen.organization_id}
    forger.run("DELETE FROM audit_entries WHERE organization_id = %(org)s", **own)
    forger.run("DELETE FROM trail_heads WHERE organization_id = %(org)s", **own)
    assert [f.kind for f in queries.verify(chosen).faults] == [FaultKind.CHECKPOINT_DIFFERS]
