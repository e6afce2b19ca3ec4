"""Close a unit, and open it again within a time."""

from datetime import date, datetime

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.reports.service.filed_for import unfile_all
from webapp.units import open_counts, rules
from webapp.units.service.locking import lock_units
from webapp.units.service.telling import tell


def close(scope: Scope, unit: Organization, day: date, reason: str, *, now: datetime) -> None:
    """Close a unit below: from then on it is read, and nothing in it is written any more.

    Raises RuleBroken while a meeting is going on or something below it is open, StaleEdit when it
    is closed already.
    """
    lock_units(scope, unit, closing=True)
    with tenancy.elsewhere(unit.id):
        tree_service.close(unit, day, reason, by=scope)
        inside = open_counts.scope_in(unit, scope)
        rules.refuse_while_meeting(open_counts.open_work(inside, day).meetings_running)
        notices.take_back(inside)
        unfile_all(inside, now=now)
        tell(inside, NoticeKind.UNIT_CLOSED, now=now, unit=unit.name, closed_on=day)
        stale_months.mark(inside, clock.month_of(day))
    shown = day.isoformat()
    audit.record(scope, AuditEvent.ORGANIZATION_CLOSED, unit, unit=unit.name, closed_on=shown)


def reopen(scope: Scope, unit: Organization, *, now: datetime) -> None:
    """Open a closed unit again; everything in it stands as it did.

    Raises RuleBroken after the time for it, or for a unit that was merged.
    """
    lock_units(scope, unit)
    with tenancy.elsewhere(unit.id):
        was = tree_service.reopen(unit, within_days=scope.settings.reopen_days, by=scope)
        inside = open_counts.scope_in(unit, scope)
        tell(inside, NoticeKind.UNIT_REOPENED, now=now, unit=unit.name)
        stale_months.mark(inside, clock.month_of(was))
    audit.record(scope, AuditEvent.ORGANIZATION_REOPENED, unit, unit=unit.name)
