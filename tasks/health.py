"""A sign of life: a worker that is connected but silent shows here and nowhere else."""

from tasks.app import celery
from webapp.core import clock, heartbeat
from webapp.core.db import db


@celery.task(name="health.beat")
def beat() -> None:
    """Write down that a worker took a task and reached the database."""
    heartbeat.beat("worker", clock.now())
    db.session.commit()
