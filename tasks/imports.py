"""Lists of members from spreadsheets: read what waits, write what was confirmed."""

from tasks.app import celery, organization
from webapp.core import clock, heartbeat
from webapp.core.db import db
from webapp.imports import applying, claims, preview


@celery.task(name="imports.scan")
def scan() -> None:
    """Wake a worker for every import that waits, also for what a killed one left behind."""
    for organization_id, import_id, to_apply in claims.waiting(clock.now()):
        task = apply if to_apply else read
        task.apply_async(
            kwargs={"organization_id": organization_id, "import_id": import_id}, expires=60
        )
    heartbeat.beat("imports.scan", clock.now())
    db.session.commit()


@celery.task(name="imports.read")
def read(organization_id: int, import_id: int) -> None:
    """Read one file and keep its preview; what is read already stays as it is."""
    with organization(organization_id) as scope:
        if scope is not None:
            preview.read(scope, import_id, now=clock.now(), commit=db.session.commit)


@celery.task(name="imports.apply")
def apply(organization_id: int, import_id: int) -> None:
    """Take one confirmed list over; what is taken over already stays as it is."""
    with organization(organization_id) as scope:
        if scope is not None:
            applying.apply(scope, import_id, now=clock.now(), commit=db.session.commit)
