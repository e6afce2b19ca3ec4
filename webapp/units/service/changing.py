"""Give a unit another name, or another superior."""

from collections.abc import Iterable
from datetime import date, datetime

from webapp.accounts.members import offices_above
from webapp.accounts.queries import members_on, task_scope
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.notices.rules import NoticeKind
from webapp.organizations import service as organizations
from webapp.organizations import sibling_names, tree_service
from webapp.organizations.models import Organization
from webapp.organizations.organization_trail import FromOutside
from webapp.units.open_counts import scope_in
from webapp.units.service.locking import lock_units
from webapp.units.service.telling import tell


def rename(
    scope: Scope, unit: Organization, name: str, *, is_other: bool = True, now: datetime
) -> None:
    """Give a unit below another name; the one it had stays on what is older.

    Whether another unit may have that name, too, is asked where that is not answered yet.

    Raises RuleBroken, StaleEdit for one that is closed.
    """
    lock_units(scope, unit)
    tree_service.refuse_closed(unit)
    was = unit.name
    with tenancy.elsewhere(unit.id):
        if not organizations.rename(unit, name, is_other=is_other, now=now, by=scope):
            return
        inside = scope_in(unit, scope)
        tell(inside, NoticeKind.UNIT_RENAMED, now=now, was=was, unit=unit.name)
    audit.record(scope, AuditEvent.ORGANIZATION_RENAMED, unit, was=was, name=unit.name)


def move(
    scope: Scope, unit: Organization, under: Organization, *, is_other: bool = True, now: datetime
) -> None:
    """Put a unit, with everything below it, under another superior below one's own.

    Whether it is another unit than one of its name there is asked where that is not answered yet.

    The running month is counted under the new superior, earlier ones under the old one. Raises
    RuleBroken or StaleEdit.
    """
    lock_units(scope, unit, under)
    if not is_other:
        sibling_names.refuse_unasked(under.id, unit.name, besides=unit.id)
    with tenancy.elsewhere():
        moved = tree_service.move(unit, under, by=scope)
        inside = scope_in(unit, scope)
        tell(inside, NoticeKind.UNIT_MOVED, now=now, unit=unit.name, under=under.name)
        for organization_id in moved:
            _tell_of_offices(scope, organization_id, clock.day_of(now))
    _count_again(moved, now)
    audit.record(scope, AuditEvent.ORGANIZATION_MOVED, unit, unit=unit.name, under=under.name)


def _tell_of_offices(scope: Scope, organization_id: int, today: date) -> None:
    """A unit learns which of its members hold an office in what stands above it now."""
    with tenancy.elsewhere(organization_id):
        inside = task_scope(organization_id)
        if inside is None or not inside.organization.meets:
            return
        accounts = [m.account_id for m in members_on(inside, today) if m.account_id is not None]
        for account_id, name in offices_above.offices_above(accounts, today).items():
            offices_above.record_in(scope, organization_id, account_id, name, today)


def _count_again(organization_ids: Iterable[int], now: datetime) -> None:
    """Have the running month of everything that moved counted where it stands now."""
    month = clock.month_of(clock.day_of(now))
    for organization_id in organization_ids:
        with tenancy.elsewhere(organization_id):
            stale_months.mark(FromOutside(organization_id), month)
