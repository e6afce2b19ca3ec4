"""Count figures again: what changed within a minute, everything recent once a night."""

from tasks.app import celery
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.rollups import service


@celery.task(name="rollups.refresh_stale")
def refresh_stale() -> None:
    """Count the months again that were marked as changed."""
    service.refresh_stale()
    heartbeat.beat("rollups.refresh_stale", clock.now())
    db.session.commit()


@celery.task(name="rollups.refresh_night")
def refresh_night() -> None:
    """Count everything recent afresh, whatever was marked or forgotten."""
    service.refresh_all(clock.today())
    heartbeat.beat("rollups.refresh_night", clock.now())
    db.session.commit()
