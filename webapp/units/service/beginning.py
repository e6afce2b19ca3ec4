"""The first steps of a new unit's chair."""

from collections.abc import Mapping
from typing import Any

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.organizations import queries
from webapp.organizations import service as organizations
from webapp.organizations.settings import CHOSEN


def choose_meeting_day(scope: Scope, wanted: Mapping[str, Any], *, based_on: str) -> None:
    """Store when and where the unit meets; its other settings stay.

    Raises StaleEdit or RuleBroken.
    """
    require(Permission.UNIT_BEGIN, scope)
    own = queries.get_by_id(scope.organization_id).settings
    changed = {name: own.get(name) for name in CHOSEN} | dict(wanted)
    organizations.change_settings(scope, changed, based_on=based_on)


def put_aside(scope: Scope) -> None:
    """No longer show the first steps; a second time changes nothing."""
    require(Permission.UNIT_BEGIN, scope)
    organization = queries.get_by_id(scope.organization_id, for_change=True)
    if organization.is_new:
        organization.is_new = False
        audit.record(scope, AuditEvent.BEGINNING_PUT_ASIDE, organization)
