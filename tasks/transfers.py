"""Tell units of members who come to them, and of answers about those who left."""

from tasks.app import celery, organization
from webapp.core import clock
from webapp.transfers import telling


@celery.task(name="transfers.tell")
def tell(organization_id: int) -> None:
    """Write the notices of one organization; the nightly tidying finds what a lost call missed."""
    with organization(organization_id) as scope:
        if scope is not None:
            telling.tell(scope, now=clock.now())
