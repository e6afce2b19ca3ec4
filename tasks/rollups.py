"""Count figures again: what changed within a minute, everything recent once a night."""

from datetime import date

from tasks.app import celery, chunks
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.rollups import service


@celery.task(name="rollups.refresh_stale")
def refresh_stale() -> None:
    """Count the months again that were marked as changed, and the superiors they add up to."""
    service.refresh_stale(now=clock.now())
    heartbeat.beat("rollups.refresh_stale", clock.now())
    db.session.commit()


@celery.task(name="rollups.refresh_night")
def refresh_night() -> None:
    """Have everything recent counted again, whatever was marked or forgotten."""
    day = clock.today().isoformat()
    for organization_ids in chunks(service.organizations_at_work()):
        refresh_organizations.delay(organization_ids=organization_ids, day=day)
    heartbeat.beat("rollups.refresh_night", clock.now())
    db.session.commit()


@celery.task(name="rollups.refresh_organizations")
def refresh_organizations(organization_ids: list[int], day: str) -> None:
    """Count the recent months of some organizations; what changes above them is marked."""
    recent = service.recent_months(date.fromisoformat(day))
    service.refresh_organizations(organization_ids, recent, now=clock.now())
