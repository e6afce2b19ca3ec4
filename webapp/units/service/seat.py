"""The empty seat of a unit below: what its superior's chair sees of it, and may propose."""

from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.errors import NotVisible
from webapp.nominations import seat_from_outside
from webapp.nominations import service as nominations
from webapp.nominations.rules import Proposer
from webapp.nominations.seat_from_outside import SeatFromOutside
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.units.open_counts import scope_in
from webapp.units.service.locking import lock_units


def seat_from_above(scope: Scope, unit: Organization, *, now: datetime) -> SeatFromOutside:
    """Where the seat of a unit stands, without a name; for the chair of its superior.

    Raises NotVisible, StaleEdit for a unit that is closed.
    """
    require(Permission.ROLES_GRANT, scope)
    tree_service.refuse_closed(unit)
    with tenancy.elsewhere(unit.id):
        return seat_from_outside.seat_from_outside(scope_in(unit, scope), scope.account_id, now=now)


def propose_chair(
    scope: Scope, unit: Organization, full_name: str, email: str, *, now: datetime
) -> None:
    """Propose a member of a unit whose seat is empty and in which nobody can do so.

    Raises RuleBroken or StaleEdit, and NotVisible for all but the chair of the superior.
    """
    _lock(scope, unit)
    with tenancy.elsewhere(unit.id):
        who = nominations.Outsider(Proposer.SUPERIOR, scope.account_id or 0, email, full_name)
        nominations.propose_from_outside(scope_in(unit, scope), who, now=now)
    audit.record(scope, AuditEvent.CHAIR_NOMINATED, unit, unit=unit.name)


def withdraw_proposal(scope: Scope, unit: Organization, *, now: datetime) -> None:
    """Take back what this chair of the superior proposed.

    Raises NotVisible for what is another's, StaleEdit where nothing waits.
    """
    _lock(scope, unit)
    if scope.account_id is None:
        raise NotVisible
    with tenancy.elsewhere(unit.id):
        nominations.withdraw(scope_in(unit, scope), scope.account_id, now=now)
    audit.record(scope, AuditEvent.NOMINATION_WITHDRAWN, unit, unit=unit.name)


def _lock(scope: Scope, unit: Organization) -> None:
    require(Permission.ROLES_GRANT, scope)
    lock_units(scope, unit)
    tree_service.refuse_closed(unit)
