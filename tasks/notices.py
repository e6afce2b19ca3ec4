"""Send waiting e-mails: find whose wait, spread them over chunks of organizations."""

import logging
from datetime import timedelta

from flask import current_app

from tasks.app import celery, chunks, organization
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.notices import delivery
from webapp.notices.mail import MailSettings
from webapp.notices.mail_server import MailServer
from webapp.reminders import service as reminders

log = logging.getLogger(__name__)


@celery.task(name="notices.deliver_waiting")
def deliver_waiting() -> None:
    """Find the organizations whose e-mails may leave, and have them sent."""
    for organization_ids in chunks(delivery.waiting_organizations(clock.now())):
        deliver.apply_async(kwargs={"organization_ids": organization_ids}, expires=60)
    heartbeat.beat("notices.deliver_waiting", clock.now())
    db.session.commit()


# The last letter may be begun when the time to begin is over, and a mail server may think about it
# for ten minutes; a task that is ended meanwhile sends it once more.
@celery.task(name="notices.deliver", soft_time_limit=980, time_limit=1_000)
def deliver(organization_ids: list[int]) -> None:
    """Send what waits in some organizations over one connection to the mail server."""
    terms = delivery.Terms(
        commit=db.session.commit,
        outdated=reminders.outdated,
        lease=timedelta(seconds=current_app.config.get("MAIL_LEASE_SECONDS", 120)),
        until=clock.now() + delivery.BEGINS_FOR,
    )
    with MailServer(MailSettings.of(current_app.config)) as server:
        for organization_id in organization_ids:
            try:
                with organization(organization_id) as scope:
                    done = delivery.deliver(scope, server, terms) if scope is not None else None
            except Exception:  # one organization's trouble must not keep the others from theirs
                log.exception("e-mails not sent", extra={"for": organization_id})
                continue
            if done and done["away"]:
                return
