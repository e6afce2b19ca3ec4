"""Remove what has had its time (sign-ins, tries, form keys, links, lists); count members again.

Notices about transfers whose wake-up was lost are written here.
"""

import logging
from datetime import datetime, timedelta

from tasks.app import celery, chunks, for_each
from webapp.accounts import expiry
from webapp.accounts.members import service as members
from webapp.accounts.scope import Scope
from webapp.core import clock, heartbeat, idempotency
from webapp.core.db import db
from webapp.imports import service as imports
from webapp.organizations import queries as organizations
from webapp.proofs import sealing
from webapp.transfers import telling
from webapp.unsent import service as unsent

log = logging.getLogger(__name__)

#: A form left open longer than this is too old to be sent twice by mistake.
KEYS_KEPT = timedelta(days=7)


@celery.task(name="housekeeping.tidy")
def tidy() -> None:
    """Remove expired rows that belong to nobody, and have those of each organization removed."""
    expiry.forget_expired(clock.now())
    for organization_ids in chunks(organizations.all_ids()):
        tidy_organizations.delay(organization_ids=organization_ids)
    heartbeat.beat("housekeeping.tidy", clock.now())
    db.session.commit()


@celery.task(name="housekeeping.tidy_organizations")
def tidy_organizations(organization_ids: list[int]) -> None:
    """Remove expired invitations, form keys, imports and drafts of organizations; count members."""
    now = clock.now()
    for_each(organization_ids, lambda scope: _tidy(scope, now), trouble="organization not tidied")


def _tidy(scope: Scope, now: datetime) -> None:
    expiry.forget_invitations(scope, now)
    idempotency.forget_before(scope, now - KEYS_KEPT)
    imports.forget_old(scope, now=now)
    removed, left = unsent.forget_old(scope, now=now)
    if removed or left:
        log.info("unsent forms tidied", extra={"removed": removed, "left": left})
    members.count_members(scope, clock.today())
    telling.tell(scope, now=now)
    sealing.seal_earlier(scope)
