"""Propose a member for the empty seat: somebody of the unit, or else from outside it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, vietnamese
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.nominations import queries, rules
from webapp.nominations.models import Nomination
from webapp.nominations.rules import Person, Proposer
from webapp.nominations.service.settling import refuse_person
from webapp.nominations.service.telling import everybody, tell, tell_superior
from webapp.notices.rules import NoticeKind
from webapp.organizations import queries as organizations


@dataclass(frozen=True)
class Outsider:
    """Who proposes from outside, and whom: an address and the name that belongs to it."""

    proposer: Proposer
    account_id: int
    email: str
    full_name: str


def propose(scope: Scope, member_id: int, *, now: datetime) -> Nomination:
    """Propose a member of one's own unit, where the seat is empty or the chair's term is over.

    Raises NotVisible for who may not propose, StaleEdit where somebody chairs or another one is
    proposed already, RuleBroken for who can't be proposed.
    """
    require(Permission.UNIT_SEE, scope)
    people = _people_of_free_seat(scope, now, from_outside=False)
    if scope.member_id not in rules.proposers(people):
        raise NotVisible
    person = next((one for one in people if one.id == member_id), None)
    second = rules.confirmers(people, scope.member_id, member_id)
    refuse_person(scope, person, now, is_confirmed=bool(second))
    who = Outsider(Proposer.MEMBER, scope.account_id or 0, "", "")
    return _store(scope, people, member_id, who, second, now)


def propose_from_outside(scope: Scope, who: Outsider, *, now: datetime) -> Nomination:
    """Propose a member of a unit in which nobody is left who could do so.

    The scope names who acts from outside. Raises StaleEdit and RuleBroken as above, and for a unit
    that can propose somebody itself.
    """
    people = _people_of_free_seat(scope, now, from_outside=True)
    rules.refuse_outside(people)
    person = _found(people, who)
    refuse_person(scope, person, now, is_confirmed=False)
    member_id = person.id if person else 0
    rules.refuse_objected_lately(queries.last_objection(scope, member_id), now)
    return _store(scope, people, member_id, who, frozenset(), now)


def _people_of_free_seat(scope: Scope, now: datetime, *, from_outside: bool) -> list[Person]:
    # The lock lets two proposals, or a proposal and a seating, follow each other.
    organization = organizations.get_by_id(scope.organization_id, for_change=True)
    if organization.suspended_at is not None:
        raise RuleBroken("organization.suspended_now")
    people = queries.people(scope, clock.day_of(now))
    rules.refuse_seat_taken(people, from_outside=from_outside)
    if queries.waiting(scope) is not None:
        raise StaleEdit("nomination.another")
    return people


def _found(people: Collection[Person], who: Outsider) -> Person | None:
    """The one member whose address and name both fit; None for none or several."""
    address, name = who.email.strip().lower(), vietnamese.search_key(who.full_name)
    fits = [
        person
        for person in people
        if person.email == address and vietnamese.search_key(person.full_name) == name
    ]
    return fits[0] if len(fits) == 1 else None


def _store(
    scope: Scope,
    people: list[Person],
    member_id: int,
    who: Outsider,
    second: frozenset[int],
    now: datetime,
) -> Nomination:
    nomination = Nomination(
        organization_id=scope.organization_id,
        member_id=member_id,
        proposer=who.proposer,
        proposed_by=scope.member_id,
        proposer_account_id=who.account_id,
        proposer_name=scope.full_name or str(scope.outside or ""),
        proposed_at=now,
        effective_at=now + rules.WAITS,
    )
    db.session.add(nomination)
    db.session.flush()
    event = AuditEvent.CHAIR_NOMINATED
    audit.record(scope, event, nomination, member_id=member_id, role=Role.CHAIR)
    member = next(person.full_name for person in people if person.id == member_id)
    at = nomination.effective_at
    facts = {"by": nomination.proposer_name, "member": member, "effective_at": at}
    others = everybody(people) - {member_id, nomination.proposed_by or 0} - second
    tell(scope, nomination, NoticeKind.NOMINATION_TOLD, others, now=now, **facts)
    tell(scope, nomination, NoticeKind.NOMINATION_TO_CONFIRM, second, now=now, **facts)
    subject, kind = f"nomination:{nomination.id}", NoticeKind.UNIT_CHAIR_PROPOSED
    tell_superior(scope, subject, kind, now=now, effective_at=at)
    return nomination
