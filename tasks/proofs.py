"""Checkpoints of trails: made once a day for each unit that has them sent, and sent."""

import logging

from flask import current_app

from tasks.app import celery, chunks, for_each
from webapp.accounts.scope import Scope
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.notices.mail import MailSettings
from webapp.notices.mail_server import MailServer
from webapp.proofs import checkpoint_sending, signed_checkpoint

log = logging.getLogger(__name__)


@celery.task(name="proofs.checkpoints")
def checkpoints() -> None:
    """Find the organizations that have checkpoints sent, and have them made and sent."""
    for organization_ids in chunks(checkpoint_sending.wanting()):
        send_checkpoints.apply_async(kwargs={"organization_ids": organization_ids}, expires=600)
    heartbeat.beat("proofs.checkpoints", clock.now())
    db.session.commit()


# As long as letters to members: a mail server may think about one for ten minutes.
@celery.task(name="proofs.send_checkpoints", soft_time_limit=980, time_limit=1_000)
def send_checkpoints(organization_ids: list[int]) -> None:
    """Make the checkpoints of the day that are missing, and send every one that waits."""
    key = signed_checkpoint.key_of(current_app.config.get("CHECKPOINT_KEY") or "")
    if key is None:
        log.error("no checkpoints are made: CHECKPOINT_KEY is not set")
        return
    with MailServer(MailSettings.of(current_app.config)) as server:

        def make_and_send(scope: Scope) -> None:
            checkpoint_sending.make_checkpoint(scope, key, now=clock.now())
            db.session.commit()
            checkpoint_sending.deliver(scope, server, db.session.commit)

        for_each(organization_ids, make_and_send, trouble="checkpoint not sent")
