"""Acts on the shape of the tree: moving a unit with everything below it, closing, opening again.

Each locks the tree of its root, so that two of them follow each other and nobody founds a unit
under a path that is being rewritten.
"""

from datetime import date

from sqlalchemy import func, select

from webapp.audit.events import AuditEvent
from webapp.audit.service import Actor
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import one_line
from webapp.core.transactions import note_write
from webapp.organizations import rules, tree
from webapp.organizations.models import Organization
from webapp.organizations.organization_trail import remember

LONGEST_REASON = 200


def lock_tree(*organizations: Organization) -> None:
    """Lock a tree until the end of the transaction, and read the organizations again.

    They must belong to one root.
    """
    root = tree.root_id(organizations[0].path)
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("tree", root))))
    for organization in sorted(organizations, key=lambda one: one.id):
        # Rows that refer to it may still be written: their transactions may have locked its trail.
        db.session.refresh(organization, with_for_update={"key_share": True})


def keep_open(organization_id: int) -> None:
    """Let nobody close an organization until the end of the transaction.

    Writers call it and read only then whether it is open, so that nothing is written into a closed
    one. Any number of writers work at the same time.
    """
    name = func.hashtextextended("open", organization_id)
    db.session.execute(select(func.pg_advisory_xact_lock_shared(name)))


def is_open(organization_id: int) -> bool:
    """Whether an organization is open, and stays so until the end of the transaction."""
    keep_open(organization_id)
    query = select(Organization.id).where(
        Organization.id == organization_id, Organization.closed_on.is_(None)
    )
    return db.session.scalar(query) is not None


def wait_for_writers(organization_id: int) -> None:
    """Wait until nobody writes in an organization, and let nobody begin, before it closes.

    Always called before the tree is locked, or two transactions could wait for each other.
    """
    name = func.hashtextextended("open", organization_id)
    db.session.execute(select(func.pg_advisory_xact_lock(name)))


def refuse_closed(organization: Organization, *, field: str | None = None) -> None:
    """Nothing is done with a closed organization.

    Raises StaleEdit: somebody closed it after the page was drawn.
    """
    if organization.closed_on is not None:
        raise StaleEdit("organization.closed_meanwhile", field=field, name=organization.name)


def move(unit: Organization, under: Organization, *, by: Actor) -> list[int]:
    """Put a unit and everything below it under another superior of the same root.

    Figures of earlier months stay with the earlier superiors. Returns the identifiers of everything
    that moved. Raises RuleBroken or StaleEdit.
    """
    lock_tree(unit, under)
    refuse_closed(unit)
    refuse_closed(under, field="under")
    _refuse_superior(unit, under)
    note_write()
    found = sorted(db.session.scalars(select(func.app.move_organization(unit.id, under.id))))
    db.session.refresh(unit)
    remember(unit, AuditEvent.ORGANIZATION_MOVED, by, under=under.name)
    return found


def _refuse_superior(unit: Organization, under: Organization) -> None:
    """A unit goes under a superior of its root that does not lie below itself."""
    if unit.id == under.id or tree.is_above(unit.path, under.path):
        raise RuleBroken("organization.cycle", field="under")
    if tree.root_id(unit.path) != tree.root_id(under.path):
        raise RuleBroken("organization.other_root", field="under")
    if unit.parent_id == under.id:
        raise RuleBroken("organization.there_already", field="under", name=under.name)
    rules.refuse_parent(unit.kind, under.kind)
    first, beyond = tree.subtree_range(unit.path)
    paths = select(Organization.path).where(Organization.path >= first, Organization.path < beyond)
    levels = max(map(tree.depth, db.session.scalars(paths))) - tree.depth(unit.path) + 1
    rules.refuse_depth(tree.depth(under.path) + levels)


def close(
    unit: Organization,
    day: date,
    reason: str,
    *,
    into: Organization | None = None,
    by: Actor,
) -> None:
    """Close a unit from the end of a day on; everything in it stays and may be read.

    Raises RuleBroken while anything below it is open, StaleEdit when it is closed already.
    """
    lock_tree(*(one for one in (unit, into) if one is not None))
    refuse_closed(unit)
    rules.refuse_closing_day(day, opened_on=unit.opened_on, today=clock.today())
    words = one_line(reason, field="reason", longest=LONGEST_REASON)
    if not words:
        raise RuleBroken("organization.reason_missing", field="reason")
    first, beyond = tree.subtree_range(unit.path)
    open_below = select(Organization.id).where(
        Organization.path > first, Organization.path < beyond, Organization.closed_on.is_(None)
    )
    if db.session.scalar(open_below.limit(1)) is not None:
        raise RuleBroken("organization.has_units")
    unit.closed_on, unit.closed_reason = day, words
    unit.merged_into_id = into.id if into else None
    event = AuditEvent.ORGANIZATION_MERGED if into else AuditEvent.ORGANIZATION_CLOSED
    remember(unit, event, by, closed_on=day.isoformat(), into=into.name if into else None)


def reopen(unit: Organization, *, within_days: int, by: Actor) -> date:
    """Open a closed unit again, within a time; returns the day it had been closed on.

    Raises RuleBroken, StaleEdit when it is open.
    """
    lock_tree(unit)
    closed_on, merged = unit.closed_on, unit.merged_into_id is not None
    if closed_on is None:
        raise StaleEdit("organization.open_already", name=unit.name)
    if not rules.may_reopen(closed_on, merged, today=clock.today(), within_days=within_days):
        code = "organization.merged_for_good" if merged else "organization.closed_too_long"
        raise RuleBroken(code, days=within_days)
    unit.closed_on = unit.closed_reason = None
    remember(unit, AuditEvent.ORGANIZATION_REOPENED, by)
    return closed_on
