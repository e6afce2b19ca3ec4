"""Merge one unit into another: people go along, words stay.

Decided so: reports, opinions, commitments and weaknesses stay in the unit that is closed, where
whoever could read them still can. A thread that is open there arrives in the other unit as days
without words; its chair takes it up anew with the member, or settles it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts import arriving
from webapp.accounts import service as members
from webapp.accounts.arriving import Arriving
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, recount, tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import places
from webapp.organizations.models import Organization
from webapp.plans.service.dropping import drop_ahead
from webapp.reports.service.ending import turns_presented, withdraw_all
from webapp.units import rules, work
from webapp.units.models import CarriedThread
from webapp.units.service.holding import hold
from webapp.units.service.telling import tell
from webapp.units.work import OpenWork

#: By membership in the unit left: when a thread was pointed out, and when it is due.
Threads = dict[int, list[tuple[date, date | None]]]


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
        inside = work.scope_in(unit)
        found = work.open_work(inside, today)
        accounts = {p.account_id for p in arriving.leaving(inside, today)} - {None}
    with tenancy.elsewhere(into.id):
        there = work.count_accounts(work.scope_in(into), [a for a in accounts if a is not None])
    return Merging(found, there)


def merge(
    scope: Scope, unit: Organization, into: Organization, reason: str, *, now: datetime
) -> int:
    """Close a unit and take its people into another one; returns how many went along.

    Raises RuleBroken, or StaleEdit when one of the two was closed in between.
    """
    today = clock.in_hanoi(now).date()
    hold(scope, unit, into, closing=True)
    audit.hold_trails(unit.id, into.id)
    _refuse(scope, unit, into)
    with tenancy.elsewhere(unit.id):
        inside = work.scope_in(unit, scope)
        rules.refuse_while_meeting(work.open_work(inside, today).meetings_running)
        people, threads = arriving.leaving(inside, today), _open_threads(inside)
        withdraw_all(inside)
        drop_ahead(inside, but=turns_presented(inside))
        notices.take_back(inside)
        tell(
            inside, NoticeKind.UNIT_MERGED, everybody=True, now=now, unit=unit.name, into=into.name
        )
        recount.mark(inside, clock.month_of(today))
        places.close(unit, today, reason, into=into, by=scope)
    with tenancy.elsewhere(into.id):
        _take_in(scope, unit, into, people, threads, now)
    audit.record(scope, AuditEvent.ORGANIZATION_MERGED, unit, unit=unit.name, into=into.name)
    return len(people)


def _refuse(scope: Scope, unit: Organization, into: Organization) -> None:
    require(Permission.UNITS_MANAGE, scope)
    rules.refuse_merging(unit.kind, into.kind, is_same=unit.id == into.id)
    places.refuse_closed(unit)
    places.refuse_closed(into, field="into")


def _open_threads(scope: Scope) -> Threads:
    """The days of every open thread; no word of any."""
    query = (
        select(Weakness.member_id, Weakness.pointed_out_on, Weakness.due_on)
        .where(tenancy.within(scope, Weakness), Weakness.state != WeaknessState.CONFIRMED)
        .order_by(Weakness.pointed_out_on, Weakness.id)
    )
    found: Threads = {}
    for member_id, pointed_out_on, due_on in db.session.execute(query):
        found.setdefault(member_id, []).append((pointed_out_on, due_on))
    return found


def _take_in(
    scope: Scope,
    unit: Organization,
    into: Organization,
    people: list[Arriving],
    threads: Threads,
    now: datetime,
) -> None:
    inside, today = work.scope_in(into, scope), clock.in_hanoi(now).date()
    for person in people:
        member = arriving.arrive(inside, person, on=today, reason=unit.name)
        for pointed_out_on, due_on in threads.get(person.left_id, []):
            db.session.add(
                CarriedThread(
                    organization_id=into.id,
                    member_id=member.id,
                    from_id=unit.id,
                    pointed_out_on=pointed_out_on,
                    due_on=due_on,
                )
            )
    members.count_members(inside, today)
    recount.mark(inside, clock.month_of(today))
    link = f"/o/{into.code}/tu-don-vi-cu" if threads else ""
    tell(inside, NoticeKind.UNIT_JOINED, link=link, now=now, unit=unit.name, count=len(people))


def settle(scope: Scope, thread: CarriedThread, *, now: datetime) -> None:
    """Take a thread off the list: written down anew with the member, or settled.

    A second time changes nothing.
    """
    require(Permission.WEAKNESS_MANAGE, scope, thread)
    if thread.settled_at is None:
        thread.settled_at, thread.settled_by = now, scope.member_id
        event = AuditEvent.CARRIED_THREAD_SETTLED
        audit.record(scope, event, thread, member_id=thread.member_id)
