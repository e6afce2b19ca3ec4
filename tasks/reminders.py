"""The scan for due reminders: chunks of organizations, one commit for each of them."""

import logging
from datetime import date

from tasks.app import celery, chunks, organization
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
    for organization_id in organization_ids:
        try:
            with organization(organization_id) as scope:
                if scope is not None:
                    total += service.queue_due(scope, date.fromisoformat(day), clock.now())
        except Exception:  # one organization's trouble must not keep the others from theirs
            log.exception("reminders not queued", extra={"for": organization_id})
    log.info("reminders queued", extra={"new": total.queued, "released": total.released})
