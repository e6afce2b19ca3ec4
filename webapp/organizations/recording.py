"""Write an act on an organization into its own trail, for its committee to read."""

from dataclasses import dataclass
from typing import Any

from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.service import Actor
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class FromOutside:
    """Whoever acts on one organization without belonging to it: the operator, a superior."""

    organization_id: int
    member_id: int | None = None


def remember(
    organization: Organization, event: AuditEvent, by: Actor | None = None, **facts: Any
) -> None:
    """Write an act into the trail of the organization; somebody's from elsewhere without a name.

    The transaction goes over to the organization.
    """
    is_own = by is not None and by.organization_id == organization.id
    tenancy.enter(organization.id)
    actor = by if by is not None and is_own else FromOutside(organization.id)
    audit.record(actor, event, organization, **{k: v for k, v in facts.items() if v is not None})
    db.session.flush()
