"""Write an act on an organization into its own trail, for its committee to read."""

from dataclasses import dataclass
from typing import Any

from webapp.audit import service as audit
from webapp.audit.actors import Outside
from webapp.audit.events import AuditEvent
from webapp.audit.service import Actor
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class FromOutside:
    """Whoever acts on one organization without belonging to it; nobody for a timer."""

    organization_id: int
    outside: Outside | None = None
    member_id: int | None = None


def remember(
    organization: Organization,
    event: AuditEvent,
    by: Actor | Outside | None = None,
    **facts: Any,
) -> None:
    """Write an act into the trail of the organization, with the name of whoever acts.

    The transaction goes over to the organization.
    """
    tenancy.enter(organization.id)
    actor = _seen_from(organization, by)
    audit.record(actor, event, organization, **{k: v for k, v in facts.items() if v is not None})
    db.session.flush()


def _seen_from(organization: Organization, by: Actor | Outside | None) -> Actor:
    """Whoever acts, as a member where they are one and by name where they aren't."""
    if by is None or isinstance(by, Outside):
        return FromOutside(organization.id, by)
    if by.organization_id == organization.id:
        return by
    return FromOutside(organization.id, by.outside)
