"""The time of nominations: those that are over take effect or lapse, each once."""

from tasks.app import celery, chunks, for_each
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.nominations import queries, service


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
    for_each(
        organization_ids,
        lambda scope: service.settle_due(scope, now=clock.now()),
        trouble="nomination not settled",
    )
