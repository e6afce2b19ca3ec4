"""The time of nominations: those that are over take effect or lapse, each once."""

import logging

from tasks.app import celery, chunks, organization
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.nominations import queries, service

log = logging.getLogger(__name__)


@celery.task(name="nominations.scan")
def scan() -> None:
    """Find the organizations in which the time of a nomination is over."""
    for organization_ids in chunks(queries.due(clock.now())):
        settle.apply_async(kwargs={"organization_ids": organization_ids}, expires=600)
    heartbeat.beat("nominations.scan", clock.now())
    db.session.commit()


@celery.task(name="nominations.settle")
def settle(organization_ids: list[int]) -> None:
    """Settle what is due in some organizations; a second run finds nothing."""
    for organization_id in organization_ids:
        try:
            with organization(organization_id) as scope:
                if scope is not None:
                    service.settle_due(scope, now=clock.now())
        except Exception:  # one organization's trouble must not keep the others from theirs
            log.exception("nomination not settled", extra={"for": organization_id})
