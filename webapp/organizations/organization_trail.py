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
    """An actor of one organization who does not belong to it; `outside` is None for a timer."""

    organization_id: int
    outside: Outside | None = None
    member_id: int | None = None


def remember(
    organization: Organization,
    event: AuditEvent,
    by: Actor | Outside | None = None,
    **facts: Any,
) -> None:
    """Write an act into the trail of the organization, by a member or by name from outside.

    Enters the organization for the rest of the transaction.
    """
    tenancy.enter(organization.id)
    actor: Actor
    if by is None or isinstance(by, Outside):
        actor = FromOutside(organization.id, by)
    elif by.organization_id == organization.id:
        actor = by
    else:
        actor = FromOutside(organization.id, by.outside)
    audit.record(actor, event, organization, **{k: v for k, v in facts.items() if v is not None})
    db.session.flush()
