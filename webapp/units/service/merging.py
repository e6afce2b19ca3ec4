"""Merge one unit into another: people wait to be received there, words stay.

Reports, opinions, commitments and weaknesses stay in the unit that is closed, readable as before.
A superior makes nobody a member of the other unit: those who lead it receive each person. An open
thread arrives with its member as days without words; the chair takes it up again, or settles it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts.members import people_of_merged_unit
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.plans.service.dropping import drop_ahead
from webapp.reports.service.ending import turns_presented, withdraw_all
from webapp.reports.service.filed_for import unfile_all
from webapp.transfers import merging as transfers
from webapp.transfers.merging import Threads
from webapp.transfers.models import CarriedThread
from webapp.units import open_counts, rules
from webapp.units.open_counts import OpenWork
from webapp.units.service.locking import lock_units
from webapp.units.service.telling import tell


@dataclass(frozen=True)
class Merging:
    """What will happen, in numbers."""

    work: OpenWork
    #: Of the members, those who belong to the other unit already.
    there_already: int


def preview(scope: Scope, unit: Organization, into: Organization, *, today: date) -> Merging:
    """What merging would do; nothing is written.

    Raises RuleBroken where the two can't become one.
    """
    _refuse(scope, unit, into)
    with tenancy.elsewhere(unit.id):
        inside = open_counts.scope_in(unit)
        found = open_counts.open_work(inside, today)
        accounts = {p.account_id for p in people_of_merged_unit.leaving(inside, today)} - {None}
    with tenancy.elsewhere(into.id):
        there = open_counts.count_accounts(
            open_counts.scope_in(into), [a for a in accounts if a is not None]
        )
    return Merging(found, there)


def merge(
    scope: Scope, unit: Organization, into: Organization, reason: str, *, now: datetime
) -> int:
    """Close a unit and let its people wait to be received in another one; returns how many.

    Raises RuleBroken, or StaleEdit when one of the two was closed in between.
    """
    today = clock.day_of(now)
    lock_units(scope, unit, into, closing=True)
    audit.lock_trails(unit.id, into.id)
    _refuse(scope, unit, into)
    with tenancy.elsewhere(unit.id):
        inside = open_counts.scope_in(unit, scope)
        rules.refuse_while_meeting(open_counts.open_work(inside, today).meetings_running)
        people, threads = people_of_merged_unit.leaving(inside, today), _open_threads(inside)
        withdraw_all(inside)
        drop_ahead(inside, but=turns_presented(inside))
        notices.take_back(inside)
        unfile_all(inside, now=now)
        tell(
            inside, NoticeKind.UNIT_MERGED, everybody=True, now=now, unit=unit.name, into=into.name
        )
        expected = transfers.let_go(inside, unit, into, people, threads, now=now)
        stale_months.mark(inside, clock.month_of(today))
        tree_service.close(unit, today, reason, into=into, by=scope)
    with tenancy.elsewhere(into.id):
        inside = open_counts.scope_in(into, scope)
        transfers.expect(inside, expected, now=now)
        # Those who lead the other unit learn who waits, all in one message.
        link, count = Address("transfers.index"), len(expected)
        tell(inside, NoticeKind.UNIT_JOINED, link=link, now=now, unit=unit.name, count=count)
    audit.record(scope, AuditEvent.ORGANIZATION_MERGED, unit, unit=unit.name, into=into.name)
    return len(people)


def _refuse(scope: Scope, unit: Organization, into: Organization) -> None:
    require(Permission.UNITS_MANAGE, scope)
    rules.refuse_merging(unit.kind, into.kind, is_same=unit.id == into.id)
    tree_service.refuse_closed(unit)
    tree_service.refuse_closed(into, field="into")


def _open_threads(scope: Scope) -> Threads:
    """The days of every open thread; no word of any."""
    query = (
        select(Weakness.member_id, Weakness.pointed_out_on, Weakness.due_on)
        .where(tenancy.within(scope, Weakness), Weakness.is_open)
        .order_by(Weakness.pointed_out_on, Weakness.id)
    )
    found: Threads = {}
    for member_id, pointed_out_on, due_on in db.session.execute(query):
        found.setdefault(member_id, []).append((pointed_out_on, due_on))
    return found


def settle(scope: Scope, thread: CarriedThread, *, now: datetime) -> None:
    """Take a thread off the list: written down again with the member, or settled.

    A second time changes nothing.
    """
    require(Permission.WEAKNESS_MANAGE, scope, thread)
    if thread.settled_at is None:
        thread.settled_at, thread.settled_by = now, scope.member_id
        event = AuditEvent.CARRIED_THREAD_SETTLED
        audit.record(scope, event, thread, member_id=thread.member_id)
