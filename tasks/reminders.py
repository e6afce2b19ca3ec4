"""The scan for due reminders: chunks of organizations, one commit for each of them."""

import logging
from datetime import date

from tasks.app import celery, chunks, for_each
from webapp.accounts.scope import Scope
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.reminders import service

log = logging.getLogger(__name__)


@celery.task(name="reminders.scan")
def scan() -> None:
    """Look for due reminders in every organization, a hundred at a time."""
    day = clock.today().isoformat()
    for organization_ids in chunks(service.units_at_work()):
        queue_due.delay(organization_ids=organization_ids, day=day)
    heartbeat.beat("reminders.scan", clock.now())
    db.session.commit()


@celery.task(name="reminders.queue_due")
def queue_due(organization_ids: list[int], day: str) -> None:
    """Write the reminders due on a day; a day that is over is left to the scans after it."""
    if date.fromisoformat(day) != clock.today():
        return
    total = service.Counts()

    def queue(scope: Scope) -> None:
        nonlocal total
        total += service.queue_due(scope, date.fromisoformat(day), clock.now())

    for_each(organization_ids, queue, trouble="reminders not queued")
    log.info("reminders queued", extra={"new": total.queued, "released": total.released})
